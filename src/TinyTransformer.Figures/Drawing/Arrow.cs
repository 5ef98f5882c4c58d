namespace TinyTransformer;

// A straight arrow, level or upright.
internal static class Arrow
{
    private const double Head = 5;

    internal static IEnumerable<Shape> Between(Point from, Point to, Paint paint, double width = 1.6)
    {
        var (dx, dy) = (Math.Sign(to.X - from.X) * Head, Math.Sign(to.Y - from.Y) * Head);
        yield return new Polyline([from, to], paint, width);
        yield return new Polyline([new(to.X - dx - dy, to.Y - dy - dx), to, new(to.X - dx + dy, to.Y - dy + dx)], paint, width);
    }
}
