namespace TinyTransformer;

// Diagonal lines that fill a square. All lie on one grid of the page, so that neighbouring squares join into one hatched area.
internal static class Hatching
{
    internal static IEnumerable<Segment> Of(double x, double y, double side, double spacing)
    {
        for (var sum = Math.Ceiling((x + y) / spacing) * spacing; sum < x + y + 2 * side; sum += spacing)
        {
            // On a line of this grid every point has x + y = sum.
            var (left, right) = (Math.Max(x, sum - y - side), Math.Min(x + side, sum - y));
            if (right - left > 0.5)
                yield return new Segment(left, sum - left, right, sum - right);
        }
    }
}
