// Notebook 08: the golden numbers that it must show, and what becomes of it when a reader edits its sentences.

namespace Notebooks.Tests;

public class TranslationTests
{
    private const string Name = "notebooks/08-translation.ipynb";
    private const string Sentence = "Input.Text(\"the cat finds the meat but does not eat it .\"", Example = "var example = \"she sings and i sleep .\"", Sample = "Input.Text(\"the white mouse eats bread .\"";
    private static readonly string s_path = Repository.File(Name);

    [Theory]
    [InlineData("le chat trouve la viande mais ne la mange pas .")] // meat is feminine in French
    [InlineData("le chat trouve le fromage mais ne le mange pas .")] // cheese masculine
    [InlineData("(2, 7)")] // Papineni et al. 2002, section 2.1: "the" seven times, clipped
    [InlineData("BLEU = 48.53 82.4/50.0/45.5/37.5 (BP = 0.943 ratio = 0.944 hyp_len = 17 ref_len = 18)")] // sacreBLEU's README
    [InlineData("of these in training: 0")] // the split
    [InlineData("the same as by hand: True")]
    public void Outputs_HoldTheGoldenNumbers(string golden) =>
        NotebookFile.Read(s_path).AssertShows(golden);

    [Fact]
    public void Bleu_ByHand_IsTheLibrarys()
    {
        var lines = NotebookFile.Read(s_path).Shown.Split('\n');
        var byHand = lines.Select((line, i) => (line, Next: i + 1 < lines.Length ? lines[i + 1] : "")).Where(pair => pair.line.StartsWith("by hand: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, byHand.Count);
        Assert.All(byHand, pair => Assert.StartsWith($"BLEU = {pair.line["by hand: ".Length..]} ", pair.Next, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("the girls love these old horses .", "he sleeps but we drink tea .", "my tired brother often reads the blue book .")]
    [InlineData("cat", "cat", "cat")] // one token
    [InlineData("🙂 猫 naïve", "🙂", "e\\u0301t\\u0000 \\ud800")] // nothing that it knows, half a character among it
    [InlineData("", "", "")]
    public async Task Sentences_WhenEdited_AllCellsFollow(string sentence, string example, string sample)
    {
        var (exitCode, output) = await Repository.Lab("run", Edited(sentence, example, sample));
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Sentence_WithUnknownWords_NamesThem()
    {
        var path = Edited("the computer eats Meat .", "the cat sleeps .", "the cat sleeps .");
        var (exitCode, output) = await Repository.Lab("run", path, "--save");
        Assert.True(exitCode == 0, output);
        Assert.Contains("not known: computer, Meat", NotebookFile.Read(path).Shown);
    }

    [Fact]
    public async Task Sentence_LongerThanTheModelReads_SaysHowLongItMayBe()
    {
        var (exitCode, output) = await Repository.Lab("run", Edited(string.Join(' ', Enumerable.Repeat("the cat sleeps .", 16)), "the cat sleeps .", "the cat sleeps ."));
        Assert.Equal(1, exitCode);
        Assert.Contains("sentence: 65 tokens, at most 64 fit", output);
    }

    private static string Edited(string sentence, string example, string sample)
    {
        var notebook = NotebookFile.Read(s_path);
        notebook.Replace(Sentence, $"Input.Text(\"{sentence}\"");
        notebook.Replace(Example, $"var example = \"{example}\"");
        notebook.Replace(Sample, $"Input.Text(\"{sample}\"");
        return notebook.SaveCopy("edited.ipynb");
    }
}
