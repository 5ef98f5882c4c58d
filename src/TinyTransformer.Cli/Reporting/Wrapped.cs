// Lines for a terminal of some width. Spectre.Console and System.CommandLine wrap, too, but the one leaves what stood on a line before, and the other loses the indentation.
namespace TinyTransformer.Cli.Reporting;

internal static class Wrapped
{
    /// <summary>A text's lines, cut at blanks so that none is longer than the width, if no word is; what follows a cut is indented like its line.</summary>
    /// <param name="width">Columns, 1 or more.</param>
    public static IEnumerable<string> Lines(string text, int width) => text.ReplaceLineEndings("\n").Split('\n').SelectMany(line => Cut(line, width));

    private static IEnumerable<string> Cut(string line, int width)
    {
        var indentation = line.Length - line.TrimStart(' ').Length;
        while (line.Length > width && Blank(line, indentation, width) is > 0 and var at)
        {
            yield return line[..at].TrimEnd();
            line = new string(' ', indentation) + line[at..].TrimStart();
        }
        yield return line;
    }

    // The last blank that leaves a line of the width, else the first one at all; -1: there is none.
    private static int Blank(string line, int indentation, int width) => line.LastIndexOf(' ', Math.Min(width, line.Length - 1)) is var last && last > indentation ? last : line.IndexOf(' ', indentation + 1);
}
