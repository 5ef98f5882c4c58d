// Counts what a run has done, for its last line.
using System.Diagnostics;

namespace Lab.Running;

internal sealed class RunTally
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _cells;
    private int _well;
    private int _failed;

    public void CountCell() => _cells++;

    public void CountNotebook(bool well) => _ = well ? _well++ : _failed++;

    /// <param name="end">What else there is to say, such as "interrupted"; may be empty.</param>
    public string Describe(string end)
    {
        var failed = _failed > 0 ? $", {_failed} failed" : "";
        return $"{Plural(_well, "notebook")} ok{failed}, {Plural(_cells, "cell")} run, {_clock.Elapsed.TotalSeconds:F1} s{(end.Length > 0 ? ", " : "")}{end}";
    }

    public static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
