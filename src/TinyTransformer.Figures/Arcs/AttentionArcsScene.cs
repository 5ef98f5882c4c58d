namespace TinyTransformer;

// The layout of arcs: a column of queries, a column of keys, and the arcs between them.
internal sealed class AttentionArcsScene(AttentionArcs figure, Heatmap map)
{
    private const double Span = 220, MaxLabel = 150, Thickest = 9, SmallSize = 13, MaskedSize = 12;
    private readonly double _row = Math.Max(map.Rows, map.Columns) switch { <= 12 => 30, <= 24 => 24, _ => 18 };
    private readonly List<Shape> _shapes = [];

    internal Scene Draw()
    {
        var size = _row >= 24 ? 15.0 : 13;
        string[] queries = [.. Enumerable.Range(0, map.Rows).Select(i => StrokeFont.Fit(Label.Named(map.RowLabel(i)), size, MaxLabel))];
        string[] keys = [.. Enumerable.Range(0, map.Columns).Select(i => StrokeFont.Fit(Label.Named(map.ColumnLabel(i)), size, MaxLabel))];
        var from = Math.Ceiling(Heading.Padding + Math.Max(queries.Max(label => StrokeFont.Width(label, size)), 40) + 10);
        var to = from + Span;
        var weights = figure.Focus is null ? 0 : StrokeFont.Width("masked", MaskedSize) + 16;
        var right = to + 10 + Math.Max(keys.Max(label => StrokeFont.Width(label, size)), 30) + weights;
        var (headingRight, top) = Heading.Draw(_shapes, figure.Title, right);
        _shapes.Add(new Text(from - 10, top + SmallSize * 0.8, "query", SmallSize, Paint.Ink(0.66)) { Anchor = Anchor.End });
        _shapes.Add(new Text(to + 10, top + SmallSize * 0.8, "key", SmallSize, Paint.Ink(0.66)));
        top = Math.Ceiling(top + SmallSize + 6);

        foreach (var arc in figure.Arcs(map).OrderBy(arc => arc.Query == figure.Focus)) // those in focus above the others
        {
            Draw(arc, new Point(from, Height(arc.Query)), new Point(to, Height(arc.Key)));
        }

        for (var query = 0; query < queries.Length; query++)
        {
            _shapes.Add(new Text(from - 10, Text.BaselineAt(Height(query), size), queries[query], size, Paint.Ink(figure.Focus is null || figure.Focus == query ? 1 : 0.6))
            {
                Anchor = Anchor.End, Bold = figure.Focus == query, Hover = Label.Named(map.RowLabel(query)),
            });
        }

        for (var key = 0; key < keys.Length; key++)
        {
            _shapes.Add(new Text(to + 10, Text.BaselineAt(Height(key), size), keys[key], size, Paint.Ink()) { Hover = Label.Named(map.ColumnLabel(key)) });
            if (figure.Focus is { } focus)
            {
                var weight = map.IsMasked(focus, key) ? "masked" : Invariant.Drawn(map[focus, key], 2);
                _shapes.Add(new Text(right, Text.BaselineAt(Height(key), size), weight, map.IsMasked(focus, key) ? MaskedSize : size, Paint.Ink(0.8)) { Anchor = Anchor.End });
            }
        }

        var bottom = top + Math.Max(map.Rows, map.Columns) * _row;
        if (figure.Note(map) is { } note)
        {
            _shapes.Add(new Text(Heading.Padding, bottom + 8 + SmallSize, note, SmallSize, Paint.Ink(0.8)));
            (bottom, right) = (bottom + 12 + SmallSize, Math.Max(right, Heading.Padding + StrokeFont.Width(note, SmallSize)));
        }

        return new Scene(Math.Max(right, headingRight) + Heading.Padding, bottom + Heading.Padding, Heading.Describe(figure.Title, $"attention from {map.Rows} queries to {map.Columns} keys"), _shapes);

        double Height(int place) => top + (place + 0.5) * _row;
    }

    // Thick for a heavy weight, and darker as well; never so light that it cannot be seen.
    private void Draw(AttentionArcs.Arc arc, Point from, Point to)
    {
        var bend = Span * 0.45;
        var isFaint = figure.Focus is { } focus && focus != arc.Query;
        var paint = isFaint ? Paint.Ink(0.16) : Paint.Fixed(SeriesStyle.Colours[0]) with { Opacity = 0.35 + 0.65 * arc.Weight };
        var points = from.Y == to.Y ? [from, to] : Outline.Curve(from, new(from.X + bend, from.Y), new(to.X - bend, to.Y), to, 40);
        _shapes.Add(new Polyline(points, paint, Math.Max(1, Math.Min(Thickest, _row * 0.4) * arc.Weight), map.Hover(arc.Query, arc.Key)));
    }
}
