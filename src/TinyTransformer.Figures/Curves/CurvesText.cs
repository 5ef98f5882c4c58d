namespace TinyTransformer;

// Curves as a table: a line for each x, a column for each curve, then each curve's first, last and lowest number. Of many points, evenly chosen ones.
internal static class CurvesText
{
    private const int MaxLines = 21;

    internal static string Write(Curves figure)
    {
        _ = (figure.XEnds(), figure.YEnds());
        var places = figure.Lines.SelectMany(curve => curve.X).Distinct().Order().ToArray();
        var shown = places.Length <= MaxLines ? places : [.. Enumerable.Range(0, MaxLines).Select(i => places[(int)((long)i * (places.Length - 1) / (MaxLines - 1))])];
        var table = new List<string[]> { (string[])[figure.XTitle.Length > 0 ? TextTable.Cut(figure.XTitle) : "x", .. figure.Lines.Select(curve => TextTable.Cut(curve.Label))] };
        table.AddRange(shown.Select(x => (string[])[Invariant.Full(x), .. figure.Lines.Select(curve => Cell(curve, x))]));

        var text = TextTable.Begin(figure.Title);
        TextTable.Write(text, table);
        if (shown.Length < places.Length)
        {
            text.Append(Invariant.Culture, $"{shown.Length} of {places.Length} points\n");
        }

        foreach (var curve in figure.Lines)
        {
            text.Append(Invariant.Culture, $"{Label.Named(curve.Label)}: {Summary(curve)}\n");
        }

        return text.ToString();
    }

    internal static string Summary(Curve curve)
    {
        var undefined = curve.Y.Count(y => !double.IsFinite(y));
        var lowest = curve.Y.Select((y, i) => (Y: y, I: i)).Where(p => double.IsFinite(p.Y)).OrderBy(p => p.Y).Select(p => (int?)p.I).FirstOrDefault();
        return $"{curve.Y.Count} points, first {Invariant.Significant(curve.Y[0])}, last {Invariant.Significant(curve.Y[^1])}"
            + (lowest is { } i ? $", lowest {Invariant.Significant(curve.Y[i])} at {Invariant.Full(curve.X[i])}" : "")
            + (undefined > 0 ? $", {undefined} not finite" : "");
    }

    private static string Cell(Curve curve, double x)
    {
        var at = Array.BinarySearch([.. curve.X], x);
        if (at < 0)
        {
            return "";
        }

        var band = curve.HasBand ? $" [{Invariant.Significant(curve.Lower![at])}, {Invariant.Significant(curve.Upper![at])}]" : "";
        return Invariant.Significant(curve.Y[at]) + band;
    }
}
