namespace TinyTransformer;

// Bars as a table of names and numbers with a bar of characters, and a line where the cut is.
internal static class BarsText
{
    private const int Length = 24; // characters of the longest bar

    internal static string Write(Bars figure)
    {
        var rows = figure.Rows();
        var (low, high) = figure.Ends(rows);
        var largest = Math.Max(-low, high);
        var lines = rows.Select(row => (string[])[row.Label is { } label ? TextTable.Cut(label) : row.Name, figure.Number(row.Value).Replace('−', '-'), Bar(row.Value)]).ToList();
        if (figure.Kept < rows.Count && figure.Kept <= figure.MaxBars)
        {
            lines.Insert(figure.Kept.Value, ["---", "---", "".PadRight(Length)]);
        }

        var text = TextTable.Begin(figure.Title);
        TextTable.Write(text, lines);
        return text.Append(figure.CutNote() is { } note ? note.Replace('−', '-') + "\n" : "").ToString();

        // Of equal width, since a table's later columns are set to the right.
        string Bar(double value) => (double.IsFinite(value) && largest > 0 ? new string(value < 0 ? '-' : '#', (int)Math.Round(Length * Math.Abs(value) / largest)) : "").PadRight(Length);
    }
}
