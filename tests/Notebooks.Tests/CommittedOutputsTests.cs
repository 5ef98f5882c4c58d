// What stands in the notebooks is what they compute.

namespace Notebooks.Tests;

public class CommittedOutputsTests
{
    /// <summary>A figure's PNG and its text; and a whole notebook.</summary>
    private const int CellBytes = 60_000, NotebookBytes = 500_000;

    public static TheoryData<string> Notebooks => [.. Repository.Notebooks.Select(path => Path.GetRelativePath(Repository.Root, path))];

    [Fact]
    public async Task Check_AllNotebooks_FindsNoDifference()
    {
        var (exitCode, output) = await Repository.Lab(["check", .. Repository.Notebooks]);
        Assert.True(exitCode == 0, $"{output}\n{Repository.Edited("notebooks/")}");
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Outputs_OfACell_CarryAPictureForEverySiteAndText(string notebook)
    {
        foreach (var output in NotebookFile.Read(Repository.File(notebook)).CodeCells.SelectMany(NotebookFile.Outputs).Where(output => output["data"] is not null))
        {
            var types = output["data"]!.AsObject().Select(entry => entry.Key).Order(StringComparer.Ordinal).ToArray();
            Assert.True(types is ["image/png", "text/plain"] or ["text/plain"], $"{notebook}: {string.Join(", ", types)}");
        }
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Size_OfACellAndOfTheNotebook_IsBounded(string notebook)
    {
        var file = NotebookFile.Read(Repository.File(notebook));
        Assert.InRange(new FileInfo(file.Path).Length, 1, NotebookBytes);
        Assert.All(file.CodeCells, cell => Assert.InRange(cell["outputs"]!.ToJsonString().Length, 0, CellBytes));
    }
}
