// Notebook 00: what it promises, and what becomes of it when a reader edits its sentence.

namespace Notebooks.Tests;

public class StartHereTests
{
    private const string Name = "notebooks/00-start-here.ipynb";
    private static readonly string s_path = Repository.File(Name);

    [Theory]
    [InlineData("le chat trouve la viande mais ne la mange pas .")] // "it" is feminine with meat
    [InlineData("le chat trouve le fromage mais ne le mange pas .")] // and masculine with cheese
    [InlineData("from this one: False")] // the sentence was not among those that the model learned from
    [InlineData("matmul: (3, 2) @ (3, 2): the inner sizes must be equal")] // an error that teaches
    [InlineData("B=1 × H=4 × T=12 × T=12")] // the letters
    public void Outputs_HoldWhatIsPromised(string golden) =>
        NotebookFile.Read(s_path).AssertShows(golden);

    [Fact]
    public void Pattern_OfTheChosenHead_IsDarkestWhereItLooksAtMeat()
    {
        var map = NotebookFile.Read(s_path).CodeCells.SelectMany(NotebookFile.Outputs).Select(NotebookFile.Text).Single(text => text.StartsWith("where words look", StringComparison.Ordinal));
        var lines = map.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var row = lines.Single(line => line is ["it", ..])[1..].Select(share => double.Parse(share, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal("meat", lines[1][^row.Count..][row.IndexOf(row.Max())]);
        Assert.InRange(row.Max(), .5, 1);
    }

    [Theory]
    [InlineData("the queen opens the letter but does not read it .")]
    [InlineData("meat")]
    [InlineData("a 🙂 naïve giraffe")]
    [InlineData("")]
    public async Task Sentence_WhenEdited_AllCellsFollow(string sentence)
    {
        var (exitCode, output) = await Repository.Lab("run", Edited(sentence));
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Sentence_LongerThanTheModelReads_SaysSo()
    {
        var (exitCode, output) = await Repository.Lab("run", Edited(string.Join(' ', Enumerable.Repeat("the cat", 40))));
        Assert.Equal(1, exitCode);
        Assert.Contains("source: expected 1 to 64 tokens (the config's MaxPositions), got 81", output);
    }

    private static string Edited(string sentence)
    {
        var notebook = NotebookFile.Read(s_path);
        notebook.Replace("\"the cat finds the meat but does not eat it .\"", $"\"{sentence}\"");
        return notebook.SaveCopy("edited.ipynb");
    }
}
