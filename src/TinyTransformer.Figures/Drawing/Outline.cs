namespace TinyTransformer;

// Lines as the pieces that are drawn, and the outlines of round things as points: what the SVG renderer leaves to the browser and the PNG renderer must do.
internal static class Outline
{
    private const double Bow = 0.5523; // of a Bézier curve that looks like a quarter of a circle
    private const int CornerSteps = 6;
    private const double Tiny = 1e-6; // of a pixel

    /// <summary>A line through points, cut into its dashes.</summary>
    internal static IEnumerable<Segment> Dashed(IReadOnlyList<Point> points, IReadOnlyList<double> dash)
    {
        var (index, left, isGap) = (0, dash.Count > 0 ? dash[0] : double.PositiveInfinity, false);
        for (var i = 0; i + 1 < points.Count; i++)
        {
            var (from, to) = (points[i], points[i + 1]);
            var length = Math.Sqrt(Square(to.X - from.X) + Square(to.Y - from.Y));
            for (var at = 0.0; at < length;)
            {
                var end = Math.Min(length, at + left);
                if (!isGap)
                {
                    yield return new Segment(Mix(from.X, to.X, at / length), Mix(from.Y, to.Y, at / length), Mix(from.X, to.X, end / length), Mix(from.Y, to.Y, end / length));
                }

                left -= end - at;
                at = end;
                if (left < Tiny) // not 0: what rounding leaves over may be too little to move the point at all
                {
                    (index, isGap) = (index + 1, !isGap);
                    left = dash[index % dash.Count];
                }
            }
        }
    }

    /// <summary>A cubic Bézier curve as a line through points.</summary>
    internal static IReadOnlyList<Point> Curve(Point from, Point c1, Point c2, Point to, int steps) => [.. Enumerable.Range(0, steps + 1).Select(i => At((double)i / steps))
        .Select(w => new Point(w.A * from.X + w.B * c1.X + w.C * c2.X + w.D * to.X, w.A * from.Y + w.B * c1.Y + w.C * c2.Y + w.D * to.Y))];

    /// <summary>A rectangle with round corners.</summary>
    internal static IReadOnlyList<Point> Rounded(double x, double y, double width, double height, double radius)
    {
        var r = Math.Min(radius, Math.Min(width, height) / 2);
        var (right, bottom, k) = (x + width, y + height, r * (1 - Bow));
        return
        [
            .. Curve(new(x, y + r), new(x, y + k), new(x + k, y), new(x + r, y), CornerSteps),
            .. Curve(new(right - r, y), new(right - k, y), new(right, y + k), new(right, y + r), CornerSteps),
            .. Curve(new(right, bottom - r), new(right, bottom - k), new(right - k, bottom), new(right - r, bottom), CornerSteps),
            .. Curve(new(x + r, bottom), new(x + k, bottom), new(x, bottom - k), new(x, bottom - r), CornerSteps),
        ];
    }

    private static (double A, double B, double C, double D) At(double t) => ((1 - t) * (1 - t) * (1 - t), 3 * (1 - t) * (1 - t) * t, 3 * (1 - t) * t * t, t * t * t);

    private static double Mix(double from, double to, double t) => from + (to - from) * t;

    private static double Square(double x) => x * x;
}
