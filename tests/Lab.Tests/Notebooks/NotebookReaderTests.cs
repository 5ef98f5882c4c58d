// What the reader takes, and how it refuses what it cannot take: in one line that names the file, the place and the cure.
using Lab.Notebooks;

namespace Lab.Tests.Notebooks;

public class NotebookReaderTests
{
    [Theory]
    [InlineData("{\n \"cells\": [,]\n}", "x.ipynb: line 2, column 12: not JSON")]
    [InlineData("<<<<<<< ours\n{}", "git's conflict marks")]
    [InlineData("[1]", "not a notebook: its JSON is not an object")]
    [InlineData("{\"a\":1}", "not a notebook: it has no \"nbformat\" number")]
    [InlineData("{\"nbformat\":3,\"worksheets\":[]}", "nbformat 3 is too old; the Lab reads nbformat 4. Convert it: jupyter nbconvert")]
    [InlineData("{\"nbformat\":5,\"cells\":[]}", "nbformat 5 is newer than the Lab knows")]
    [InlineData("{\"nbformat\":4}", "it has no \"cells\" list")]
    [InlineData("{\"nbformat\":4,\"cells\":[7]}", "cells[0] is not an object")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"x\"}]}", "cells[0] has no cell_type")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"raw\"}]}", "cells[0] has no source")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"raw\",\"source\":[1]}]}", "cells[0] has no source")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"cell_type\":\"code\",\"source\":\"\",\"outputs\":[1]}]}", "cells[0] has outputs that are not")]
    public void Parse_OfWhatIsNoNotebook_NamesFileAndCause(string text, string expected)
    {
        var error = Assert.Throws<UserError>(() => NotebookReader.Parse(text, "x.ipynb"));
        Assert.StartsWith("x.ipynb: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("{\"nbformat\":4,\n\"nbformat\":4}", "x.ipynb: line 2, column 1: the key \"nbformat\" stands twice in one object")]
    [InlineData("{\"nbformat\":4,\"cells\":[{\"a\":{\"b\":1}},{\"a\":{\"b\":1,\"\\u0062\":1}}]}", "line 1, column 50: the key \"b\" stands twice")]
    [InlineData("{\"nbformat\":4,\"metadata\":{\"x\":[\"\\ud83d\"]},\"cells\":[]}", "metadata.x[0] holds half a character")]
    [InlineData("{\"nbformat\":4,\"metadata\":{\"x\":{\"\\ud83d\":1}},\"cells\":[]}", "a key holds half a character")]
    public void Parse_OfJsonThatIsNoText_NamesThePlace(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserError>(() => NotebookReader.Parse(text, "x.ipynb")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"output_type\":5}", "has no output_type")]
    [InlineData("{\"output_type\":\"stream\",\"name\":5,\"text\":\"\"}", "is a stream without a name")]
    [InlineData("{\"output_type\":\"stream\",\"name\":\"stdout\",\"text\":[5]}", "is a stream without text")]
    [InlineData("{\"output_type\":\"error\",\"traceback\":[5]}", "is an error whose traceback is no text")]
    [InlineData("{\"output_type\":\"display_data\",\"data\":5}", "has data that is not an object")]
    [InlineData("{\"output_type\":\"execute_result\",\"data\":{\"text/plain\":[5]}}", "has a text/plain that is no text")]
    [InlineData("{\"output_type\":\"execute_result\",\"data\":{\"image/png\":5}}", "has an image/png that is no text")]
    public void Parse_OfADamagedOutput_NamesCellAndOutput(string output, string expected)
    {
        var text = $$"""{"nbformat":4,"cells":[{"cell_type":"raw","source":""},{"cell_type":"code","source":"","outputs":[{"output_type":"stream","name":"stdout","text":""},{{output}}]}]}""";
        var error = Assert.Throws<UserError>(() => NotebookReader.Parse(text, "x.ipynb"));
        Assert.StartsWith($"x.ipynb: not a notebook: cells[1].outputs[1] {expected}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"output_type\":\"display_data\",\"data\":{\"application/json\":[5]},\"metadata\":{}}")]
    [InlineData("{\"output_type\":\"error\",\"ename\":\"E\",\"evalue\":\"\",\"traceback\":[]}")]
    public void Parse_OfOutputsThatAreWell_TakesThem(string output) =>
        Assert.Single(NotebookReader.Parse($$"""{"nbformat":4,"cells":[{"cell_type":"code","source":"","outputs":[{{output}}]}]}""", "x").CodeCells[0].Outputs);

    [Fact]
    public void Write_OfAMarkdownCellWithOutputs_LeavesThem() =>
        Assert.Contains("\"outputs\": [\n    5\n   ]", NotebookWriter.ToText(NotebookReader.Parse("""{"nbformat":4,"cells":[{"cell_type":"markdown","source":"","outputs":[5]}]}""", "x")), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void Parse_OfAnEmptyFile_SaysSo(string text) =>
        Assert.StartsWith("x.ipynb: is empty", Assert.Throws<UserError>(() => NotebookReader.Parse(text, "x.ipynb")).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_WithoutIds_GivesDistinctOnesThatStayTheSame()
    {
        const string text = """{"nbformat":4,"nbformat_minor":2,"metadata":{},"cells":[{"cell_type":"raw","metadata":{},"source":"a"},{"cell_type":"raw","id":"cell-1","metadata":{},"source":"b"},{"cell_type":"raw","id":"cell-1","metadata":{},"source":"c"}]}""";
        var ids = NotebookReader.Parse(text, "x").Cells.Select(cell => cell.Id).ToArray();
        Assert.Equal(["cell-1-2", "cell-1", "cell-3"], ids);
    }

    [Fact]
    public void Parse_OfAnOlderMinor_WritesNbformat45() =>
        Assert.Contains("\"nbformat_minor\": 5", NotebookWriter.ToText(NotebookReader.Parse("""{"nbformat":4,"nbformat_minor":0,"cells":[]}""", "x")), StringComparison.Ordinal);

    [Fact]
    public void Read_OfAFileWithByteOrderMark_TakesIt()
    {
        using var folder = new TempFolder();
        var path = folder.Write("bom.ipynb", "\ufeff" + NotebookText.Of("1"));
        Assert.Single(NotebookReader.Read(path).CodeCells);
    }

    [Fact]
    public void Read_OfAMissingFile_SaysSo()
    {
        var error = Assert.Throws<UserError>(() => NotebookReader.Read("nowhere/x.ipynb"));
        Assert.Equal("nowhere/x.ipynb: no such file", error.Message);
    }

    [Fact]
    public void Read_OfBytesThatAreNoUtf8_SaysSo()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "latin1.ipynb");
        File.WriteAllBytes(path, [0x7b, 0x22, 0xe9, 0x22]);
        Assert.Contains("not UTF-8", Assert.Throws<UserError>(() => NotebookReader.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAFolder_SaysSo()
    {
        using var folder = new TempFolder();
        Assert.Contains("a folder, not a notebook", Assert.Throws<UserError>(() => NotebookReader.Read(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HeadingAbove_ACell_IsTheNearest()
    {
        const string text = """{"nbformat":4,"metadata":{},"cells":[{"cell_type":"markdown","source":"# One\ntext\n## Two"},{"cell_type":"code","source":"#r \"x\""},{"cell_type":"code","source":"2"}]}""";
        var notebook = NotebookReader.Parse(text, "x");
        Assert.Equal("Two", notebook.HeadingAbove(notebook.CodeCells[1]));
    }
}
