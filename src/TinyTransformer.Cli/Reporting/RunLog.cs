namespace TinyTransformer.Cli.Reporting;

/// <summary>The log file of a run; a run that is taken up goes on in it.</summary>
internal sealed class RunLog(string path) : IDisposable
{
    private readonly StreamWriter _writer = new(path, append: true) { AutoFlush = true, NewLine = "\n" };

    public void Line(string line) => _writer.WriteLine(line);

    public void Dispose() => _writer.Dispose();
}
