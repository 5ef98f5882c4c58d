namespace TinyTransformer;

// The layout of a chain: blocks in lines, the middles of the matrices of a line at one height. A block is a matrix with its name and column labels above,
// its row labels to the left and its shape below; before it stands the arrow or sign that leads to it.
internal sealed class MatrixChainScene(MatrixChain chain)
{
    private const double Width = 560, NameSize = 14, LabelSize = 12, ValueSize = 13, LinkSize = 13, SignSize = 22;
    private const double MinCell = 30, Gap = 12, LineGap = 22, MaxRowLabel = 72;
    private readonly IReadOnlyList<MatrixChain.Link> _links = chain.Links();
    private readonly List<Shape> _shapes = [];

    private sealed record Block(MatrixChain.Link Link, double Cell, double LinkWidth, double LabelWidth, double Above)
    {
        internal Heatmap Matrix => Link.Matrix;

        internal double MatrixWidth => Matrix.Columns * Cell;

        internal double MatrixHeight => Matrix.Rows * Cell;

        internal double Width => LinkWidth + Math.Max(LabelWidth + MatrixWidth, TextWrap.Width(Name, NameSize));

        internal string Name => Label.Visible(Matrix.Title ?? "");
    }

    internal Scene Draw()
    {
        var (headingRight, top) = Heading.Draw(_shapes, chain.Title, Width);
        var (right, y) = (headingRight, Math.Ceiling(top));
        foreach (var line in Lines([.. _links.Select(Measure)]))
        {
            var middle = y + line.Max(block => block.Above + block.MatrixHeight / 2);
            var x = Heading.Padding;
            foreach (var block in line)
            {
                Draw(block, x, Math.Round(middle - block.MatrixHeight / 2));
                x += Math.Ceiling(block.Width + Gap);
            }

            right = Math.Max(right, x - Gap);
            y = middle + line.Max(block => block.MatrixHeight / 2) + LabelSize + 8 + LineGap;
        }

        y -= LineGap - 4;
        if (_links.Any(link => link.Matrix.HasMasked))
        {
            _shapes.Add(new Box(Heading.Padding, y + 6, 14, 14, HeatmapCells.Masked));
            _shapes.Add(HeatmapCells.Hatch(Heading.Padding, y + 6, 14, 14));
            _shapes.Add(new Text(Heading.Padding + 21, Text.BaselineAt(y + 13, LabelSize), "masked", LabelSize, Paint.Ink(0.8)));
            y += 20;
        }

        var names = string.Join(", ", _links.Select(link => $"{Label.Visible(link.Text)} {Label.Visible(link.Matrix.Title ?? "")} ({link.Matrix.Rows} × {link.Matrix.Columns})".Trim()));
        return new Scene(right + Heading.Padding, y + Heading.Padding, Heading.Describe(chain.Title, $"matrices: {names}"), _shapes);
    }

    private static Block Measure(MatrixChain.Link link)
    {
        var map = link.Matrix;
        var cell = map.ShowsValues ? Math.Max(MinCell, Math.Ceiling(ValueSize * HeatmapCells.WidestValue(map) + 10)) : Math.Clamp(Math.Floor(200.0 / Math.Max(map.Rows, map.Columns)), 2, MinCell);
        var labels = map.HasRowLabels && cell >= LabelSize ? Enumerable.Range(0, map.Rows).Max(row => StrokeFont.Width(RowLabel(map, row), LabelSize)) + 8 : 0;
        var text = Label.Visible(link.Text);
        var link2 = text.Length == 0 ? 0 : link.IsArrow ? Math.Max(46, StrokeFont.Width(text, LinkSize) + 18) : StrokeFont.Width(text, SignSize);
        return new Block(link, cell, link2 + (link2 > 0 ? Gap : 0), labels, (string.IsNullOrEmpty(map.Title) ? 0 : NameSize + 10) + (ShowsColumnLabels(map, cell) ? LabelSize + 6 : 0));
    }

    private static bool ShowsColumnLabels(Heatmap map, double cell) => map.HasColumnLabels && cell >= 26;

    private static string RowLabel(Heatmap map, int row) => StrokeFont.Fit(Label.Visible(map.RowLabel(row)), LabelSize, MaxRowLabel);

    // As many blocks a line as fit; a sign does not begin a line where its left operand can come with it.
    private static List<List<Block>> Lines(IReadOnlyList<Block> blocks)
    {
        var lines = new List<List<Block>> { new() };
        foreach (var block in blocks)
        {
            if (lines[^1].Count > 0 && lines[^1].Sum(b => b.Width + Gap) + block.Width > Width)
            {
                lines.Add([]);
            }

            lines[^1].Add(block);
        }

        return lines;
    }

    private void Draw(Block block, double x, double y)
    {
        var map = block.Matrix;
        if (block.LinkWidth > 0)
        {
            DrawLink(block, x, y + block.MatrixHeight / 2);
        }

        var left = Math.Round(x + block.LinkWidth + block.LabelWidth);
        if (block.Name.Length > 0)
        {
            _shapes.Add(new Text(left, y - block.Above + NameSize, block.Name, NameSize, Paint.Ink()) { Bold = true });
        }

        for (var column = 0; column < map.Columns && ShowsColumnLabels(map, block.Cell); column++)
        {
            var full = Label.Visible(map.ColumnLabel(column));
            _shapes.Add(new Text(left + (column + 0.5) * block.Cell, y - 6, StrokeFont.Fit(full, LabelSize, block.Cell - 2), LabelSize, Paint.Ink(0.8)) { Anchor = Anchor.Middle, Hover = full });
        }

        for (var row = 0; row < map.Rows && block.LabelWidth > 0; row++)
        {
            _shapes.Add(new Text(left - 7, Text.BaselineAt(y + (row + 0.5) * block.Cell, LabelSize), RowLabel(map, row), LabelSize, Paint.Ink(0.8)) { Anchor = Anchor.End, Hover = Label.Named(map.RowLabel(row)) });
        }

        new HeatmapCells(map, block.Cell, block.Cell >= 14 ? 1 : 0, ValueSize).Draw(_shapes, left, y);
        _shapes.Add(new Text(left, y + block.MatrixHeight + 5 + LabelSize, $"{map.Rows} × {map.Columns}", LabelSize, Paint.Ink(0.66)));
    }

    private void DrawLink(Block block, double x, double middle)
    {
        var text = Label.Visible(block.Link.Text);
        var end = x + block.LinkWidth - Gap;
        if (!block.Link.IsArrow)
        {
            _shapes.Add(new Text((x + end) / 2, Text.BaselineAt(middle, SignSize), text, SignSize, Paint.Ink()) { Anchor = Anchor.Middle });
            return;
        }

        _shapes.Add(new Text((x + end) / 2, middle - 9, text, LinkSize, Paint.Ink()) { Anchor = Anchor.Middle });
        _shapes.AddRange(Arrow.Between(new Point(x + 2, middle), new Point(end, middle), Paint.Ink(0.7)));
    }
}
