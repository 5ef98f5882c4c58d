// Notebook 04: the golden numbers that it must show, and what becomes of it when a reader edits it.

namespace Notebooks.Tests;

public class MultiHeadTests
{
    private const string Name = "notebooks/04-multi-head.ipynb";
    private const string Sentence = "\"the cat finds the meat but does not eat it .\"", Tokens = """["cat", "finds", "meat"]""", What = "{ { 1, 0 }, { 0, 0 }, { 0, 1 } }";
    private static readonly string s_path = Repository.File(Name);

    [Theory]
    [InlineData("17.18 GB")] // keys and values of 32k tokens, each head with its own
    [InlineData("4.29 GB")] // shared by groups of four
    [InlineData("124,439,808 parameters")] // GPT-2 small, whatever the number of heads
    public void Outputs_HoldTheGoldenNumbers(string golden) =>
        NotebookFile.Read(s_path).AssertShows(golden);

    [Fact]
    public void Comparisons_OfTheNotebook_AreAllTrue()
    {
        var shown = NotebookFile.Read(s_path).Shown;
        Assert.Contains(": True", shown);
        Assert.DoesNotContain(": False", shown);
    }

    [Theory]
    [InlineData("""["cat"]""", "{ { 1, 0 } }")]
    [InlineData("""["", "🙂", "naïve", "猫", "five"]""", "{ { 1, 0 }, { 0, 0 }, { 0, 1 }, { 2, -3 }, { float.NaN, 1 } }")]
    public async Task ToyInput_WhenEdited_AllCellsFollow(string tokens, string what) => await Runs(Edited((Tokens, tokens), (What, what)));

    [Fact]
    public async Task ToyInput_WithMoreTokensThanRows_SaysWhatDisagrees()
    {
        var (exitCode, output) = await Repository.Lab("run", Edited((Tokens, """["cat", "finds", "meat", "again"]""")));
        Assert.Equal(1, exitCode);
        Assert.Contains("what: T is 3 here, but 4 in tokens", output);
    }

    [Theory]
    [InlineData("i have the newspaper but i cannot read it .")]
    [InlineData("two tired horses look for the cold water but do not find it because the small white mouse drinks it and the big black cat eats the mouse .")]
    [InlineData("cat")]
    [InlineData("🙂 naïve 猫")]
    [InlineData("")]
    public async Task Sentence_WhenEdited_AllCellsFollow(string sentence) => await Runs(Edited((Sentence, $"\"{sentence}\"")));

    private static async Task Runs(string notebook)
    {
        var (exitCode, output) = await Repository.Lab("run", notebook);
        Assert.True(exitCode == 0, output);
    }

    private static string Edited(params (string Before, string After)[] edits)
    {
        var notebook = NotebookFile.Read(s_path);
        foreach (var (before, after) in edits)
        {
            notebook.Replace(before, after);
        }
        return notebook.SaveCopy("edited.ipynb");
    }
}
