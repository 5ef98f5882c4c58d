// A fault of the Lab's own, in whatever it does with one notebook, names that notebook and leaves the others their turn.
using Lab.Running;
using Lab.Tests.Notebooks;

namespace Lab.Tests.Running;

public class RunSessionTests
{
    [Fact]
    public async Task Fault_WithOneNotebook_NamesItAndKeepsGoing()
    {
        using var folder = new TempFolder();
        var paths = new[] { folder.Write("a.ipynb", NotebookText.Of()), folder.Write("b.ipynb", NotebookText.Of()) };
        using StringWriter progress = new(), failures = new();
        var session = new RunSession(paths, RunOptions.Default, keepGoing: true, new LineReporter(progress, failures));
        Assert.False(await session.RunAsync(run => run.Path == paths[0] ? throw new NotSupportedException("odd") : true, TestContext.Current.CancellationToken));
        Assert.Equal($"{paths[0]}: a fault of the Lab itself, not of your notebook: NotSupportedException: odd", failures.ToString().Trim());
        Assert.Contains($"{paths[1]}  no code cells", progress.ToString(), StringComparison.Ordinal);
    }
}
