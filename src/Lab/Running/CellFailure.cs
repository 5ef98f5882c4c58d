// Why a cell did not end well, told so that its author can go there.
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lab.Running;

/// <param name="Place">Where in the cell, as far as known: "line 3, column 12"; empty otherwise.</param>
/// <param name="Cause">One line.</param>
/// <param name="Details">Further lines: the source, the stack trace.</param>
internal sealed record CellFailure(string Place, string Cause, IReadOnlyList<string> Details)
{
    /// <summary>What a kernel's error message says, about the cell of this number and source.</summary>
    public static CellFailure Of(JsonObject error, int cell, string source)
    {
        var lines = error["traceback"]!.AsArray().Select(line => (string)line!).ToArray();
        var first = lines.FirstOrDefault() ?? (string?)error["evalue"] ?? "";
        var compile = Regex.Match(first, $@"^cell {cell}, (line \d+(?:, column \d+)?): (.*)$");
        if (compile.Success)
        {
            return new CellFailure(compile.Groups[1].Value, compile.Groups[2].Value, lines[1..]);
        }

        var frame = lines.Select(line => Regex.Match(line, $@"\bcell {cell}, line (\d+)$")).FirstOrDefault(match => match.Success);
        if (frame is null)
        {
            return new CellFailure("", first, lines.Skip(1).ToArray());
        }

        var number = int.Parse(frame.Groups[1].Value);
        var line = source.Split('\n').ElementAtOrDefault(number - 1) ?? "";
        return new CellFailure($"line {number}", first, ["    " + line, "    " + CaretsUnder(line), .. lines[1..]]);
    }

    private static string CaretsUnder(string line)
    {
        var text = line.Trim();
        var indent = line[..(line.Length - line.TrimStart().Length)];
        return indent + new string('^', Math.Max(1, text.Length));
    }
}
