// What was meant: the name with the fewest changed characters (Damerau 1964: insert, delete, replace, or swap two neighbours).
namespace TinyTransformer.Cli;

internal static class Nearest
{
    /// <summary>"did you mean …?" where a name is near, else all of them.</summary>
    public static string Hint(string given, IReadOnlyList<string> names, string otherwise) =>
        Of(given, names) is { } name ? $"did you mean {name}?" : $"{otherwise} {string.Join(", ", names)}";

    /// <summary>The nearest name, upper and lower case aside; null where none is nearer than a third of its length.</summary>
    public static string? Of(string given, IEnumerable<string> names) => names
        .Select(name => (Name: name, Distance: Distance(given.ToLowerInvariant(), name.ToLowerInvariant())))
        .Where(one => one.Distance <= Math.Max(1, one.Name.Length / 3))
        .OrderBy(one => one.Distance)
        .Select(one => one.Name)
        .FirstOrDefault();

    internal static int Distance(string from, string to)
    {
        var d = new int[from.Length + 1, to.Length + 1];                     // d[i, j]: from the first i characters to the first j
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                d[i, j] = i == 0 || j == 0 ? i + j : Math.Min(d[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1), 1 + Math.Min(d[i - 1, j], d[i, j - 1]));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }
        return d[from.Length, to.Length];
    }
}
