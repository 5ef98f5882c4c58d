namespace TinyTransformer;

// The cells of a heatmap at a size: their colours, the hatching of the masked ones, their numbers where they are shown.
internal sealed class HeatmapCells(Heatmap map, double cell, double gap, double valueSize)
{
    private const double HatchInset = 0.5; // half of a line
    private readonly (double Low, double High) _ends = map.Ends();

    internal static Paint Masked => Paint.Ink(0.1);

    /// <summary>Of the numbers, in em; at least as wide as a short one.</summary>
    internal static double WidestValue(Heatmap map)
    {
        var widest = 2.2;
        for (var row = 0; row < map.Rows; row++)
        {
            for (var column = 0; column < map.Columns; column++)
            {
                if (!map.IsMasked(row, column))
                {
                    widest = Math.Max(widest, StrokeFont.Width(Invariant.Drawn(map[row, column], map.Digits), 1));
                }
            }
        }

        return widest;
    }

    /// <summary>Diagonal lines over a box.</summary>
    internal static Strokes Hatch(double x, double y, double width, double height) =>
        HatchStrokes([.. Hatching.Of(x + HatchInset, y + HatchInset, width - 2 * HatchInset, height - 2 * HatchInset, 6)]);

    internal void Draw(List<Shape> shapes, double left, double top)
    {
        var hatch = new List<Segment>();
        var values = new List<Shape>();
        for (var row = 0; row < map.Rows; row++)
        {
            for (var column = 0; column < map.Columns; column++)
            {
                var (x, y) = (left + column * cell, top + row * cell);
                var paint = Fill(row, column);
                var width = Side + (Joins(row, column, 0, 1) ? gap : 0);
                var height = Side + (Joins(row, column, 1, 0) ? gap : 0);
                shapes.Add(new Box(x, y, width, height, paint, map.Hover(row, column)) { Abuts = gap == 0 || paint == Masked });
                if (paint == Masked)
                {
                    hatch.AddRange(HatchLines(row, column, x, y, x + width, y + height));
                }
                else if (map.ShowsValues)
                {
                    values.Add(Value(x + Side / 2, y + Side / 2, map[row, column], paint.PngColour.TextOn));
                }
            }
        }
        if (hatch.Count > 0)
        {
            shapes.Add(HatchStrokes(hatch));
        }

        shapes.AddRange(values);
    }

    private Text Value(double x, double y, double value, Rgb colour) =>
        new(x, Text.BaselineAt(y, valueSize), Invariant.Drawn(value, map.Digits), valueSize, Paint.Fixed(colour)) { Anchor = Anchor.Middle };

    // Masked neighbours have no gap between them: a masked region is one hatched area.
    private bool Joins(int row, int column, int down, int across) =>
        row + down >= 0 && row + down < map.Rows && column + across >= 0 && column + across < map.Columns
        && map.IsMasked(row, column) && map.IsMasked(row + down, column + across);

    // Up to the neighbour where the area goes on, short of the edge where it ends: a line's cap would stick out.
    private IEnumerable<Segment> HatchLines(int row, int column, double left, double top, double right, double bottom)
    {
        left += Joins(row, column, 0, -1) ? 0 : HatchInset;
        top += Joins(row, column, -1, 0) ? 0 : HatchInset;
        right -= Joins(row, column, 0, 1) ? 0 : HatchInset;
        bottom -= Joins(row, column, 1, 0) ? 0 : HatchInset;
        return Hatching.Of(left, top, right - left, bottom - top, HatchSpacing);
    }

    /// <summary>The paint of a cell; with fewer levels more neighbours are alike.</summary>
    internal Paint Fill(int row, int column, int levels = ColourScale.Levels - 1) =>
        map.IsMasked(row, column) ? Masked
        : map.IsNotFinite(row, column) ? Paint.Fixed(HeatmapScene.NotFinite)
        : Paint.Fixed(map.Scale.Colours.At(Math.Round((map[row, column] - _ends.Low) / (_ends.High - _ends.Low) * levels) / levels));

    private double HatchSpacing => cell >= 24 ? 8 : 6;

    private double Side => cell - gap;

    private static Strokes HatchStrokes(List<Segment> lines) => new(lines, Paint.Ink(0.36), 1);
}
