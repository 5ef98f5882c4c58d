// Shows where two texts part: the first line that differs, with the one that stood there.
namespace Lab.Checking;

internal static class TextDifference
{
    private const int MostShown = 160;

    public static IEnumerable<string> Show(string was, string now)
    {
        var (old, fresh) = (was.Split('\n'), now.Split('\n'));
        var line = 0;
        while (line < old.Length && line < fresh.Length && old[line] == fresh[line])
        {
            line++;
        }

        var (left, right) = (old.ElementAtOrDefault(line), fresh.ElementAtOrDefault(line));
        var column = 0;
        while (column < left?.Length && column < right?.Length && left[column] == right[column])
        {
            column++;
        }

        yield return $"  line {line + 1}, column {column + 1}";
        yield return "  was: " + Excerpt(left, column);
        yield return "  is:  " + Excerpt(right, column);
    }

    private static string Excerpt(string? line, int column)
    {
        if (line is null)
        {
            return "(no such line)";
        }

        var start = Math.Max(0, Math.Min(column - MostShown / 2, line.Length - MostShown));
        var end = Math.Min(line.Length, start + MostShown);
        return $"{(start > 0 ? "…" : "")}{line[start..end]}{(end < line.Length ? "…" : "")}";
    }
}
