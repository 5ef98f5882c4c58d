// Progress on a terminal: one line that moves (notebook, cell, what the cell is about, time), and above it a line for each notebook that has ended.
using System.Diagnostics;
using Lab.Notebooks;
using Spectre.Console;

namespace Lab.Running;

internal sealed class LiveReporter(IAnsiConsole console) : IRunReporter
{
    private const int MostTitle = 50;
    private const int SpinnerWidth = 3;    // with the space after it, and one column that stays free at the end
    private readonly RunTally _tally = new();
    private readonly Lock _lock = new();
    private string _path = "";
    private Notebook? _notebook;
    private int _cell;
    private Stopwatch _sinceNotebook = Stopwatch.StartNew();
    private Stopwatch _sinceCell = Stopwatch.StartNew();

    public void NotebookStarted(string path, Notebook notebook)
    {
        lock (_lock)
        {
            (_path, _notebook, _cell, _sinceNotebook) = (path, notebook, 0, Stopwatch.StartNew());
        }
    }

    public void CellStarted(int number)
    {
        lock (_lock)
        {
            (_cell, _sinceCell) = (number, Stopwatch.StartNew());
        }
    }

    public void CellEnded(int number, bool well, TimeSpan duration) => _tally.CountCell();

    public void Failed(IReadOnlyList<string> lines)
    {
        console.Write(new Text(lines[0] + "\n", new Style(Color.Red)));
        foreach (var line in lines.Skip(1))
        {
            console.Write(new Text(line + "\n"));
        }
    }

    public void NotebookEnded(string path, bool well)
    {
        _tally.CountNotebook(well);
        var cells = RunTally.Plural(_notebook?.CodeCells.Count ?? 0, "cell");
        var end = well ? "[green]ok    [/]" : "[red]FAILED[/]";
        console.MarkupLine($"{end}  {path.EscapeMarkup()}  [grey]{(well || _cell == 0 ? cells : $"at cell {_cell} of {cells}")}  {_sinceNotebook.Elapsed.TotalSeconds:F1} s[/]");
    }

    public Task<bool> ShowAsync(Func<Task<bool>> run) => console.Status().Spinner(Spinner.Known.Dots).StartAsync("starting", async status =>
    {
        var running = run();
        while (await Task.WhenAny(running, Task.Delay(100)).ConfigureAwait(false) != running)
        {
            status.Status(Line());
        }

        return await running.ConfigureAwait(false);
    });

    public void Summarize(string end) => console.WriteLine(_tally.Describe(end));

    private string Line()
    {
        lock (_lock)
        {
            if (_notebook is null || _cell == 0)
            {
                return Fitted(_path, "starting the kernel", _sinceNotebook);
            }

            return Fitted($"{_path}  cell {_cell}/{_notebook.CodeCells.Count}", Title(_notebook, _notebook.CodeCells[_cell - 1]), _sinceCell);
        }
    }

    private string Fitted(string place, string title, Stopwatch since)
    {
        var time = $"{since.Elapsed.TotalSeconds:F1} s";
        (place, title) = StatusLine.Fit(place, title, time, console.Profile.Width - SpinnerWidth);
        return $"{place.EscapeMarkup()}  [grey]{title.EscapeMarkup()}  {time}[/]";
    }

    /// <summary>The heading above the cell, or else its first line.</summary>
    private static string Title(Notebook notebook, Cell cell)
    {
        var title = notebook.HeadingAbove(cell) ?? cell.Source.Split('\n')[0].Trim();
        return title.Length > MostTitle ? title[..MostTitle] + "…" : title;
    }
}
