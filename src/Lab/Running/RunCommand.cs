// The verb "run": runs notebooks, tells how it goes, and writes their outputs back if asked to.
using Lab.Notebooks;

namespace Lab.Running;

internal static class RunCommand
{
    /// <param name="save">Write the outputs of each notebook that ran through into its file.</param>
    /// <returns>An exit code.</returns>
    public static async Task<int> RunAsync(IEnumerable<string> paths, RunOptions options, bool keepGoing, bool save, CancellationToken cancel)
    {
        var reporter = Reporters.ForConsole();
        var session = new RunSession(NotebookPaths.Expand(paths), options, keepGoing, reporter);
        var saved = 0;
        try
        {
            var well = await reporter.ShowAsync(() => session.RunAsync(run => !save || Save(run, ref saved), cancel)).ConfigureAwait(false);
            reporter.Summarize(save ? $"{saved} saved" : "outputs not kept (--save writes them into the notebooks)");
            return well ? ExitCode.Success : ExitCode.Failure;
        }
        catch (OperationCanceledException)
        {
            reporter.Summarize($"interrupted{Running(session)}{(save ? $", {saved} saved, the rest as they were" : "")}");
            return ExitCode.Interrupted;
        }
    }

    internal static string Running(RunSession session) => session.Where.Length > 0 ? $" in {session.Where}" : "";

    private static bool Save(NotebookRun run, ref int saved)
    {
        for (var i = 0; i < run.Outputs.Count; i++)
        {
            run.Notebook.CodeCells[i].SetResult(i + 1, run.Outputs[i]);
        }

        NotebookWriter.Save(run.Notebook, run.Path);
        saved++;
        return true;
    }
}
