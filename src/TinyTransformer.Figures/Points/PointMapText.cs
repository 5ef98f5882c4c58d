namespace TinyTransformer;

// A map of points as a table of names and places, then the arrows.
internal static class PointMapText
{
    internal static string Write(PointMap figure)
    {
        var text = TextTable.Begin(figure.Title);
        var shown = TextTable.Shown(figure.Labels.Count);
        string[] header = ["point", .. figure.Groups is null ? (string[])[] : ["group"], Axis(figure.XTitle, "x"), Axis(figure.YTitle, "y")];
        TextTable.Write(text, [header, .. shown.Select(i => i < 0 ? [.. header.Select((_, column) => column == 0 ? "…" : "")] : Line(i))]);
        text.Append(shown.Contains(-1) ? $"… left out: {figure.Labels.Count} points in all\n" : "");
        foreach (var (from, to) in figure.Arrows)
        {
            text.Append(Invariant.Culture, $"{Label.Named(figure.Labels[from])} → {Label.Named(figure.Labels[to])}\n");
        }

        return text.ToString();

        string[] Line(int i) => [TextTable.Cut(figure.Labels[i]), .. figure.Groups is { } groups ? (string[])[TextTable.Cut(groups[i])] : [], Invariant.Significant(figure.X[i]), Invariant.Significant(figure.Y[i])];
    }

    private static string Axis(string title, string otherwise) => title.Length > 0 ? TextTable.Cut(title) : otherwise;
}
