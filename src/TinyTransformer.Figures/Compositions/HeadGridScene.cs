namespace TinyTransformer;

// The layout of a head grid: the thumbnails with their numbers, and the enlarged map to their right, its cells as small as they may be for that; else below.
internal sealed class HeadGridScene(HeadGrid grid)
{
    private const double Thumb = 76, Gap = 10, LabelSize = 13, Widest = 900;
    private const int ThumbLevels = 40; // even, so that a signed scale keeps its zero
    private static readonly int?[] s_cellSizes = [null, 32, 28, 24, 20];
    private readonly List<Shape> _shapes = [];

    internal Scene Draw()
    {
        var heads = grid.Heads;
        var first = heads[0][0];
        var cell = Math.Max(1, Math.Floor(Thumb / Math.Max(first.Rows, first.Columns)));
        var (width, height, columns) = (cell * first.Columns, cell * first.Rows, heads.Max(layer => layer.Count));
        var labels = Enumerable.Range(0, heads.Count).Max(l => StrokeFont.Width($"layer {l}", LabelSize)) + 10;
        var step = Math.Max(width, StrokeFont.Width($"head {columns - 1}", LabelSize)) + Gap;
        var left = Math.Ceiling(Heading.Padding + labels);
        var gridRight = left + columns * step - Gap;
        var enlarged = s_cellSizes.Select(Enlarged).FirstOrDefault(IsBeside) ?? Enlarged(cellSize: null);
        var isBeside = IsBeside(enlarged);
        var (headingRight, top) = Heading.Draw(_shapes, grid.Title, isBeside ? gridRight + enlarged.Width : Math.Max(gridRight, enlarged.Width));
        top = Math.Ceiling(top);

        for (var h = 0; h < columns; h++)
        {
            _shapes.Add(new Text(left + h * step + width / 2, top + LabelSize * 0.85, $"head {h}", LabelSize, Paint.Ink(0.8)) { Anchor = Anchor.Middle });
        }

        var y = top + LabelSize + 8;
        for (var l = 0; l < heads.Count; l++, y += height + Gap)
        {
            _shapes.Add(new Text(left - 10, Text.BaselineAt(y + height / 2, LabelSize), $"layer {l}", LabelSize, Paint.Ink(0.8)) { Anchor = Anchor.End });
            for (var h = 0; h < heads[l].Count; h++)
            {
                Draw(heads[l][h], left + h * step, y, cell, isEnlarged: (l, h) == grid.Enlarged);
            }
        }

        var (x0, y0) = isBeside ? (gridRight + Gap, top - Heading.Padding + 2) : (0, y);
        _shapes.AddRange(enlarged.Shapes.Select(shape => shape.Moved(x0, y0)));
        var right = Math.Max(Math.Max(gridRight, headingRight) + Heading.Padding, x0 + enlarged.Width);
        var what = $"attention of {heads.Count} layers and {columns} heads, {first.Rows} × {first.Columns} each; enlarged {HeadGrid.Name(grid.Enlarged.Layer, grid.Enlarged.Head)}";
        return new Scene(right, Math.Max(y - Gap + Heading.Padding, y0 + enlarged.Height), Heading.Describe(grid.Title, what), _shapes);

        Scene Enlarged(int? cellSize) => grid.Head(grid.Enlarged.Layer, grid.Enlarged.Head, cellSize).Draw();
        bool IsBeside(Scene map) => gridRight + Heading.Padding + map.Width <= Widest;
    }

    private void Draw(Heatmap map, double x, double y, double cell, bool isEnlarged)
    {
        var cells = new HeatmapCells(map, cell, 0, 0);
        var paints = new Paint[map.Rows, map.Columns];
        for (var row = 0; row < map.Rows; row++)
        {
            for (var column = 0; column < map.Columns; column++)
            {
                paints[row, column] = cells.Fill(row, column, ThumbLevels);
            }
        }

        _shapes.Add(new Mosaic(x, y, cell, paints, $"{map.Title}: each row's largest number is {Invariant.Fixed(map.MeanOfRowsLargest(), 2)} on average"));
        var (width, height, out1) = (cell * map.Columns, cell * map.Rows, isEnlarged ? 2.5 : 0.5);
        Point[] frame = [new(x - out1, y - out1), new(x + width + out1, y - out1), new(x + width + out1, y + height + out1), new(x - out1, y + height + out1), new(x - out1, y - out1)];
        _shapes.Add(new Polyline(frame, Paint.Ink(isEnlarged ? 1 : 0.35), isEnlarged ? 2.5 : 1));
    }
}
