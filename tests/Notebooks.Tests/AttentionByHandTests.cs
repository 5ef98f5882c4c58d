// Notebook 03: the golden numbers that it must show, and what becomes of it when a reader edits it.

namespace Notebooks.Tests;

public class AttentionByHandTests
{
    private const string Name = "notebooks/03-attention-by-hand.ipynb";
    private static readonly string s_path = Repository.File(Name);

    [Theory]
    [InlineData("[[0.7071, 0.7071, 0.0000],")] // the toy input: scores
    [InlineData("[0.2483, 0.5035, 0.2483]")] // its pattern
    [InlineData("[[0.5989, 1.0000],\n [0.5989, 1.2033],\n [0.4965, 1.2552]]")] // its output
    [InlineData("[[1.0000, 0.0000],\n [0.3302, 1.3395],\n [0.4965, 1.2552]]")] // its causal output
    [InlineData("[0.9999999, 0.0000001]")] // The Illustrated Transformer, undivided
    [InlineData("[0.8808, 0.1192]")] // and divided by 8
    [InlineData("[0.9544, 1.4950, 1.4754, 0.8434, 0.7070, 1.0865]")] // Raschka, chapter 3: scores of "journey"
    [InlineData("[0.1385, 0.2379, 0.2333, 0.1240, 0.1082, 0.1581]")] // its pattern
    [InlineData("[0.4419, 0.6515, 0.5683]")] // its context
    [InlineData("[0.33333, 0.33333, 0.33333]")] // a mask of -1e-6 masks nothing
    public void Outputs_HoldTheGoldenNumbers(string golden) =>
        NotebookFile.Read(s_path).AssertShows(golden);

    [Theory]
    [InlineData("""["a"]""", "{ { 1, 2 } }", "{ { 0, 1 } }", "{ { 3, 4 } }")]
    [InlineData("""["not", "a", "number"]""", "{ { float.NaN, 0 }, { 0, 1 }, { 1, 1 } }", "{ { 1e30f, 0 }, { 1, 1 }, { 0, 1 } }", "{ { 1, 0 }, { 0, 2 }, { 1, 1 } }")]
    [InlineData("""["", "🙂", "naïve", "猫"]""", "{ { 1, 0, 2 }, { 0, 1, 0 }, { 1, 1, 1 }, { -9, 9, 3 } }", "{ { 1, 0, 1 }, { 1, 1, 1 }, { 0, 1, 0 }, { 2, 2, 2 } }", "{ { 1 }, { 0 }, { 2 }, { 7 } }")]
    public async Task ToyInput_WhenEdited_AllCellsFollow(string tokens, string q, string k, string v)
    {
        var (exitCode, output) = await Repository.Lab("run", Edited(tokens, q, k, v));
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task ToyInput_WithMoreTokensThanRows_SaysWhatDisagrees()
    {
        var (exitCode, output) = await Repository.Lab("run", Edited("""["the", "cat", "sat", "down"]""", null, null, null));
        Assert.Equal(1, exitCode);
        Assert.Contains("cell 2", output);
        Assert.Contains("Q: T is 3 here, but 4 in tokens", output);
    }

    [Theory]
    [InlineData("i have the newspaper but i cannot read it .")]
    [InlineData("it is raining .")] // no noun before "it"
    [InlineData("two tired horses look for the cold water but do not find it because the small white mouse drinks it and the big black cat eats the mouse .")]
    [InlineData("cat")] // one token, no "it"
    [InlineData("it")]
    [InlineData("🙂 naïve 猫")] // words that the model does not know
    [InlineData("")]
    public async Task Sentence_WhenEdited_AllCellsFollow(string sentence)
    {
        var notebook = NotebookFile.Read(s_path);
        notebook.Replace("\"the cat finds the meat but does not eat it .\"", $"\"{sentence}\"");
        var (exitCode, output) = await Repository.Lab("run", notebook.SaveCopy("edited.ipynb"));
        Assert.True(exitCode == 0, output);
    }

    private static string Edited(string tokens, string? q, string? k, string? v)
    {
        var notebook = NotebookFile.Read(s_path);
        notebook.Replace("""["the", "cat", "sat"]""", tokens);
        foreach (var (before, after) in new[] { ("{ { 1, 0 }, { 0, 1 }, { 1, 1 } }", q), ("{ { 1, 0 }, { 1, 1 }, { 0, 1 } }", k), ("{ { 1, 0 }, { 0, 2 }, { 1, 1 } }", v) })
        {
            notebook.Replace(before, after ?? before);
        }
        return notebook.SaveCopy("edited.ipynb");
    }
}
