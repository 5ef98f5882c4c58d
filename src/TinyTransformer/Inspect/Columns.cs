namespace TinyTransformer;

/// <summary>Text in columns, two spaces apart.</summary>
internal static class Columns
{
    /// <param name="rows">Cells, as many in each row.</param>
    /// <param name="isLastOfNumbers">Whether the last column is aligned to the right.</param>
    internal static string Align(IEnumerable<string[]> rows, bool isLastOfNumbers = false)
    {
        var all = rows.ToArray();
        var widths = Enumerable.Range(0, all.Length == 0 ? 0 : all[0].Length).Select(column => all.Max(row => row[column].Length)).ToArray();
        string Cell(string text, int column) => isLastOfNumbers && column == widths.Length - 1 ? text.PadLeft(widths[column]) : text.PadRight(widths[column]);
        return string.Join("\n", all.Select(row => string.Join("  ", row.Select(Cell)).TrimEnd()));
    }
}
