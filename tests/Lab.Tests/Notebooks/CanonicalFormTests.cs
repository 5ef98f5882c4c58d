// The written form equals that of Jupyter's own nbformat. Golden/jupyter.ipynb was written by nbformat 5.5 (nbformat.write)
// and holds what is hard: line ends of all kinds, floats, keys beyond ASCII, empty texts, JSON bundles.
using System.Text.Json.Nodes;
using Lab.Notebooks;

namespace Lab.Tests.Notebooks;

public class CanonicalFormTests
{
    private static readonly string s_golden = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "jupyter.ipynb"));

    [Fact]
    public void Write_OfWhatJupyterWrote_IsTheSameByteForByte() =>
        Assert.Equal(s_golden, NotebookWriter.ToText(NotebookReader.Parse(s_golden, "golden")));

    [Fact]
    public void Write_OfTextsAsPlainStrings_SplitsThemAsJupyterDoes()
    {
        var json = JsonNode.Parse(s_golden)!.AsObject();
        foreach (var cell in json["cells"]!.AsArray())
        {
            cell!["source"] = MultilineText.Join(cell["source"]);
        }

        Assert.Equal(s_golden, NotebookWriter.ToText(NotebookReader.Parse(json.ToJsonString(), "golden")));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void WriteOfRead_OfAnyNotebook_IsAFixedPoint(int seed)
    {
        var once = NotebookWriter.ToText(NotebookReader.Parse(RandomNotebook.Text(seed), "random"));
        Assert.Equal(once, NotebookWriter.ToText(NotebookReader.Parse(once, "once")));
    }

    public static IEnumerable<TheoryDataRow<int>> Seeds() => Enumerable.Range(0, 50).Select(seed => new TheoryDataRow<int>(seed));

    [Fact]
    public void Write_OfWindowsLineEndsInSource_GivesLineFeeds()
    {
        var notebook = NotebookReader.Parse(NotebookText.Of("var a = 1;\r\na"), "crlf");
        Assert.Equal("var a = 1;\na", notebook.Cells[0].Source);
        Assert.DoesNotContain("\\r", NotebookWriter.ToText(notebook), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1E+999")]
    public void Write_OfANumberBeyondDoubles_KeepsItsSpelling(string number)
    {
        var text = NotebookText.Of("1").Replace("\"metadata\":{}", $"\"metadata\":{{\"x\":{number}}}", StringComparison.Ordinal);
        Assert.Contains($"\"x\": {number}\n", NotebookWriter.ToText(NotebookReader.Parse(text, "large")), StringComparison.Ordinal);
    }

    [Fact]
    public void Save_WithUnknownMetadata_KeepsIt()
    {
        var text = NotebookText.Of("1").Replace("\"metadata\":{}", "\"metadata\":{\"mine\":{\"a\":[1]}}", StringComparison.Ordinal);
        Assert.Contains("\"mine\"", NotebookWriter.ToText(NotebookReader.Parse(text, "mine")), StringComparison.Ordinal);
    }
}
