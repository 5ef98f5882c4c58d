// A folder of notebooks that fail in every way we know, run once by the Lab with --keep-going; the tests read what it said.
using Lab.Tests.Notebooks;

namespace Lab.Tests.Running;

public sealed class BadNotebooks : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public LabResult Result { get; private set; } = new(-1, "", "");

    public async ValueTask InitializeAsync()
    {
        _folder.Write("bad/no-json.ipynb", "{ \"cells\": [,] }");
        _folder.Write("bad/old.ipynb", """{"nbformat":3,"worksheets":[]}""");
        _folder.Write("bad/new.ipynb", """{"nbformat":5,"cells":[]}""");
        Write("reference", "1", "#r \"../out/My.dll\"\nusing My;");
        Write("throws", "void Check(int n)\n{\n    throw new InvalidOperationException(\"bad \" + n);\n}", "var a = 1;\nCheck(a);", "never");
        Write("compile", "var a = 1;\nvar b = a + missing;");
        Write("prints", "var line = new string('x', 1000);\nfor (var i = 0; i < 100_000; i++)\n    Console.WriteLine(line);");
        Write("shows", "new string('x', 5_000_000)");
        Write("spins", "1", "while (true) { }");
        Write("sleeps", "System.Threading.Thread.Sleep(100_000);");
        Write("exits", "Environment.Exit(5);");
        Write("fails-fast", "Environment.FailFast(\"gone\");");
        Write("overflows", "int Down(int n) => 1 + Down(n + 1);\nDown(0)");
        Write("async-void", "async void Boom() { await Task.Delay(10); throw new Exception(\"nobody waits\"); }\nBoom(); await Task.Delay(20_000);");
        Write("empty");
        Write("zz-last", "\"still running\"");
        Result = await LabProcess.RunAsync(_folder.Path, "run", "bad", "--keep-going", "--timeout", "5", "--max-output", "1");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Write(string name, params string[] cells) => _folder.Write($"bad/{name}.ipynb", NotebookText.Of(cells));
}
