// What a cell may and may not write: the semantics of the .NET Interactive C# kernel, one by one.
namespace Lab.Tests.Kernels;

public sealed class SemanticsTests(TestKernel kernel) : IClassFixture<TestKernel>
{
    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("var quiet = 1;", "")]
    [InlineData("", "")]
    [InlineData("using System.Diagnostics;", "")]
    [InlineData("Console.WriteLine(\"x\")", "stdout:x\n")]
    [InlineData("(object)null", "<null>")]
    [InlineData("display(1); display(\"two\"); 3", "1|two|3")]
    [InlineData("2.Display();", "2")]
    [InlineData("Console.Write(\"a\"); display(1); Console.Write(\"b\"); Console.Error.Write(\"c\");", "stdout:a|1|stdout:b|stderr:c")]
    [InlineData("HTML(\"<b>x</b>\")", "{\n \"text/html\": \"<b>x</b>\"\n}")]
    [InlineData("display(\"<b>\", \"text/html\");", "{\n \"text/html\": \"<pre>&lt;b&gt;</pre>\"\n}")]
    [InlineData("\"<b>\".DisplayAs(\"text/html\");", "{\n \"text/html\": \"<b>\"\n}")]
    [InlineData("var shown = display(\"old\"); shown.Update(\"new\");", "new")]
    [InlineData("await Task.Delay(1); await Task.FromResult(5)", "5")]
    [InlineData("Enumerable.Range(1, 3).Sum()", "6")]
    [InlineData("new StringBuilder(\"sb\").Length + new List<int>().Count + new ArrayList().Count", "2")]
    [InlineData("Console.ReadLine()", "<null>")]
    [InlineData("Console.OpenStandardOutput().Write(Encoding.UTF8.GetBytes(\"past Console\"));", "stdout:past Console")]
    [InlineData("Console.OpenStandardOutput().Write(Encoding.UTF8.GetBytes(\"\\u001ehalf a mark\\n\"));", "stdout:\u001ehalf a mark\n")]
    [InlineData("System.Globalization.CultureInfo.CurrentCulture.Name + 1.5", "1.5")]
    [InlineData("\"{\\\"a\\\":[1]}\".DisplayAs(\"application/json\");", "{\n \"application/json\": {\n  \"a\": [\n   1\n")]
    [InlineData("System.Text.Json.Nodes.JsonNode.Parse(\"{\\\"é\\\":[1,null]}\")", "{\n  \"é\": [\n    1,\n    null\n  ]\n}")]
    [InlineData("new[] { System.Text.Json.Nodes.JsonNode.Parse(\"[1, \\\"x\\\"]\") }", "[[1,\"x\"]]")]
    [InlineData("(new string('[', 400) + new string(']', 400)).DisplayAs(\"application/json\");", "{\n \"application/json\": [\n  [")]
    [InlineData("display(1, null); display(2, (string)null);", "1|2")]
    [InlineData("\"x\".DisplayAs(null);", "error:ArgumentNullException: ")]
    [InlineData("var bytes = Encoding.UTF8.GetBytes(\"a\\u001eb\\u001ec\\u001e\\u001ed\\u001ee\"); Console.OpenStandardOutput().Write(bytes);", "stdout:a\u001eb\u001ec\u001e\u001ed\u001ee")]
    [InlineData("Console.Out", "SyncTextWriter { ")]
    [InlineData("new System.Buffers.ArrayBufferWriter<byte>()", "ArrayBufferWriter<byte> { ")]
    [InlineData("var script = \"\"\"\n#!/bin/sh\necho\n\"\"\";\nscript", "#!/bin/sh\necho")]
    [InlineData("/*\n#!comment\n*/\n7", "7")]
    [InlineData("unsafe { int i = 3; int* p = &i; display(*p); }", "3")]
    public async Task Cell_Shows(string code, string expected) =>
        Assert.StartsWith(expected, await kernel.ShowAsync(code), StringComparison.Ordinal);

    [Theory]
    [InlineData("File.Exists(\"x\")", "CS0103")]
    [InlineData("Thread.Sleep(0);", "CS0103")]
    [InlineData("new HttpClient()", "CS0246")]
    [InlineData("namespace N { }", "CS7021")]
    [InlineData("static class E { public static int Twice(this int x) => 2 * x; }", "CS1109")]
    [InlineData("typeof(Microsoft.CodeAnalysis.SyntaxNode)", "CS0234")]
    [InlineData("typeof(Spectre.Console.Color)", "CS0246")]
    [InlineData("typeof(Lab.Kernels.Interpreter)", "CS0122")]
    [InlineData("DisplayTarget.Current", "CS0103")]
    [InlineData("#r \"nuget: Humanizer, 2.0\"", "does not fetch packages yet")]
    [InlineData("#r \"../x.csproj\"", "a cell loads a built dll")]
    [InlineData("#!fsharp\nlet x = 1", "line 1: the Lab knows no magic commands: #!fsharp")]
    [InlineData("var a = 1;\n#!time go\na", "line 2: the Lab knows no magic commands: #!time go")]
    public async Task Cell_DoesNotCompile(string code, string expected) =>
        Assert.Contains(expected, await kernel.ShowAsync(code), StringComparison.Ordinal);

    [Fact]
    public async Task Usings_InOneCell_HoldInTheNext()
    {
        Assert.Equal("", await kernel.ShowAsync("using System.Net;"));
        Assert.Equal("127.0.0.1", await kernel.ShowAsync("IPAddress.Loopback"));
    }

    [Fact]
    public async Task Names_DeclaredAgain_TakeTheNewMeaning()
    {
        await kernel.ShowAsync("var name = 1; int Get() => name;");
        await kernel.ShowAsync("var name = \"text\";");
        Assert.Equal("text1", await kernel.ShowAsync("name + Get()"));
    }

    [Fact]
    public async Task Names_OfACellThatThrew_StayDeclared()
    {
        await kernel.ShowAsync("var before = 7; throw new Exception();");
        Assert.Equal("7", await kernel.ShowAsync("before"));
    }

    [Fact]
    public async Task Names_OfACellThatDoesNotCompile_AreNotDeclared()
    {
        await kernel.ShowAsync("var broken = 7; nonsense;");
        Assert.Contains("CS0103", await kernel.ShowAsync("broken"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_OverAHundredCells_AreKept()
    {
        await kernel.ShowAsync("var sum = 0;");
        for (var i = 0; i < 100; i++)
        {
            await kernel.ShowAsync($"sum += {i}; int unused{i};");
        }

        Assert.Equal("4950", await kernel.ShowAsync("sum"));
    }

    [Fact]
    public async Task Load_OfAScript_DeclaresItsNamesButNotItsUsings()
    {
        kernel.Folder.Write("tools.csx", "using System.Net;\nstring Address() => IPAddress.Broadcast.ToString();");
        Assert.Equal("255.255.255.255", await kernel.ShowAsync("#load \"tools.csx\"\nAddress()"));
    }

    [Fact]
    public async Task WorkingFolder_OfACell_IsTheNotebooks() =>
        Assert.Equal(Path.GetFileName(kernel.Folder.Path), await kernel.ShowAsync("System.IO.Path.GetFileName(Environment.CurrentDirectory)"));

    [Fact]
    public async Task Stack_OfACell_IsDeepEnoughForRecursion() =>
        Assert.Equal("50000", await kernel.ShowAsync("int Depth(int n) => n == 0 ? 0 : 1 + Depth(n - 1);\nDepth(50_000)"));

    [Fact]
    public async Task Task_ThatNobodyObserves_DoesNoHarm()
    {
        await kernel.ShowAsync("_ = Task.Run(() => throw new Exception(\"unobserved\")); await Task.Delay(20); GC.Collect();");
        Assert.Equal("1", await kernel.ShowAsync("1"));
    }
}
