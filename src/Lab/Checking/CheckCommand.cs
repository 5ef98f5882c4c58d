// The verb "check": runs notebooks and compares what they show with what their files hold. It changes no file.
using Lab.Running;

namespace Lab.Checking;

internal static class CheckCommand
{
    /// <returns>An exit code.</returns>
    public static async Task<int> RunAsync(IEnumerable<string> paths, RunOptions options, bool keepGoing, CancellationToken cancel)
    {
        var reporter = Reporters.ForConsole();
        var session = new RunSession(NotebookPaths.Expand(paths), options, keepGoing, reporter);
        var differs = false;
        try
        {
            var well = await reporter.ShowAsync(() => session.RunAsync(Same, cancel)).ConfigureAwait(false);
            reporter.Summarize(differs ? "lab run --save keeps new outputs that are right" : "");
            return well ? ExitCode.Success : ExitCode.Failure;
        }
        catch (OperationCanceledException)
        {
            reporter.Summarize($"interrupted{RunCommand.Running(session)}");
            return ExitCode.Interrupted;
        }

        bool Same(NotebookRun run)
        {
            var same = Compare(run, reporter);
            differs |= !same;
            return same;
        }
    }

    private static bool Compare(NotebookRun run, IRunReporter reporter)
    {
        var differences = NotebookComparison.Differences(run).ToArray();
        foreach (var difference in differences)
        {
            reporter.Failed(difference);
        }

        return differences.Length == 0;
    }
}
