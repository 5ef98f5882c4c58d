namespace TinyTransformer;

// The layout of a heatmap. From the top: title, name of the columns, their labels, the cells; left of the cells the name and labels of the
// rows, right of them the colour bar; below, a key to hatched and undefined cells where there are any.
internal sealed class HeatmapScene
{
    internal static readonly Rgb NotFinite = new(0xe0, 0x2a, 0x8b); // a magenta that is in neither scale: it should alarm
    private const double Padding = Heading.Padding;
    private const double AxisSize = 13, SmallSize = 12;
    private const double BarGap = 22, BarWidth = 14, MinBarHeight = 64;
    private const double MaxLabelWidth = 130;

    private static readonly int[] EasySteps = [1, 2, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100];
    private readonly Heatmap _map;
    private readonly double _low, _high;
    private readonly double _cell, _gap, _valueSize, _labelSize;
    private readonly string[] _rowLabels, _columnLabels; // visible and cut to fit
    private readonly int _rowStep, _columnStep; // every n-th label is drawn
    private readonly int _angle; // of the column labels
    private readonly List<Shape> _shapes = [];

    internal HeatmapScene(Heatmap map)
    {
        _map = map;
        (_low, _high) = map.Ends();
        _cell = map.CellSize ?? CellSize(Math.Max(map.Rows, map.Columns));
        if (map.ShowsValues)
        {
            var widest = HeatmapCells.WidestValue(map);
            _cell = Math.Max(_cell, Math.Ceiling(9 * widest + 10));
            _valueSize = Math.Min(_cell * 0.29, (_cell - 10) / widest);
        }
        _gap = _cell >= 30 ? 2 : _cell >= 14 ? 1 : 0;
        _labelSize = _cell >= 44 ? 15 : _cell >= 24 ? 13 : 11;
        _rowLabels = [.. Enumerable.Range(0, map.Rows).Select(i => Fitted(map.RowLabel(i)))];
        _columnLabels = [.. Enumerable.Range(0, map.Columns).Select(i => Fitted(map.ColumnLabel(i)))];
        _rowStep = Step(_labelSize * 1.05 / _cell);
        (_angle, _columnStep) = Slant();
    }

    internal Scene Draw()
    {
        var plotWidth = _map.Columns * _cell - _gap;
        var plotHeight = _map.Rows * _cell - _gap;
        var barHeight = Math.Max(plotHeight, MinBarHeight);
        var left = Math.Ceiling(Padding + AxisSize + 10 + Widest(_rowLabels) + 10);
        var ticks = Ticks(barHeight);
        var barLeft = left + plotWidth + BarGap;
        var right = Math.Max(barLeft + BarWidth + 8 + ticks.Max(t => StrokeFont.Width(t.Text, SmallSize)), left + Overhang());
        var (headingRight, top) = Heading.Draw(_shapes, _map.Title, right);
        right = Math.Max(right, headingRight);

        AxisTitle(_map.ColumnTitle, left + plotWidth / 2, top + AxisSize * 0.8, 0, Math.Max(plotWidth, right - left));
        top = Math.Ceiling(top + AxisSize + 8 + LabelHeight()); // whole pixels: crisp edges at natural size
        AxisTitle(_map.RowTitle, Padding + AxisSize * 0.8, top + plotHeight / 2, -90, barHeight);

        Labels(left, top);
        new HeatmapCells(_map, _cell, _gap, _valueSize).Draw(_shapes, left, top);
        Bar(barLeft, top, ticks, barHeight);
        var (keyRight, bottom) = Key(left, top + barHeight);
        return new Scene(Math.Max(right, keyRight) + Padding, bottom + Padding, Description(), _shapes);
    }

    private static double CellSize(int cells) => cells switch
    {
        <= 4 => 68,
        <= 6 => 60,
        <= 8 => 52,
        <= 12 => 44,
        <= 16 => 34,
        <= 24 => 26,
        <= 32 => 20,
        <= 48 => 15,
        _ => Math.Max(1, Math.Floor(760.0 / cells)),
    };

    private string Fitted(string label) => StrokeFont.Fit(Label.Visible(label), _labelSize, MaxLabelWidth);

    private double Widest(IEnumerable<string> labels) => labels.Max(label => StrokeFont.Width(label, _labelSize));

    // The next count that is easy to follow, for labels of which one fills so many cells.
    private static int Step(double cells) => EasySteps.First(n => n >= cells || n == EasySteps[^1]);

    private (int Angle, int Step) Slant()
    {
        if (Widest(_columnLabels) <= _cell - 4)
        {
            return (0, 1);
        }

        var isNumbered = _map.ColumnLabels is null;
        if (isNumbered && Step((Widest(_columnLabels) + 6) / _cell) is var step)
        {
            return (0, step);
        }

        return _cell * 0.707 >= _labelSize ? (-45, 1) : (-90, Step(_labelSize * 1.05 / _cell));
    }

