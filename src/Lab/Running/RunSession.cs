// Runs notebooks one after the other, each in a fresh kernel. While one runs, the kernel of the next is already starting.
using Lab.Notebooks;

namespace Lab.Running;

internal sealed class RunSession(IReadOnlyList<string> paths, RunOptions options, bool keepGoing, IRunReporter reporter)
{
    /// <summary>The notebook and the cell that run, or ran last: "walk/03.ipynb: cell 5". Empty before the first.</summary>
    public string Where { get; private set; } = "";

    /// <param name="finish">What is to be done with a notebook that ran through; its result says whether all is well. It reports its own failures.</param>
    /// <returns>Whether every notebook ended well.</returns>
    public async Task<bool> RunAsync(Func<NotebookRun, bool> finish, CancellationToken cancel)
    {
        var allWell = true;
        var next = await PrepareAsync(0).ConfigureAwait(false);
        try
        {
            for (var i = 0; i < paths.Count && (allWell || keepGoing); i++)
            {
                var current = next!;
                next = await PrepareAsync(i + 1).ConfigureAwait(false);
                await using (current.ConfigureAwait(false))
                {
                    allWell &= await RunOneAsync(current, finish, cancel).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            if (next is not null)
            {
                await next.DisposeAsync().ConfigureAwait(false);
            }
        }
        return allWell;
    }

    /// <summary>Starts a kernel and reads the notebook meanwhile. A notebook that cannot be read has none.</summary>
    private async Task<PreparedNotebook?> PrepareAsync(int index)
    {
        if (index >= paths.Count)
        {
            return null;
        }

        KernelProcess? kernel = null;
        try
        {
            kernel = Start(paths[index]);
            return new PreparedNotebook(paths[index], kernel, NotebookReader.Read(paths[index]), "");
        }
        catch (Exception error)
        {
            if (kernel is not null)
            {
                await kernel.DisposeAsync().ConfigureAwait(false);
            }

            return new PreparedNotebook(paths[index], null, null, error is UserError ? error.Message : $"{paths[index]}: {LabFault.Describe(error)}");
        }
    }

    // A message is longer than what it carries: quotes are escaped, and there are headers.
    private KernelProcess Start(string path) => new(Path.GetDirectoryName(Path.GetFullPath(path))!, 2 * options.MaxOutput + 1_000_000);

    private async Task<bool> RunOneAsync(PreparedNotebook prepared, Func<NotebookRun, bool> finish, CancellationToken cancel)
    {
        var well = false;
        try
        {
            if (prepared is not { Kernel: { } kernel, Notebook: { } notebook })
            {
                throw new UserError(prepared.Refusal);
            }

            reporter.NotebookStarted(prepared.Path, notebook);
            well = await RunCellsAsync(prepared.Path, notebook, kernel, finish, cancel).ConfigureAwait(false);
        }
        catch (UserError error)
        {
            reporter.Failed([error.Message]);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            reporter.Failed([$"{prepared.Path}: {LabFault.Describe(fault)}"]);
        }
        reporter.NotebookEnded(prepared.Path, well);
        return well;
    }

    private async Task<bool> RunCellsAsync(string path, Notebook notebook, KernelProcess kernel, Func<NotebookRun, bool> finish, CancellationToken cancel)
    {
        var failed = false;
        var outputs = await new NotebookRunner(kernel, options).RunAsync(notebook, Started, (number, failure, duration) =>
        {
            reporter.CellEnded(number, failure is null, duration);
            if (failure is null)
            {
                return;
            }

            failed = true;
            reporter.Failed([$"{path}: cell {number}{(failure.Place.Length > 0 ? ", " : "")}{failure.Place}: {failure.Cause}", .. failure.Details]);
        }, cancel).ConfigureAwait(false);
        if (failed)
        {
            return false;
        }

        void Started(int number)
        {
            Where = $"{path}: cell {number}";
            reporter.CellStarted(number);
        }

        cancel.ThrowIfCancellationRequested();
        return finish(new NotebookRun(path, notebook, [.. outputs.Select(cell => cell.ToJson().Select(SavedOutputs.Of).ToArray())]));
    }
}
