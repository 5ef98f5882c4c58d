// Picks, from what a dying process left on stderr, the line that says why. The .NET runtime's own reports are known by their first words.
namespace Lab.Running;

internal static class LastWords
{
    private const int MostShown = 300;
    private static readonly string[] s_reports = ["an exception that nothing caught", "Stack overflow", "Process terminated", "Unhandled exception", "Out of memory", "Fatal error"];

    /// <returns>One line; null if nothing was said.</returns>
    public static string? Pick(string stderr)
    {
        var lines = stderr.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindIndex(lines, line => s_reports.Any(report => line.StartsWith(report, StringComparison.OrdinalIgnoreCase)));
        var line = at >= 0 ? lines[at] : lines.LastOrDefault();
        // FailFast puts its message into the line below.
        if (line == "Process terminated." && at + 1 < lines.Length)
        {
            line = $"{line} {lines[at + 1]}";
        }

        return line is { Length: > MostShown } ? line[..MostShown] + "…" : line;
    }
}
