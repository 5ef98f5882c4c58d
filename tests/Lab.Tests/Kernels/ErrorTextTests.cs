// How errors of cells read: places by cell, line and column; frames of the author's code and none of the host's.
namespace Lab.Tests.Kernels;

public sealed class ErrorTextTests(TestKernel kernel) : IClassFixture<TestKernel>
{
    [Fact]
    public async Task CompileError_Shows_PlaceSourceAndCaret()
    {
        var text = await kernel.ShowAsync("var a = 1;\nvar b = a + missing;");
        Assert.Matches("^error:cell \\d+, line 2, column 13: error CS0103: .*'missing'.*\n    var b = a \\+ missing;\n                ^{7}$".Replace("^{7}", "\\^{7}", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task CompileErrors_Several_AreAllShown()
    {
        var text = await kernel.ShowAsync("one;\ntwo;");
        Assert.Contains("line 1, column 1", text, StringComparison.Ordinal);
        Assert.Contains("line 2, column 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingReference_Names_FileAndCure() =>
        Assert.Contains("\"../lib/My.dll\" was not found from the notebook's folder. If a project of yours makes it, build that first: dotnet build", await kernel.ShowAsync("#r \"../lib/My.dll\""), StringComparison.Ordinal);

    [Theory]
    [InlineData("\nthrow new InvalidOperationException(\"boom\");", "InvalidOperationException: boom\n   at C, line 2")]
    [InlineData("void Foo(int n)\n{\n    throw new Exception(\"x\");\n}\n\nFoo(1);", "Exception: x\n   at Foo(int n) in C, line 3\n   at C, line 6")]
    [InlineData("async Task<int> Later(string s)\n{\n    await Task.Delay(1);\n    throw new Exception(s);\n}\nawait Later(\"x\")", "Exception: x\n   at Later(…) in C, line 4\n   at C, line 6")]
    [InlineData("class Tool\n{\n    public int this[List<int> i] => throw new Exception(\"x\");\n}\nnew Tool()[null]", "Exception: x\n   at Tool.get_Item(List<int> i) in C, line 3\n   at C, line 5")]
    [InlineData("void Outer()\n{\n    Action inner = () => throw new Exception(\"x\");\n    inner();\n}\nOuter();", "Exception: x\n   at lambda() in C, line 3\n   at Outer() in C, line 4\n   at C, line 6")]
    [InlineData("class Tool\n{\n    public Tool(int size)\n    {\n        throw new Exception(\"x\");\n    }\n}\nnew Tool(1)", "Exception: x\n   at new Tool(int size) in C, line 5\n   at C, line 8")]
    [InlineData("try { int.Parse(\"q\"); }\ncatch (Exception e) { throw new Exception(\"outer\", e); }", "Exception: outer\n   at C, line 2\ncaused by FormatException: The input string 'q' was not in a correct format.\n")]
    public async Task Exception_Shows_TheAuthorsFrames(string code, string expected)
    {
        var text = System.Text.RegularExpressions.Regex.Replace(await kernel.ShowAsync(code), "cell \\d+", "C");
        Assert.StartsWith("error:" + expected, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Submission", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Lab.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ExceptionDispatchInfo", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_FromAnEarlierCellsMethod_NamesThatCell()
    {
        await using var fresh = new TestKernel();
        await fresh.ShowAsync("int Earlier() =>\n    throw new Exception(\"x\");");
        Assert.Equal("error:Exception: x\n   at Earlier() in cell 1, line 2\n   at cell 2, line 1", await fresh.ShowAsync("Earlier()"));
    }

    [Fact]
    public async Task Exception_WhoseMessageThrows_IsStillTheCells()
    {
        await kernel.ShowAsync("class Mute : Exception { public override string Message => throw new FormatException(); }");
        Assert.StartsWith("error:Mute: (its Message threw FormatException)\n   at cell", await kernel.ShowAsync("throw new Mute();"), StringComparison.Ordinal);
        Assert.StartsWith("error:AggregateException: (its Message threw FormatException)", await kernel.ShowAsync("throw new AggregateException(new Mute());"), StringComparison.Ordinal);
        Assert.Equal("Mute: (its Message threw FormatException)", await kernel.ShowAsync("new Mute()"));
    }

    [Fact]
    public async Task Recursion_ThatThrowsDeepDown_IsCutShort() =>
        Assert.Contains("more frames", await kernel.ShowAsync("int Down(int n) => n == 0 ? throw new Exception() : Down(n - 1) + 1;\nDown(500)"), StringComparison.Ordinal);
}
