namespace TinyTransformer;

// Straight arrows: Between is level or upright, Straight goes any way.
internal static class Arrow
{
    private const double Head = 5;

    internal static IEnumerable<Shape> Between(Point from, Point to, Paint paint, double width = 1.6)
    {
        var (dx, dy) = (Math.Sign(to.X - from.X) * Head, Math.Sign(to.Y - from.Y) * Head);
        yield return new Polyline([from, to], paint, width);
        yield return new Polyline([new(to.X - dx - dy, to.Y - dy - dx), to, new(to.X - dx + dy, to.Y - dy + dx)], paint, width);
    }

    /// <summary>From one point to another, leaving room around both. Points that lie too near each other have no arrow.</summary>
    internal static IEnumerable<Shape> Straight(Point from, Point to, double room, Paint paint, double width, string? hover = null)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Sqrt(dx * dx + dy * dy);
        if (length < 2 * room + Head)
        {
            yield break;
        }

        var (ux, uy) = (dx / length, dy / length);
        Point tip = new(to.X - room * ux, to.Y - room * uy);
        const double spread = 0.6; // of the head: its half width against its length
        yield return new Polyline([new(from.X + room * ux, from.Y + room * uy), tip], paint, width, hover);
        yield return new Polyline([Wing(1), tip, Wing(-1)], paint, width);

        Point Wing(int side) => new(tip.X - 1.4 * Head * (ux - side * spread * -uy), tip.Y - 1.4 * Head * (uy - side * spread * ux));
    }
}
