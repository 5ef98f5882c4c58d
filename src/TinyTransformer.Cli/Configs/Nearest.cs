// What was meant: the name with the fewest changed characters (Levenshtein 1966: insert, delete, replace).
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
        var row = Enumerable.Range(0, to.Length + 1).ToArray();             // row[j]: from the part so far to to[..j]
        for (var i = 1; i <= from.Length; i++)
        {
            (var diagonal, row[0]) = (row[0], i);
            for (var j = 1; j <= to.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + (from[i - 1] == to[j - 1] ? 0 : 1), 1 + Math.Min(row[j], row[j - 1])));
            }
        }
        return row[^1];
    }
}
