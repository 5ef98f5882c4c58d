using System.Globalization;
using System.Text;

namespace TinyTransformer;

// Aligned columns: the first to the left, the others to the right. Wide characters count twice.
internal static class TextTable
{
    private const int MaxShown = 40; // lines; of more, the first and last 12 are shown, and the figure says so
    private const int Edge = 12;
    private const int MaxLabel = 16; // columns

    internal static void Write(StringBuilder text, IReadOnlyList<string[]> table)
    {
        var widths = Enumerable.Range(0, table[0].Length).Select(i => table.Max(line => Label.Columns(line[i]))).ToArray();
        foreach (var line in table)
        {
            text.Append(string.Join("  ", line.Select((cell, i) => Pad(cell, widths[i], left: i == 0))).TrimEnd(' ')).Append('\n');
        }
    }

    /// <summary>A text that begins with the figure's title.</summary>
    internal static StringBuilder Begin(string? title) => string.IsNullOrEmpty(title) ? new() : new StringBuilder(Label.Visible(title)).Append('\n');

    /// <summary>The numbers of the lines to show, −1 for those that are left out.</summary>
    internal static int[] Shown(int count) =>
        count <= MaxShown ? [.. Enumerable.Range(0, count)] : [.. Enumerable.Range(0, Edge), -1, .. Enumerable.Range(count - Edge, Edge)];

    /// <summary>A label, visible and of bounded width.</summary>
    internal static string Cut(string label, int width = MaxLabel)
    {
        var text = Label.Visible(label);
        if (Label.Columns(text) <= width)
        {
            return text;
        }

        var kept = "";
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext() && Label.Columns(kept + elements.GetTextElement()) < width)
        {
            kept += elements.GetTextElement();
        }

        return kept + "…";
    }

    private static string Pad(string text, int width, bool left)
    {
        var blank = new string(' ', width - Label.Columns(text));
        return left ? text + blank : blank + text;
    }
}
