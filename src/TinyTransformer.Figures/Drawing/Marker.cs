namespace TinyTransformer;

// The shape that stands at a point of a curve; the names are Plotly's.
internal enum Marker
{
    Circle,
    Square,
    Triangle,
    Diamond,
    Cross,
}

internal static class MarkerShapes
{
    internal static Area At(this Marker marker, Point at, double size, Paint fill, string? hover = null) => new([.. marker.Points(at.X, at.Y, size / 2)], fill, hover);

    internal static string PlotlyName(this Marker marker) => marker switch
    {
        Marker.Square => "square",
        Marker.Triangle => "triangle-up",
        Marker.Diamond => "diamond",
        Marker.Cross => "cross",
        _ => "circle",
    };

    // Of about the same area each.
    private static IEnumerable<Point> Points(this Marker marker, double x, double y, double r) => marker switch
    {
        Marker.Square => [new(x - .88 * r, y - .88 * r), new(x + .88 * r, y - .88 * r), new(x + .88 * r, y + .88 * r), new(x - .88 * r, y + .88 * r)],
        Marker.Triangle => [new(x, y - 1.3 * r), new(x + 1.2 * r, y + .8 * r), new(x - 1.2 * r, y + .8 * r)],
        Marker.Diamond => [new(x, y - 1.3 * r), new(x + 1.3 * r, y), new(x, y + 1.3 * r), new(x - 1.3 * r, y)],
        Marker.Cross => new (double X, double Y)[] { (-1, -3), (1, -3), (1, -1), (3, -1), (3, 1), (1, 1), (1, 3), (-1, 3), (-1, 1), (-3, 1), (-3, -1), (-1, -1) }
            .Select(p => new Point(x + p.X * r * .42, y + p.Y * r * .42)),
        _ => Outline.Rounded(x - r, y - r, 2 * r, 2 * r, r),
    };
}
