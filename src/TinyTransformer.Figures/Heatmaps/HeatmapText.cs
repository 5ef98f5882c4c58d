using System.Text;

namespace TinyTransformer;

// A heatmap as aligned text: a header of keys, then a line for each query. Masked cells are a dot, never a number.
internal static class HeatmapText
{
    private const int MaxLabel = 16; // columns
    private const int MaxShown = 40; // rows or columns; of more, the first and last 12 are shown, and a line says so
    private const int Edge = 12;
    private const char Masked = '·';

    internal static string Write(Heatmap map)
    {
        _ = map.Ends();
        var (rows, columns) = (Shown(map.Rows), Shown(map.Columns));
        string[] header = [$"{Cut(map.RowTitle)} \\ {Cut(map.ColumnTitle)}", .. columns.Select(c => c < 0 ? "…" : Cut(map.ColumnLabel(c)))];
        var table = new List<string[]> { header };
        foreach (var r in rows)
        {
            table.Add([r < 0 ? "…" : Cut(map.RowLabel(r)), .. columns.Select(c => r < 0 || c < 0 ? "…" : Cell(map, r, c))]);
        }

        var text = new StringBuilder();
        if (!string.IsNullOrEmpty(map.Title))
        {
            text.Append(Label.Visible(map.Title)).Append('\n');
        }

        var widths = Enumerable.Range(0, table[0].Length).Select(i => table.Max(line => Label.Columns(line[i]))).ToArray();
        foreach (var line in table)
        {
            var cells = line.Select((cell, i) => Pad(cell, widths[i], left: i == 0));
            text.Append(string.Join("  ", cells).TrimEnd(' ')).Append('\n');
        }
        if (map.HasMasked)
        {
            text.Append(Masked).Append(" masked\n");
        }

        if (rows.Contains(-1) || columns.Contains(-1))
        {
            text.Append(Invariant.Culture, $"… left out: {map.Rows} x {map.Columns} cells in all\n");
        }

        return text.ToString();
    }

    private static string Cell(Heatmap map, int row, int column) => map.IsMasked(row, column) ? "·" : Invariant.Fixed(map[row, column], map.Digits);

    private static int[] Shown(int count) =>
        count <= MaxShown ? [.. Enumerable.Range(0, count)] : [.. Enumerable.Range(0, Edge), -1, .. Enumerable.Range(count - Edge, Edge)];

    private static string Cut(string label)
    {
        var text = Label.Visible(label);
        if (Label.Columns(text) <= MaxLabel)
        {
            return text;
        }

        var kept = "";
        var elements = System.Globalization.StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext() && Label.Columns(kept + elements.GetTextElement()) < MaxLabel)
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
