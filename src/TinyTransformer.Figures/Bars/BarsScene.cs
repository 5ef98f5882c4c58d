namespace TinyTransformer;

// The layout of bars. Left the names, right of them the bars from a common zero, at each bar's end its number; below, what the cut keeps.
internal sealed class BarsScene(Bars figure)
{
    private const double LabelSize = 15, ValueSize = 14, SmallSize = 13, MaxLabelWidth = 170;
    private const double BarLength = 300, Row = 26, Thickness = 18;
    private readonly List<Shape> _shapes = [];

    internal Scene Draw()
    {
        var rows = figure.Rows();
        var labels = rows.Select(row => StrokeFont.Fit(row.Name, LabelSize, MaxLabelWidth)).ToArray();
        var (low, high) = figure.Ends(rows);
        var scale = BarLength / Math.Max(high - low, double.Epsilon * BarLength);
        var number = rows.Max(row => StrokeFont.Width(figure.Number(row.Value), ValueSize)) + 14;
        var left = Math.Ceiling(Heading.Padding + labels.Max(label => StrokeFont.Width(label, LabelSize)) + 12 + (low < 0 ? number : 0));
        var zero = left + (high > low ? -low * scale : 0);
        var right = left + BarLength + number;
        var (headingRight, top) = Heading.Draw(_shapes, figure.Title, right);
        if (figure.ValueTitle.Length > 0)
        {
            var title = Label.Visible(figure.ValueTitle);
            _shapes.Add(new Text(left, top + SmallSize * 0.8, StrokeFont.Fit(title, SmallSize, right - left), SmallSize, Paint.Ink(0.66)) { Hover = title });
            top += SmallSize + 8;
        }

        top = Math.Ceiling(top);
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, middle) = (rows[i], top + i * Row + Row / 2);
            var hover = $"{row.Name}: {(figure.Decimals == 0 ? figure.Number(row.Value) : Invariant.Fixed(row.Value, figure.Decimals + 2))}";
            _shapes.Add(new Text(left - 10 - (low < 0 ? number : 0), Text.BaselineAt(middle, LabelSize), labels[i], LabelSize, Paint.Ink(row.IsKept && row.Label is not null ? 1 : 0.75)) { Anchor = Anchor.End, Hover = hover });
            Draw(row, zero, middle, double.IsFinite(row.Value) && high > low ? row.Value * scale : 0, hover);
        }

        var bottom = top + rows.Count * Row;
        _shapes.Add(new Strokes([new(zero, top - 2, zero, bottom + 2)], Paint.Ink(0.5), 1));
        return new Scene(Math.Max(right, headingRight) + Heading.Padding, Cut(rows, left, right, top, bottom) + Heading.Padding, Description(rows), _shapes);
    }

    private void Draw(Bar row, double zero, double middle, double length, string hover)
    {
        var (x, y, width) = (Math.Min(zero, zero + length), middle - Thickness / 2, Math.Abs(length));
        var isRest = row.Label is null;
        var fill = !double.IsFinite(row.Value) ? Paint.Fixed(HeatmapScene.NotFinite) : row.IsKept && !isRest ? Paint.Fixed(SeriesStyle.Colours[0]) : Paint.Ink(0.3);
        _shapes.Add(new Box(x, y, Math.Max(width, 1), Thickness, fill, hover));
        if (isRest && width > 4)
        {
            _shapes.Add(new Strokes([.. Hatching.Of(x + 1, y + 1, width - 2, Thickness - 2, 6)], Paint.Ink(0.45), 1));
        }

        var isLeft = length < 0;
        _shapes.Add(new Text(isLeft ? x - 7 : x + Math.Max(width, 1) + 7, Text.BaselineAt(middle, ValueSize), figure.Number(row.Value), ValueSize, Paint.Ink(0.85)) { Anchor = isLeft ? Anchor.End : Anchor.Start });
    }

    // The line lies between the last bar that is kept and the first that is not; where neither is drawn, the note alone says so.
    private double Cut(IReadOnlyList<Bar> rows, double left, double right, double top, double bottom)
    {
        if (figure.CutNote() is not { } note)
        {
            return bottom;
        }

        if (figure.Kept <= figure.MaxBars && rows.Count > figure.Kept)
        {
            var y = top + figure.Kept.Value * Row;
            _shapes.Add(new Polyline([new(Heading.Padding, y), new(right, y)], Paint.Ink(0.8), 1.5) { Dash = [5, 5] });
        }

        _shapes.Add(new Text(left, bottom + 8 + SmallSize, StrokeFont.Fit(note, SmallSize, right - left + Heading.Padding), SmallSize, Paint.Ink(0.85)) { Hover = note });
        return bottom + 12 + SmallSize;
    }

    private string Description(IReadOnlyList<Bar> rows) =>
        Heading.Describe(figure.Title, $"bars, {Label.Visible(figure.ValueTitle)}: {string.Join(", ", rows.Take(8).Select(row => $"{row.Name} {figure.Number(row.Value)}"))}");
}