    private double LabelHeight() => _angle switch
    {
        0 => _labelSize + 8,
        -45 => (Widest(_columnLabels) + _labelSize * 0.7) * 0.7072 + 8,
        _ => Widest(_columnLabels) + 8,
    };

    // How far the slanted labels reach, from the left edge of the cells.
    private double Overhang() => _angle == -45
        ? _columnLabels.Select((label, i) => (i + 0.5) * _cell + (StrokeFont.Width(label, _labelSize) + 4) * 0.7072).Max()
        : 0;

    private void AxisTitle(string title, double x, double y, int angle, double room)
    {
        var full = Label.Visible(title);
        _shapes.Add(new Text(x, y, StrokeFont.Fit(full, AxisSize, room), AxisSize, Paint.Ink(0.66)) { Anchor = Anchor.Middle, Angle = angle, Hover = full });
    }

    private void Labels(double left, double top)
    {
        for (var row = 0; row < _map.Rows; row += _rowStep)
        {
            _shapes.Add(new Text(left - 10, Text.BaselineAt(top + row * _cell + Side / 2, _labelSize), _rowLabels[row], _labelSize, Paint.Ink())
            {
                Anchor = Anchor.End,
                Hover = Label.Named(_map.RowLabel(row)),
            });
        }

        for (var column = 0; column < _map.Columns; column += _columnStep)
        {
            // Turned text starts at its cell, its middle line through the cell's.
            var middle = left + column * _cell + Side / 2;
            var shift = StrokeFont.CapHeight / 2 * _labelSize;
            var (x, y) = _angle switch { 0 => (middle, top - 9), -45 => (middle + shift * 0.7072, top - 7 + shift * 0.2), _ => (middle + shift, top - 8) };
            _shapes.Add(new Text(x, y, _columnLabels[column], _labelSize, Paint.Ink())
            {
                Anchor = _angle == 0 ? Anchor.Middle : Anchor.Start,
                Angle = _angle,
                Hover = Label.Named(_map.ColumnLabel(column)),
            });
        }
    }

    private double Side => _cell - _gap;

    private (double Value, string Text)[] Ticks(double height)
    {
        var parts = height >= 150 ? 4 : 2;
        var values = Enumerable.Range(0, parts + 1).Select(i => _low + (_high - _low) * i / parts);
        return [.. values.Select(v => (v, Invariant.Tick(v)))];
    }

    private void Bar(double x, double top, (double Value, string Text)[] ticks, double height)
    {
        // Steps of whole pixels; the highest value on top.
        var steps = (int)Math.Min(50, height / 2);
        for (var i = 0; i < steps; i++)
        {
            var (from, to) = (Math.Round(height * i / steps), Math.Round(height * (i + 1) / steps));
            _shapes.Add(new Box(x, top + from, BarWidth, to - from, Paint.Fixed(_map.Scale.Colours.At(1 - (i + 0.5) / steps))) { Abuts = true });
        }
        foreach (var (value, text) in ticks)
        {
            var y = top + height * (_high - value) / (_high - _low);
            _shapes.Add(new Text(x + BarWidth + 7, Text.BaselineAt(Math.Clamp(y, top + 5, top + height - 5), SmallSize), text, SmallSize, Paint.Ink(0.8)));
        }
    }

    private (double Right, double Bottom) Key(double left, double bottom)
    {
        const double swatch = 14;
        var (x, y) = (left, bottom + 12);
        if (_map.HasMasked)
        {
            _shapes.Add(new Box(x, y, swatch, swatch, HeatmapCells.Masked));
            _shapes.Add(HeatmapCells.Hatch(x, y, swatch, swatch));
            Name("masked");
        }
        if (_map.HasNotFinite)
        {
            _shapes.Add(new Box(x, y, swatch, swatch, Paint.Fixed(NotFinite)));
            Name("not a finite number");
        }
        return x == left ? (left, bottom) : (x - 18, y + swatch);

        void Name(string text)
        {
            _shapes.Add(new Text(x + swatch + 7, Text.BaselineAt(y + swatch / 2, SmallSize), text, SmallSize, Paint.Ink(0.8)));
            x += swatch + 7 + StrokeFont.Width(text, SmallSize) + 18;
        }
    }

    private string Description() => Heading.Describe(
        _map.Title, $"{_map.Rows} × {_map.Columns} heatmap, rows: {Label.Visible(_map.RowTitle)}, columns: {Label.Visible(_map.ColumnTitle)}");
}
