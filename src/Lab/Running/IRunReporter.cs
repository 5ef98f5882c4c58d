// Who tells the user how a run goes. Calls come one after the other, from any thread.
using Lab.Notebooks;

namespace Lab.Running;

internal interface IRunReporter
{
    void NotebookStarted(string path, Notebook notebook);

    void CellStarted(int number);

    void CellEnded(int number, bool well, TimeSpan duration);

    /// <summary>Tells of a failure: the line that says all, and perhaps further ones.</summary>
    void Failed(IReadOnlyList<string> lines);

    void NotebookEnded(string path, bool well);

    /// <summary>Runs the whole, and shows its progress meanwhile.</summary>
    Task<bool> ShowAsync(Func<Task<bool>> run);

    /// <summary>Says in one line what was done.</summary>
    void Summarize(string end);
}
