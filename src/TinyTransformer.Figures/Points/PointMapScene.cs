namespace TinyTransformer;

// The drawing of a map of points. From the top: title, the plot with its axes, the key to the groups, a word on names that had no room.
internal sealed class PointMapScene(PointMap figure, PointMapLayout layout)
{
    private const double SmallSize = 13, KeyGap = 22, ArrowWidth = 1.5;
    private readonly List<Shape> _shapes = [];

    internal Scene Draw()
    {
        var left = Math.Ceiling(Heading.Padding + Frame.Left(Y(0).Ticks, figure.YTitle));
        var x = new Axis(layout.X.Low, layout.X.High, AxisScale.Linear, left, left + layout.Width, maxTicks: (int)(layout.Width / 60));
        var right = x.To + x.Ticks.Select(tick => StrokeFont.Width(tick.Text, Frame.TickSize) / 2).DefaultIfEmpty().Max();
        var (headingRight, top) = Heading.Draw(_shapes, figure.Title, right);
        var y = Y(Math.Ceiling(top + 4));
        _shapes.Add(new Strokes([.. x.Ticks.Select(tick => Math.Floor(x.At(tick.Value)) + 0.5).Select(at => new Segment(at, y.From, at, y.To))], Paint.Ink(0.14), 1));
        new Frame(x, y, figure.XTitle, figure.YTitle).Draw(_shapes, Heading.Padding);

        Contents(x.From, y.To);
        var bottom = Key(left, right, y.From + Frame.Below(figure.XTitle));
        bottom = Missing(left, bottom);
        return new Scene(Math.Max(right, headingRight) + Heading.Padding, bottom + Heading.Padding, Description(), _shapes);

        Axis Y(double at) => new(layout.Y.Low, layout.Y.High, AxisScale.Linear, at + layout.Height, at, maxTicks: (int)(layout.Height / 38));
    }

    // Arrows below, then points, then what names them.
    private void Contents(double dx, double dy)
    {
        Point[] points = [.. layout.Points.Select(point => point.Moved(dx, dy))];
        foreach (var (from, to) in figure.Arrows)
        {
            _shapes.AddRange(Arrow.Straight(points[from], points[to], PointMapLayout.MarkerSize / 2 + 2, Paint.Ink(0.55), ArrowWidth, $"{Label.Named(figure.Labels[from])} → {Label.Named(figure.Labels[to])}"));
        }

        for (var i = 0; i < points.Length; i++)
        {
            var style = figure.StyleOf(i);
            _shapes.Add(style.Marker.At(points[i], PointMapLayout.MarkerSize, style.Paint, figure.Hover(i)));
        }

        for (var i = 0; i < points.Length; i++)
        {
            if (layout.Names[i] is not { } name)
            {
                continue;
            }

            var middle = name.Middle.Moved(dx, dy);
            if (name.Away > 0)
            {
                Point end = new(Math.Clamp(points[i].X, name.Left + dx, name.Right + dx), Math.Clamp(points[i].Y, name.Top + dy, name.Bottom + dy));
                _shapes.Add(new Polyline([points[i], end], Paint.Ink(0.35), 1));
            }

            var anchor = name.Across switch { 1 => Anchor.Start, -1 => Anchor.End, _ => Anchor.Middle };
            var at = name.Across switch { 1 => name.Left + dx, -1 => name.Right + dx, _ => middle.X };
            _shapes.Add(new Text(at, Text.BaselineAt(middle.Y, PointMapLayout.LabelSize), layout.Texts[i], PointMapLayout.LabelSize, Paint.Ink()) { Anchor = anchor, Hover = figure.Hover(i) });
        }
    }

    private double Key(double left, double right, double bottom)
    {
        if (figure.GroupNames.Length == 0)
        {
            return bottom;
        }

        var (x, y) = (left + 4, bottom + 12);
        foreach (var (group, style) in figure.GroupNames.Select((group, i) => (group, SeriesStyle.Of(i))))
        {
            var name = StrokeFont.Fit(Label.Named(group), SmallSize, right - left - 20);
            var width = 13 + StrokeFont.Width(name, SmallSize);
            if (x > left + 4 && x + width > right)
            {
                (x, y) = (left + 4, y + SmallSize + 8);
            }

            _shapes.Add(style.Marker.At(new(x, y), PointMapLayout.MarkerSize, style.Paint));
            _shapes.Add(new Text(x + 13, Text.BaselineAt(y, SmallSize), name, SmallSize, Paint.Ink(0.85)) { Hover = Label.Named(group) });
            x += width + KeyGap;
        }

        return y + SmallSize / 2;
    }

    private double Missing(double left, double bottom)
    {
        var missing = Enumerable.Range(0, layout.Names.Count).Count(i => layout.Names[i] is null && layout.Texts[i].Length > 0);
        if (missing == 0)
        {
            return bottom;
        }

        var middle = bottom + 14;
        _shapes.Add(new Text(left, Text.BaselineAt(middle, SmallSize), $"no room for {missing.ToString(Invariant.Culture)} of {layout.Names.Count.ToString(Invariant.Culture)} names", SmallSize, Paint.Ink(0.75)));
        return middle + SmallSize / 2;
    }

    private string Description() =>
        Heading.Describe(figure.Title, $"a map of {figure.Labels.Count} points: {string.Join("; ", Enumerable.Range(0, Math.Min(40, figure.Labels.Count)).Select(figure.Hover))}");
}
