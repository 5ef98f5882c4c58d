namespace TinyTransformer;

// The layout of curves. From the top: title, the plot with its axes, a key to what is not a finite number. Right of the plot each line's name, at its end's height.
internal sealed class CurvesScene
{
    private const double LabelSize = 14, SmallSize = 12, LineWidth = 2.2, MarkerSize = 8;
    private const double LabelGap = 10, Sample = 26, MaxLabelWidth = 150, LabelStep = 19;
    private readonly Curves _figure;
    private readonly double _width, _height;
    private readonly List<Shape> _shapes = [];
    private Axis _x = null!, _y = null!;

    internal CurvesScene(Curves figure, double width, double height) => (_figure, _width, _height) = (figure, width, Math.Max(height, figure.Lines.Count * LabelStep));

    internal Scene Draw()
    {
        var (xEnds, yEnds) = (_figure.XEnds(), _figure.YEnds());
        if (_figure.YRange is null)
        {
            yEnds = Axis.Padded(yEnds.Low, yEnds.High, _figure.YScale);
        }

        var left = Heading.Padding + Frame.Left(Y(0).Ticks, _figure.YTitle);
        _x = new Axis(xEnds.Low, xEnds.High, _figure.XScale, left, left + _width, maxTicks: (int)(_width / 55), isWhole: _figure.Lines.All(c => c.X.All(double.IsInteger)));
        var names = _figure.Lines.Select(c => StrokeFont.Fit(Label.Visible(c.Label), LabelSize, MaxLabelWidth)).ToArray();
        var widest = names.Max(name => StrokeFont.Width(name, LabelSize));
        var right = _x.To + (widest > 0 ? LabelGap + Sample + 8 + widest : _x.Ticks.Max(t => StrokeFont.Width(t.Text, Frame.TickSize)) / 2);
        var (headingRight, top) = Heading.Draw(_shapes, _figure.Title, right);
        _y = Y(Math.Ceiling(top + 4));

        new Frame(_x, _y, _figure.XTitle, _figure.YTitle).Draw(_shapes, Heading.Padding);
        Bands();
        Lines();
        Names(names);
        var bottom = _y.From + Frame.Below(_figure.XTitle);
        bottom = Undefined(bottom);
        return new Scene(Math.Max(right, headingRight) + Heading.Padding, bottom + Heading.Padding, Description(), _shapes);

        Axis Y(double at) => new(yEnds.Low, yEnds.High, _figure.YScale, at + _height, at, maxTicks: (int)(_height / 38));
    }

    private void Bands()
    {
        foreach (var (curve, style) in Styled().Where(s => s.Curve.HasBand))
        {
            foreach (var run in Curve.Runs(curve.Lower!, curve.Upper!))
            {
                var places = Enumerable.Range(run.Start.Value, run.End.Value - run.Start.Value).ToArray();
                var outline = places.Select(i => At(curve.X[i], curve.Upper![i])).Concat(places.Reverse().Select(i => At(curve.X[i], curve.Lower![i])));
                _shapes.Add(new Area([.. outline], style.Paint with { Opacity = 0.22 }));
            }
        }
    }

    private void Lines()
    {
        foreach (var (curve, style) in Styled())
        {
            foreach (var run in Curve.Runs(curve.Y, curve.Y))
            {
                Point[] points = [.. Enumerable.Range(run.Start.Value, run.End.Value - run.Start.Value).Select(i => At(curve.X[i], curve.Y[i]))];
                if (points.Length > 1)
                {
                    _shapes.Add(new Polyline(points, style.Paint, LineWidth, Summary(curve)) { Dash = style.Dash });
                }
                else if (!curve.ShowsMarkers)
                {
                    _shapes.Add(Marker.Circle.At(points[0], LineWidth * 1.6, style.Paint, Hover(curve, run.Start.Value))); // a line of one point
                }
            }
        }

        foreach (var (curve, style) in Styled().Where(s => s.Curve.ShowsMarkers))
        {
            _shapes.AddRange(Enumerable.Range(0, curve.Y.Count).Where(i => double.IsFinite(curve.Y[i]))
                .Select(i => style.Marker.At(At(curve.X[i], curve.Y[i]), MarkerSize, style.Paint, Hover(curve, i))));
        }
    }

