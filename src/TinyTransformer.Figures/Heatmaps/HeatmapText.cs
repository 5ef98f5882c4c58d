namespace TinyTransformer;

// A heatmap as aligned text: a header of keys, then a line for each query. Masked cells are a dot, never a number.
internal static class HeatmapText
{
    private const char Masked = '·';

    internal static string Write(Heatmap map)
    {
        _ = map.Ends();
        var (rows, columns) = (TextTable.Shown(map.Rows), TextTable.Shown(map.Columns));
        string[] header = [$"{TextTable.Cut(map.RowTitle)} \\ {TextTable.Cut(map.ColumnTitle)}", .. columns.Select(c => c < 0 ? "…" : TextTable.Cut(map.ColumnLabel(c)))];
        var table = new List<string[]> { header };
        foreach (var r in rows)
        {
            table.Add([r < 0 ? "…" : TextTable.Cut(map.RowLabel(r)), .. columns.Select(c => r < 0 || c < 0 ? "…" : Cell(map, r, c))]);
        }

        var text = TextTable.Begin(map.Title);
        TextTable.Write(text, table);
        if (map.HasMasked)
        {
            text.Append(Masked).Append(' ').Append(Label.Visible(map.MaskedTitle)).Append('\n');
        }

        if (rows.Contains(-1) || columns.Contains(-1))
        {
            text.Append(Invariant.Culture, $"… left out: {map.Rows} x {map.Columns} cells in all\n");
        }

        return text.ToString();
    }

    private static string Cell(Heatmap map, int row, int column) => map.IsMasked(row, column) ? "·" : Invariant.Fixed(map[row, column], map.Digits);
}
