// Runs notebooks one after the other, each in a fresh kernel. While one runs, the kernel of the next is already starting.
using Lab.Notebooks;

namespace Lab.Running;

internal sealed class RunSession(IReadOnlyList<string> paths, RunOptions options, bool keepGoing, IRunReporter reporter)
{
    /// <param name="finish">What is to be done with a notebook that ran through; its result says whether all is well. It reports its own failures.</param>
    /// <returns>Whether every notebook ended well.</returns>
    public async Task<bool> RunAsync(Func<NotebookRun, bool> finish, CancellationToken cancel)
    {
        var allWell = true;
        var kernel = Start(0);
        try
        {
            for (var i = 0; i < paths.Count && (allWell || keepGoing); i++)
            {
                var (current, next) = (kernel!, Start(i + 1));
                kernel = next;
                await using (current.ConfigureAwait(false))
                    allWell &= await RunOneAsync(paths[i], current, finish, cancel).ConfigureAwait(false);
            }
        }
        finally
        {
            if (kernel is not null)
                await kernel.DisposeAsync().ConfigureAwait(false);
        }
        return allWell;
    }

    private KernelProcess? Start(int index)
    {
        if (index >= paths.Count)
            return null;
        // A message is longer than what it carries: quotes are escaped, and there are headers.
        return new KernelProcess(Path.GetDirectoryName(Path.GetFullPath(paths[index]))!, 2 * options.MaxOutput + 1_000_000);
    }

    private async Task<bool> RunOneAsync(string path, KernelProcess kernel, Func<NotebookRun, bool> finish, CancellationToken cancel)
    {
        var well = false;
        try
        {
            var notebook = NotebookReader.Read(path);
            reporter.NotebookStarted(path, notebook);
            well = await RunCellsAsync(path, notebook, kernel, finish, cancel).ConfigureAwait(false);
        }
        catch (UserError error)
        {
            reporter.Failed([error.Message]);
        }
        reporter.NotebookEnded(path, well);
        return well;
    }

    private async Task<bool> RunCellsAsync(string path, Notebook notebook, KernelProcess kernel, Func<NotebookRun, bool> finish, CancellationToken cancel)
    {
        var failed = false;
        var outputs = await new NotebookRunner(kernel, options).RunAsync(notebook, reporter.CellStarted, (number, failure, duration) =>
        {
            reporter.CellEnded(number, failure is null, duration);
            if (failure is null)
                return;
            failed = true;
            reporter.Failed([$"{path}: cell {number}{(failure.Place.Length > 0 ? ", " : "")}{failure.Place}: {failure.Cause}", .. failure.Details]);
        }, cancel).ConfigureAwait(false);
        if (failed)
            return false;
        cancel.ThrowIfCancellationRequested();
        return finish(new NotebookRun(path, notebook, [.. outputs.Select(cell => cell.ToJson().Select(SavedOutputs.Of).ToArray())]));
    }
}
