// Notebook 07: the golden numbers that it must show, what its trainings must reach, and what becomes of it when a reader edits it.

namespace Notebooks.Tests;

public class TrainingTests
{
    private const string Name = "notebooks/07-training.ipynb";
    private static readonly string s_path = Repository.File(Name);

    [Theory]
    [InlineData("V = 50,257   all shares equal: loss 10.8249   ln V = 10.8249")]
    [InlineData("perplexity of a loss of 10.7940: 48,727.6")]
    [InlineData("update      1: 1.74693e-7\nupdate  4,000: 6.98771e-4\nupdate 20,000: 3.125e-4")] // the paper's schedule, d_model 512
    [InlineData("\n2                      0.0000  0.1333  0.6000  0.1333  0.1333\n1                      0.0000  0.6000  0.1333  0.1333  0.1333\npadding                0.0000  0.0000  0.0000  0.0000  0.0000\n")] // label smoothing
    [InlineData("\n3                      0.0000  0.1333  0.1333  0.6000  0.1333\n3                      0.0000  0.1333  0.1333  0.6000  0.1333\n")]
    [InlineData("the same table: True")] // Adam by hand and the library's
    [InlineData("from <bos> on: 100 of 100 right")] // copied
    [InlineData("exactly right: 100 of 100\non the other diagonal")] // reversed
    [InlineData("same seed:                      True\nCancelled after 4, then taken up: True\nanother seed:                   False")]
    [InlineData("by all tokens: off by 0.0000   a mean of means: off by 0.")] // accumulation is the large batch
    public void Outputs_HoldWhatIsPromised(string golden) =>
        NotebookFile.Read(s_path).AssertShows(golden);

    [Theory]
    [InlineData("a a", "7", "")]
    [InlineData("🙂 猫 🙂 naïve 🙂 a a a", "1 x 🙂", "x y 3")]
    [InlineData("the quick brown fox jumps over the lazy dog while the cat finds the meat but does not eat it because it is not hungry", "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5", "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7")]
    public async Task Texts_WhenEdited_AllCellsFollow(string sentence, string example, string sequence)
    {
        var (exitCode, output) = await Repository.Lab("run", Edited(sentence, example, sequence));
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("cat", "7", "sentence: expected two words or more, so that one comes after another")]
    [InlineData("a b", " ", "example: expected one symbol or more")]
    [InlineData("a b", "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6", "ids: positions 0 to 16 do not fit into the config's MaxPositions = 16")]
    public async Task Texts_ThatCannotBe_AreRefusedByName(string sentence, string example, string message)
    {
        var (exitCode, output) = await Repository.Lab("run", Edited(sentence, example, "1"));
        Assert.Equal(1, exitCode);
        Assert.Contains(message, output);
    }

    // A short training: what it reaches is not asked here.
    private static string Edited(string sentence, string example, string sequence)
    {
        var notebook = NotebookFile.Read(s_path);
        notebook.Replace("\"the cat finds the meat but does not eat it\"", $"\"{sentence}\"");
        notebook.Replace("\"3 1 4 1 5 9 2 6\"", $"\"{example}\"");
        notebook.Replace("\"2 7 1 8 2 8\"", $"\"{sequence}\"");
        notebook.Replace("pdates: 400", "pdates: 50");
        return notebook.SaveCopy("edited.ipynb");
    }
}