    // The names keep the order of the lines' ends, and as near to them as they have room; a thin line leads from an end to a name that had to move.
    private void Names(string[] names)
    {
        var ends = Styled().Select((s, i) => (s.Curve, s.Style, Name: names[i], Last: Last(s.Curve))).Where(e => e.Name.Length > 0 && e.Last >= 0)
            .Select(e => (e.Curve, e.Style, e.Name, End: At(e.Curve.X[e.Last], e.Curve.Y[e.Last]))).OrderBy(e => e.End.Y).ToArray();
        var heights = Spread([.. ends.Select(e => e.End.Y)], LabelStep, _y.To, _y.From);
        for (var i = 0; i < ends.Length; i++)
        {
            var (curve, style, name, end) = ends[i];
            var (x, y) = (_x.To + LabelGap, heights[i]);
            if (Math.Abs(end.Y - y) > 3 || _x.To - end.X > 3)
            {
                _shapes.Add(new Polyline([end, new(x - 3, y)], Paint.Ink(0.3), 1));
            }

            _shapes.Add(new Polyline([new(x + 1, y), new(x + Sample - 1, y)], style.Paint, LineWidth) { Dash = style.Dash });
            if (curve.ShowsMarkers)
            {
                _shapes.Add(style.Marker.At(new(x + Sample / 2, y), MarkerSize, style.Paint));
            }

            _shapes.Add(new Text(x + Sample + 8, Text.BaselineAt(y, LabelSize), name, LabelSize, Paint.Ink()) { Hover = Summary(curve) });
        }
    }

    /// <summary>Ascending heights moved apart until neighbours have room, within bounds.</summary>
    internal static double[] Spread(double[] wanted, double step, double top, double bottom)
    {
        var at = (double[])wanted.Clone();
        for (var i = 0; i < at.Length; i++)
        {
            at[i] = Math.Max(at[i], i == 0 ? top : at[i - 1] + step);
        }

        for (var i = at.Length - 1; i >= 0; i--)
        {
            at[i] = Math.Min(at[i], i == at.Length - 1 ? bottom : at[i + 1] - step);
        }

        return at;
    }

    private double Undefined(double bottom)
    {
        var all = Styled().SelectMany(s => Enumerable.Range(0, s.Curve.Y.Count).Where(i => !double.IsFinite(s.Curve.Y[i])).Select(i => (s.Curve, I: i))).ToArray();
        foreach (var (curve, i) in all)
        {
            var (x, y) = (_x.At(curve.X[i]), double.IsPositiveInfinity(curve.Y[i]) ? _y.To : _y.From);
            _shapes.Add(Marker.Diamond.At(new(x, y), MarkerSize, Paint.Fixed(HeatmapScene.NotFinite), Hover(curve, i)));
        }

        if (all.Length == 0)
        {
            return bottom;
        }

        var middle = bottom + 12;
        _shapes.Add(Marker.Diamond.At(new(_x.From + 5, middle), MarkerSize, Paint.Fixed(HeatmapScene.NotFinite)));
        _shapes.Add(new Text(_x.From + 16, Text.BaselineAt(middle, SmallSize), $"not a finite number ({all.Length.ToString(Invariant.Culture)})", SmallSize, Paint.Ink(0.8)));
        return middle + SmallSize / 2;
    }

    private IEnumerable<(Curve Curve, SeriesStyle Style)> Styled() => _figure.Lines.Select((curve, i) => (curve, SeriesStyle.Of(i)));

    private Point At(double x, double y) => new(_x.At(x), _y.At(y));

    private static int Last(Curve curve) => Array.FindLastIndex([.. curve.Y], double.IsFinite);

    private static string Hover(Curve curve, int i) =>
        $"{(curve.Label.Length > 0 ? Label.Visible(curve.Label) + ": " : "")}{Invariant.Full(curve.X[i])} → {Invariant.Significant(curve.Y[i])}";

    private static string Summary(Curve curve) => $"{Label.Named(curve.Label)}: {CurvesText.Summary(curve)}";

    private string Description() =>
        Heading.Describe(_figure.Title, $"{_figure.Lines.Count} curves of {Label.Visible(_figure.YTitle)} over {Label.Visible(_figure.XTitle)}: {string.Join("; ", _figure.Lines.Select(Summary))}");
}
