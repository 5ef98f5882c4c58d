namespace TinyTransformer;

// A scene as a PNG of twice its logical size, for files and saved outputs. The ground is opaque white: on a dark page it reads as a card
// with black text on it, where a transparent one would show black text on black.
internal static class PngRenderer
{
    internal const int Scale = 2;
    private const double Cos45 = 0.70710678118654752;

    internal static byte[] Render(Scene scene)
    {
        var raster = new Raster((int)scene.Width * Scale, (int)scene.Height * Scale, Rgb.White);
        foreach (var shape in scene.Shapes)
        {
            switch (shape)
            {
                case Box { Radius: > 0 } b:
                    raster.Fill([.. Outline.Rounded(b.X, b.Y, b.Width, b.Height, b.Radius).Select(Scaled)], b.Fill.PngColour, b.Fill.Opacity);
                    break;
                case Box b:
                    raster.Fill(b.X * Scale, b.Y * Scale, (b.X + b.Width) * Scale, (b.Y + b.Height) * Scale, b.Fill.PngColour, b.Fill.Opacity);
                    break;
                case Strokes s:
                    raster.Stroke([.. s.Segments.Select(Scaled)], s.Width * Scale, s.Paint.PngColour, s.Paint.Opacity);
                    break;
                case Polyline p:
                    raster.Stroke([.. Outline.Dashed(p.Points, p.Dash).Select(Scaled)], p.Width * Scale, p.Paint.PngColour, p.Paint.Opacity);
                    break;
                case Area a:
                    raster.Fill([.. a.Points.Select(Scaled)], a.Fill.PngColour, a.Fill.Opacity);
                    break;
                case Mosaic m:
                    Draw(raster, m);
                    break;
                case Text t:
                    Draw(raster, t);
                    break;
            }
        }
        return PngEncoder.Encode(raster, Scale);
    }

    private static void Draw(Raster raster, Mosaic mosaic)
    {
        for (var row = 0; row < mosaic.Cells.GetLength(0); row++)
        {
            foreach (var (column, count) in mosaic.Runs(row))
            {
                var (x, y, paint) = (mosaic.X + column * mosaic.Cell, mosaic.Y + row * mosaic.Cell, mosaic.Cells[row, column]);
                raster.Fill(x * Scale, y * Scale, (x + count * mosaic.Cell) * Scale, (y + mosaic.Cell) * Scale, paint.PngColour, paint.Opacity);
            }
        }
    }

    private static Point Scaled(Point p) => new(p.X * Scale, p.Y * Scale);

    private static Segment Scaled(Segment s) => new(s.X1 * Scale, s.Y1 * Scale, s.X2 * Scale, s.Y2 * Scale);

    private static void Draw(Raster raster, Text text)
    {
        var size = text.Size * Scale;
        var shift = text.Anchor switch { Anchor.Middle => 0.5, Anchor.End => 1, _ => 0 } * StrokeFont.Width(text.Content, size);
        var (cos, sin) = text.Angle switch
        {
            0 => (1.0, 0.0),
            -45 => (Cos45, -Cos45),
            -90 => (0.0, -1.0),
            _ => throw new NotSupportedException($"Text: no angle of {text.Angle} degrees"),
        };
        var weight = (text.Bold ? StrokeFont.BoldStrokeWidth : StrokeFont.StrokeWidth) * size;
        foreach (var placed in StrokeFont.Place(text.Content))
        {
            foreach (var strokes in placed.Glyph.Lines.GroupBy(line => line.Weight))
            {
                raster.Stroke([.. strokes.SelectMany(line => Segments(line, placed.X * size - shift))], weight * strokes.Key, text.Paint.PngColour, text.Paint.Opacity);
            }
        }

        IEnumerable<Segment> Segments(Glyph.Line line, double pen)
        {
            // Level text starts each glyph on a whole pixel: the same letter looks the same everywhere, and the file is smaller.
            var origin = text.Angle == 0 ? Math.Round(text.X * Scale + pen) : text.X * Scale;
            var baseline = text.Angle == 0 ? Math.Round(text.Y * Scale) : text.Y * Scale;
            var start = text.Angle == 0 ? 0 : pen;
            var points = line.Points.Select(p => Turn(start + p.X * size / StrokeFont.UnitsPerEm, -p.Y * size / StrokeFont.UnitsPerEm)).ToArray();
            for (var i = 0; i < Math.Max(1, points.Length - 1); i++)
            {
                yield return new Segment(points[i].X, points[i].Y, points[Math.Min(i + 1, points.Length - 1)].X, points[Math.Min(i + 1, points.Length - 1)].Y);
            }

            (double X, double Y) Turn(double x, double y) => (origin + cos * x - sin * y, baseline + sin * x + cos * y);
        }
    }
}
