// What is no C# at all: the magic commands of other hosts. They are refused by name instead of as a syntax error.
using Lab.Notebooks;

namespace Lab.Kernels;

internal static class CellSyntax
{
    /// <exception cref="CellException">The cell holds a line that begins with <c>#!</c>.</exception>
    public static void RefuseMagics(string code, string label)
    {
        var number = 0;
        foreach (var line in MultilineText.Lines(code))
        {
            number++;
            if (!line.StartsWith("#!", StringComparison.Ordinal))
            {
                continue;
            }

            var place = $"{label}, line {number}: the Lab knows no magic commands: {line.Trim()}";
            throw new CellException("MagicCommand", place, [place]);
        }
    }
}
