// run --save writes what cells show; check then agrees, and disagrees once a number or a pixel is changed.
using System.Text.Json.Nodes;
using Lab.Notebooks;
using Lab.Tests.Checking;
using Lab.Tests.Notebooks;

namespace Lab.Tests.Running;

public sealed class SaveAndCheckTests : IDisposable
{
    private static readonly byte[] s_grey = [10, 20, 30, 40];
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Save_ThenCheck_AgreesUntilSomethingIsChanged()
    {
        var png = Convert.ToBase64String(TestPng.Encode(2, 2, 0, 1, 0, s_grey));
        var path = Write(NotebookText.Code("Console.WriteLine(\"one\");\n3.0 / 2"), NotebookText.Code($"\"{png}\".DisplayAs(\"image/png\");"), NotebookText.Code("HTML(\"<b>x &amp; y</b>\")"), NotebookText.Code("throw new Exception(\"meant\");", "raises-exception"));
        Assert.Equal(0, (await LabProcess.RunAsync(_folder.Path, "run", "--save", "n.ipynb")).ExitCode);
        var saved = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        AssertSavedForms(saved);
        var fine = Copy("1-fine", saved, 2, Pixel(2));
        var files = new[] { fine, Copy("2-number", saved.Replace("\"1.5\"", "\"1.25\"", StringComparison.Ordinal), 0, null), Copy("3-pixel", saved, 2, Pixel(3)), Copy("4-stream", saved.Replace("one\\n", "two\\n", StringComparison.Ordinal), 0, null) };
        var check = await LabProcess.RunAsync(_folder.Path, ["check", "--keep-going", .. files]);
        Assert.Equal(1, check.ExitCode);
        Assert.Equal("""
            2-number.ipynb: cell 1, output 2: text/plain differs
              line 1, column 3
              was: 1.25
              is:  1.5
            3-pixel.ipynb: cell 2: the picture differs: 1 of 4 pixels, by up to 3 of 255 levels (2 pass)
            4-stream.ipynb: cell 1, output 1: text differs
              line 1, column 1
              was: two
              is:  one

            """.ReplaceLineEndings("\n"), check.Errors.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Check_OfANotebookWithoutOutputs_SaysHowToWriteThem()
    {
        Write(NotebookText.Code("1"));
        var check = await LabProcess.RunAsync(_folder.Path, "check", "n.ipynb");
        Assert.Equal((1, "n.ipynb: holds no outputs to compare with. Write them first: lab run --save n.ipynb"), (check.ExitCode, check.Errors.Trim()));
    }

    [Fact]
    public async Task Save_OfANotebookThatFails_LeavesItsFileAlone()
    {
        var path = Write(NotebookText.Code("1"), NotebookText.Code("throw new Exception();"));
        var before = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(1, (await LabProcess.RunAsync(_folder.Path, "run", "--save", "n.ipynb")).ExitCode);
        Assert.Equal(before, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Update_FromALaterCell_ReplacesWhatIsSaved()
    {
        var path = Write(NotebookText.Code("var shown = display(\"old\");"), NotebookText.Code("shown.Update(\"new\");"));
        Assert.Equal(0, (await LabProcess.RunAsync(_folder.Path, "run", "--save", "n.ipynb")).ExitCode);
        var cells = NotebookReader.Read(path).CodeCells;
        Assert.Equal("new", MultilineText.Join(cells[0].Outputs.Single()["data"]!["text/plain"]));
        Assert.Empty(cells[1].Outputs);
    }

    [Fact]
    public async Task Updates_ThatReplaceEachOther_CountOnceAgainstTheLimit()
    {
        Write(NotebookText.Code("var shown = display(\"\"); for (var i = 0; i < 300; i++) shown.Update(new string('x', 10_000));"));
        var run = await LabProcess.RunAsync(_folder.Path, "run", "n.ipynb", "--max-output", "1");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
    }

    [Fact]
    public async Task Check_OfAJsonOutput_ComparesItsJson()
    {
        Write(new System.Text.Json.Nodes.JsonObject { ["cell_type"] = "code", ["source"] = "display(1);", ["metadata"] = new JsonObject(), ["outputs"] = new JsonArray(new JsonObject { ["output_type"] = "display_data", ["data"] = new JsonObject { ["text/plain"] = "1", ["application/json"] = new JsonArray(5) } }) });
        var check = await LabProcess.RunAsync(_folder.Path, "check", "n.ipynb");
        Assert.Equal(1, check.ExitCode);
        Assert.StartsWith("n.ipynb: cell 1: the file holds another kind of output", check.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_OfAReadOnlyFile_IsRefusedAndLeavesNothingBehind()
    {
        var path = Write(NotebookText.Code("1"));
        File.SetAttributes(path, FileAttributes.ReadOnly);
        var error = Assert.Throws<UserError>(() => NotebookWriter.Save(NotebookReader.Read(path), path));
        Assert.Contains("read-only, so its outputs were not saved", error.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Save_OfAFileThatItsOwnRunChanged_IsRefusedAndKeepsTheChange()
    {
        var path = Write(NotebookText.Code("System.IO.File.AppendAllText(\"n.ipynb\", \"  \");"));
        var run = await LabProcess.RunAsync(_folder.Path, "run", "--save", "n.ipynb");
        Assert.Equal((1, "n.ipynb: was changed while it ran; its outputs were not saved; run it again"), (run.ExitCode, run.Errors.Trim()));
        Assert.EndsWith("}  ", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Save_OfAFileWithTheLongestName_IsSaved()
    {
        var path = _folder.Write(new string('n', 244) + ".ipynb", NotebookText.Of("1"));
        NotebookWriter.Save(NotebookReader.Read(path), path);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Save_IntoAFolderThatIsGone_IsToldInOneLine()
    {
        var error = Assert.Throws<UserError>(() => NotebookWriter.Save(NotebookReader.Parse(NotebookText.Of("1"), "n"), Path.Combine(_folder.Path, "gone", "n.ipynb")));
        Assert.Contains("n.ipynb: could not be saved: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_TwiceOfOneNotebook_IsNoChangeFromOutside()
    {
        var path = Write(NotebookText.Code("1"));
        var notebook = NotebookReader.Read(path);
        NotebookWriter.Save(notebook, path);
        NotebookWriter.Save(notebook, path);
        Assert.Single(NotebookReader.Read(path).CodeCells);
    }

    private static void AssertSavedForms(string saved)
    {
        var cells = NotebookReader.Parse(saved, "saved").CodeCells;
        Assert.Equal([1, 2, 3, 4], cells.Select(cell => (int)cell.Json["execution_count"]!));
        Assert.Equal(["stream", "execute_result"], cells[0].Outputs.Select(output => (string?)output["output_type"]));
        Assert.Equal(["text/html", "text/plain"], cells[2].Outputs[0]["data"]!.AsObject().Select(form => form.Key));
        Assert.Equal("x & y", MultilineText.Join(cells[2].Outputs[0]["data"]!["text/plain"]));
        Assert.Equal("error", (string?)cells[3].Outputs[0]["output_type"]);
        Assert.Equal(saved, NotebookWriter.ToText(NotebookReader.Parse(saved, "saved")));
    }

    private static string Pixel(int levels) => Convert.ToBase64String(TestPng.Encode(2, 2, 0, 1, 4, [10, (byte)(20 + levels), 30, 40]));

    private string Write(params JsonObject[] cells) => _folder.Write("n.ipynb", NotebookText.OfCells(cells));

    /// <summary>A copy with another picture in one of its cells; null for the same.</summary>
    private string Copy(string name, string text, int cell, string? png)
    {
        var notebook = NotebookReader.Parse(text, name);
        if (png is not null)
        {
            notebook.CodeCells[cell - 1].Outputs[0]["data"]!["image/png"] = png;
        }

        _folder.Write(name + ".ipynb", NotebookWriter.ToText(notebook));
        return name + ".ipynb";
    }
}
