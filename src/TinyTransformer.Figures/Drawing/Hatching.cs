namespace TinyTransformer;

// Diagonal lines that fill a box. All lie on one grid of the page, so that neighbouring boxes join into one hatched area.
internal static class Hatching
{
    internal static IEnumerable<Segment> Of(double x, double y, double width, double height, double spacing)
    {
        for (var sum = Math.Ceiling((x + y) / spacing) * spacing; sum < x + y + width + height; sum += spacing)
        {
            // On a line of this grid every point has x + y = sum.
            var (left, right) = (Math.Max(x, sum - y - height), Math.Min(x + width, sum - y));
            if (right - left > 0.5)
            {
                yield return new Segment(left, sum - left, right, sum - right);
            }
        }
    }
}
