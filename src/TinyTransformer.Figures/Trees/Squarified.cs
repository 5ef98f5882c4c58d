namespace TinyTransformer;

// Fields of given sizes in a rectangle, as near to squares as can be. Source: Bruls, Huizing and van Wijk, "Squarified Treemaps" (2000).
internal static class Squarified
{
    internal readonly record struct Field(double X, double Y, double Width, double Height)
    {
        internal Field Inside(double left, double top, double right, double bottom) =>
            new(X + left, Y + top, Math.Max(0, Width - left - right), Math.Max(0, Height - top - bottom));
    }

    /// <summary>One field for each size, in their order. The sizes fall, and are above 0.</summary>
    internal static IReadOnlyList<Field> Lay(IReadOnlyList<double> sizes, Field into)
    {
        var scale = into.Width * into.Height / sizes.Sum();
        var areas = sizes.Select(size => size * scale).ToArray();
        var fields = new List<Field>();
        while (fields.Count < areas.Length)
        {
            // A line along the shorter side takes one more field as long as its worst shape does not get worse.
            var (first, side, count) = (fields.Count, Math.Min(into.Width, into.Height), 1);
            while (first + count < areas.Length && Worst(areas.AsSpan(first, count + 1), side) <= Worst(areas.AsSpan(first, count), side))
            {
                count++;
            }

            into = LayLine(areas.AsSpan(first, count), into, fields);
        }

        return fields;
    }

    private static double Worst(ReadOnlySpan<double> areas, double side)
    {
        var (sum, largest, smallest) = (0.0, 0.0, double.PositiveInfinity);
        foreach (var area in areas)
        {
            (sum, largest, smallest) = (sum + area, Math.Max(largest, area), Math.Min(smallest, area));
        }

        return Math.Max(side * side * largest / (sum * sum), sum * sum / (side * side * smallest));
    }

    private static Field LayLine(ReadOnlySpan<double> areas, Field into, List<Field> fields)
    {
        var sum = 0.0;
        foreach (var area in areas)
        {
            sum += area;
        }

        var isColumn = into.Width >= into.Height;
        var thickness = sum / (isColumn ? into.Height : into.Width);
        var at = 0.0;
        foreach (var area in areas)
        {
            var length = area / thickness;
            fields.Add(isColumn ? new Field(into.X, into.Y + at, thickness, length) : new Field(into.X + at, into.Y, length, thickness));
            at += length;
        }

        return isColumn
            ? new Field(into.X + thickness, into.Y, into.Width - thickness, into.Height)
            : new Field(into.X, into.Y + thickness, into.Width, into.Height - thickness);
    }
}
