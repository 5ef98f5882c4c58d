// The notebooks run unchanged in .NET Interactive: their cells keep to what its C# kernel knows. (The Lab's kernel has the same imports and no more, so that
// a cell which compiles there, as CommittedOutputsTests sees, relies on nothing else.)

using System.Text.RegularExpressions;

namespace Notebooks.Tests;

public partial class HostLimitsTests
{
    /// <summary>What fits beside a margin, and on a projector.</summary>
    private const int MaxLines = 12, MaxColumns = 105;

    public static TheoryData<string> Notebooks => CommittedOutputsTests.Notebooks;

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Metadata_OfANotebook_NamesTheKernelThatPolyglotAndJupyterLookFor(string notebook)
    {
        var json = NotebookFile.Read(Repository.File(notebook)).Json;
        Assert.Equal((4, 5), ((int)json["nbformat"]!, (int)json["nbformat_minor"]!));
        Assert.Equal(".net-csharp", (string)json["metadata"]!["kernelspec"]!["name"]!);
        Assert.Equal("C#", (string)json["metadata"]!["language_info"]!["name"]!);
        Assert.Equal("csharp", (string)json["metadata"]!["polyglot_notebook"]!["kernelInfo"]!["defaultKernelName"]!);
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Cells_HaveAnIdOfTheirOwn_AndTheirLanguage(string notebook)
    {
        var file = NotebookFile.Read(Repository.File(notebook));
        var ids = file.Cells.Select(cell => (string)cell["id"]!).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(file.CodeCells, cell => Assert.Equal("csharp", (string)cell["metadata"]!["polyglot_notebook"]!["kernelName"]!));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void CodeCells_UseNothingThatTheKernelLacks(string notebook)
    {
        foreach (var source in NotebookFile.Read(Repository.File(notebook)).CodeCells.Select(NotebookFile.Source))
        {
            Assert.False(Forbidden().IsMatch(source), $"{notebook}: {Forbidden().Match(source).Value}\n{source}");
            Assert.InRange(source.Split('\n').Length, 1, MaxLines);
            Assert.All(source.Split('\n'), line => Assert.InRange(line.Length, 0, MaxColumns));
        }
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void FirstCodeCell_LoadsTheCourse_AndNoOtherLoadsAnything(string notebook)
    {
        var sources = NotebookFile.Read(Repository.File(notebook)).CodeCells.Select(NotebookFile.Source).ToList();
        var up = notebook.Contains("solutions", StringComparison.Ordinal) ? "../.." : "..";
        Assert.StartsWith($"#r \"{up}/artifacts/course/TinyTransformer.dll\"\n", sources[0]);
        Assert.DoesNotContain(sources.Skip(1), source => source.Contains("#r ", StringComparison.Ordinal));
    }

    // Magics and packages, namespaces, classes of extension methods, projects as references, ref-struct variables.
    [GeneratedRegex("""^#!|#r "nuget|\.csproj|^\s*namespace\s|\(this\s|\bSpan<|stackalloc""", RegexOptions.Multiline)]
    private static partial Regex Forbidden();
}
