// Notebook 09: the golden numbers that it must show, and what becomes of it when a reader edits the beginning. The edited copies train for a few updates only.

using System.Globalization;

namespace Notebooks.Tests;

public class TinyGptTests
{
    private const string Name = "notebooks/09-tiny-gpt.ipynb";
    private static readonly string s_path = Repository.File(Name);

    [Theory]
    [InlineData("124,439,808  GPT-2 small")]
    [InlineData("163,009,536  no biases of Q, K, V; untied")] // Raschka's variant
    [InlineData("124,412,160  no biases of Q, K, V; tied")]
    [InlineData("175,181,291,520")] // GPT-3, matrices only
    [InlineData("617,558,016")] // its table of tokens
    [InlineData("14,495,514,624")] // its Q, K, V, output
    [InlineData("57,982,058,496")] // its feed-forward matrices
    [InlineData("36,864 bytes")] // GPT-2 small's cache, a token
    [InlineData("17,179,869,184 bytes")] // 32k tokens, all heads
    [InlineData("4,294,967,296 bytes")] // 8 of 32 heads
    [InlineData("largest difference of any logit below 1e-5: True")] // cache = full forward
    [InlineData("the same logits: True")] // by hand = model
    [InlineData("the library draws the same: True")]
    public void Outputs_HoldTheGoldenNumbers(string golden) =>
        NotebookFile.Read(s_path).AssertShows(golden);

    [Fact]
    public void Perplexities_OfTheLongRun_AreBelowThe5Grams()
    {
        var bars = NotebookFile.Read(s_path).CodeCells.SelectMany(NotebookFile.Outputs).Select(NotebookFile.Text).Single(text => text.StartsWith("perplexity on held-out fables", StringComparison.Ordinal));
        double Of(string name) => double.Parse(bars.Split('\n').Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
        Assert.True(Of("GPT, long run") < Of("5-gram") && Of("5-gram") < Of("unigram") && Of("GPT, short run") < Of("unigram") && Of("uniform") == 512, bars);
    }

    [Theory]
    [InlineData("The fox said to the crow: \"")]
    [InlineData("The")]
    [InlineData("a 🙂 naïve 猫")]
    [InlineData("")]
    public async Task Beginning_WhenEdited_AllCellsFollow(string beginning)
    {
        var (exitCode, output) = await Repository.Lab("run", Edited(beginning));
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Beginning_LongerThanTheModelReads_SaysSo()
    {
        var (exitCode, output) = await Repository.Lab("run", Edited(string.Join(' ', Enumerable.Repeat("the cat", 80))));
        Assert.Equal(1, exitCode);
        Assert.Contains("tokens are too long; shorten it", output);
    }

    private static string Edited(string beginning)
    {
        var notebook = NotebookFile.Read(s_path);
        notebook.Replace("\"The cat finds the meat but does not eat\"", $"\"{beginning.Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        notebook.Replace("Updates = 200", "Updates = 24");
        notebook.Replace("EvaluateEvery = 50", "EvaluateEvery = 24");
        return notebook.SaveCopy("edited.ipynb");
    }
}
