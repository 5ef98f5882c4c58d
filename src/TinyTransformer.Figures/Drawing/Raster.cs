namespace TinyTransformer;

// Pixels, and the two things that are drawn on them: a box, and a line with round ends. Edges are anti-aliased in quarters: at twice the logical
// size the eye wants no more, and each further step costs a fifth of the file.
internal sealed class Raster
{
    private readonly Rgb[] _pixels;

    internal Raster(int width, int height, Rgb background)
    {
        (Width, Height, _pixels) = (width, height, new Rgb[width * height]);
        Array.Fill(_pixels, background);
    }

    internal int Width { get; }

    internal int Height { get; }

    internal ReadOnlySpan<Rgb> Row(int y) => _pixels.AsSpan(y * Width, Width);

    /// <summary>Fills whole pixels; the edges are rounded to the nearest.</summary>
    internal void Fill(double x1, double y1, double x2, double y2, Rgb colour, double opacity)
    {
        var (left, right) = (Clamp(x1, Width), Clamp(x2, Width));
        var (top, bottom) = (Clamp(y1, Height), Clamp(y2, Height));
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                _pixels[y * Width + x] = _pixels[y * Width + x].Under(colour, opacity);
            }
        }
    }

    /// <summary>Draws all lines as one stroke: where two of them meet or cross nothing is painted twice.</summary>
    internal void Stroke(IReadOnlyList<Segment> segments, double width, Rgb colour, double opacity)
    {
        var coverage = new Dictionary<int, double>();
        foreach (var segment in segments)
        {
            Cover(coverage, segment, width / 2);
        }

        foreach (var (pixel, covered) in coverage)
        {
            if (Math.Round(covered * 4) / 4 is > 0 and var step)
            {
                _pixels[pixel] = _pixels[pixel].Under(colour, step * opacity);
            }
        }
    }

    private void Cover(Dictionary<int, double> coverage, Segment s, double radius)
    {
        var reach = radius + 0.5;
        var (dx, dy) = (s.X2 - s.X1, s.Y2 - s.Y1);
        var length2 = dx * dx + dy * dy;
        var (left, right) = (Math.Max(0, (int)Math.Floor(Math.Min(s.X1, s.X2) - reach)), Math.Min(Width - 1, (int)Math.Ceiling(Math.Max(s.X1, s.X2) + reach)));
        var (top, bottom) = (Math.Max(0, (int)Math.Floor(Math.Min(s.Y1, s.Y2) - reach)), Math.Min(Height - 1, (int)Math.Ceiling(Math.Max(s.Y1, s.Y2) + reach)));
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                // Distance from the pixel's middle to the nearest point of the segment.
                double px = x + 0.5 - s.X1, py = y + 0.5 - s.Y1;
                var t = length2 == 0 ? 0 : Math.Clamp((px * dx + py * dy) / length2, 0, 1);
                var (ex, ey) = (px - t * dx, py - t * dy);
                var covered = Math.Min(1, reach - Math.Sqrt(ex * ex + ey * ey));
                if (covered > 0 && covered > coverage.GetValueOrDefault(y * Width + x))
                {
                    coverage[y * Width + x] = covered;
                }
            }
        }
    }

    private static int Clamp(double edge, int limit) => Math.Clamp((int)Math.Round(edge), 0, limit);
}
