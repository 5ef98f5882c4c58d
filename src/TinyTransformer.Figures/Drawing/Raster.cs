namespace TinyTransformer;

// Pixels, and the three things that are drawn on them: a box, a polygon, and a line with round ends. Edges are anti-aliased in quarters: at twice the logical
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

    /// <summary>Fills a polygon. Of each pixel it takes four lines, and on each the exact share that is inside.</summary>
    internal void Fill(IReadOnlyList<Point> polygon, Rgb colour, double opacity)
    {
        const int lines = 4;
        var (top, bottom) = (Clamp(Math.Floor(polygon.Min(p => p.Y)), Height), Clamp(Math.Ceiling(polygon.Max(p => p.Y)), Height));
        var covered = new double[Width];
        for (var y = top; y < bottom; y++)
        {
            Array.Clear(covered);
            for (var line = 0; line < lines; line++)
            {
                var crossings = Crossings(polygon, y + (line + 0.5) / lines);
                for (var i = 0; i + 1 < crossings.Length; i += 2)
                {
                    var (from, to) = (Math.Clamp(crossings[i], 0, Width), Math.Clamp(crossings[i + 1], 0, Width));
                    for (var x = (int)from; x < to; x++)
                    {
                        covered[x] += (Math.Min(to, x + 1) - Math.Max(from, x)) / lines;
                    }
                }
            }

            for (var x = 0; x < Width; x++)
            {
                Blend(y * Width + x, covered[x], colour, opacity);
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
            Blend(pixel, covered, colour, opacity);
        }
    }

    private void Blend(int pixel, double covered, Rgb colour, double opacity)
    {
        if (Math.Round(covered * 4) / 4 is > 0 and var step)
        {
            _pixels[pixel] = _pixels[pixel].Under(colour, step * opacity);
        }
    }

    private static double[] Crossings(IReadOnlyList<Point> polygon, double y)
    {
        var crossings = new List<double>();
        for (var i = 0; i < polygon.Count; i++)
        {
            var (a, b) = (polygon[i], polygon[(i + 1) % polygon.Count]);
            if (a.Y <= y != b.Y <= y)
            {
                crossings.Add(a.X + (y - a.Y) / (b.Y - a.Y) * (b.X - a.X));
            }
        }

        crossings.Sort();
        return [.. crossings];
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
