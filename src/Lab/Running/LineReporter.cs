// Progress as plain lines, one a cell: for files, pipes and CI. Failures go to the error stream.
using Lab.Notebooks;

namespace Lab.Running;

internal sealed class LineReporter(TextWriter progress, TextWriter failures) : IRunReporter
{
    private readonly RunTally _tally = new();
    private string _path = "";
    private int _cells;

    public void NotebookStarted(string path, Notebook notebook)
    {
        (_path, _cells) = (path, notebook.CodeCells.Count);
        if (_cells == 0)
        {
            progress.WriteLine($"{path}  no code cells");
        }
    }

    public void CellStarted(int number)
    {
        // A line is written when its cell has ended: nothing here rewrites a line.
    }

    public void CellEnded(int number, bool well, TimeSpan duration)
    {
        _tally.CountCell();
        progress.WriteLine($"{_path}  cell {number}/{_cells}  {(well ? "ok" : "FAILED")}  {duration.TotalSeconds:F2} s");
    }

    public void Failed(IReadOnlyList<string> lines)
    {
        progress.Flush();
        foreach (var line in lines)
        {
            failures.WriteLine(line);
        }
    }

    public void NotebookEnded(string path, bool well) => _tally.CountNotebook(well);

    public Task<bool> ShowAsync(Func<Task<bool>> run) => run();

    public void Summarize(string end) => progress.WriteLine(_tally.Describe(end));
}
