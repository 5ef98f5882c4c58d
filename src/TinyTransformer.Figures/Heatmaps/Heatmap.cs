namespace TinyTransformer;

/// <summary>
/// A matrix of attention as coloured cells: each row is a query, each column a key, so a row shows where its token looks. Masked cells are
/// hatched, never drawn as zero. Labels are tokens; invisible characters in them are made visible (␣, ⏎, \u0007).
/// </summary>
public sealed class Heatmap : Figure
{
    private const int MaxSide = 512; // below one logical pixel a cell cannot be seen
    private const double Slack = 1e-6; // float rounding may carry a softmax a little beyond 1
    private readonly double[,] _values;
    private readonly int? _decimals, _cellSize;
    private readonly string[]? _rowLabels, _columnLabels;
    private readonly bool[,]? _mask;

    /// <summary>A heatmap of values[query, key].</summary>
    /// <param name="values">(queries, keys), each 1 to 512. In a signed map −∞ counts as masked. NaN is drawn and named as NaN. The array is copied.</param>
    /// <exception cref="ArgumentException">No rows, no columns, or more than 512 of either.</exception>
    public Heatmap(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        (Rows, Columns) = (values.GetLength(0), values.GetLength(1));
        if (Rows == 0 || Columns == 0)
        {
            throw new ArgumentException($"values: expected at least one row and one column, got ({Rows}, {Columns})", nameof(values));
        }

        if (Math.Max(Rows, Columns) > MaxSide)
        {
            throw new ArgumentException($"values: expected at most {MaxSide} rows and columns, got ({Rows}, {Columns}); show a slice", nameof(values));
        }

        _values = (double[,])values.Clone();
    }

    // The same numbers; the others of its properties are not taken over.
    internal Heatmap(Heatmap other) => (Rows, Columns, _values) = (other.Rows, other.Columns, other._values);

    internal Heatmap On(HeatmapScale scale) => new(this)
    {
        Title = Title, RowLabels = RowLabels, ColumnLabels = ColumnLabels, RowTitle = RowTitle, ColumnTitle = ColumnTitle, Mask = Mask, ShowValues = ShowValues, Decimals = Decimals, CellSize = CellSize, Scale = scale,
    };

    // The largest magnitude that is drawn; 0 where there is none.
    internal double Largest() =>
        Cells().Where(cell => !IsMasked(cell.Row, cell.Column)).Select(cell => Math.Abs(_values[cell.Row, cell.Column])).Where(double.IsFinite).DefaultIfEmpty().Max();

    // The numbers to three digits after the point, for a small copy.
    internal Heatmap Rounded()
    {
        var rounded = new double[Rows, Columns];
        foreach (var (row, column) in Cells())
        {
            rounded[row, column] = Math.Round(_values[row, column], 3);
        }

        return new Heatmap(rounded);
    }

    /// <inheritdoc cref="Heatmap(double[,])"/>
    public Heatmap(float[,] values) : this(Widen(values))
    {
    }

    /// <summary>One label for each row, from the top; the row's number (from 0) where null.</summary>
    /// <exception cref="ArgumentException">Not as many labels as rows.</exception>
    public IReadOnlyList<string>? RowLabels { get => _rowLabels; init => _rowLabels = Checked(value, Rows, nameof(RowLabels), "rows"); }

    /// <summary>One label for each column, from the left; the column's number (from 0) where null.</summary>
    /// <exception cref="ArgumentException">Not as many labels as columns.</exception>
    public IReadOnlyList<string>? ColumnLabels { get => _columnLabels; init => _columnLabels = Checked(value, Columns, nameof(ColumnLabels), "columns"); }

    /// <summary>What a row is.</summary>
    /// <exception cref="ArgumentNullException">Null; an empty text is none.</exception>
    public string RowTitle { get; init => field = value ?? throw new ArgumentNullException(nameof(RowTitle)); } = "query";

    /// <summary>What a column is.</summary>
    /// <exception cref="ArgumentNullException">Null; an empty text is none.</exception>
    public string ColumnTitle { get; init => field = value ?? throw new ArgumentNullException(nameof(ColumnTitle)); } = "key";

    /// <summary>(queries, keys); true where the query may not look at the key. The value in such a cell is never shown. The array is copied.</summary>
    /// <exception cref="ArgumentException">Another shape than the values.</exception>
    public bool[,]? Mask
    {
        get => _mask;
        init => _mask = value is null || (value.GetLength(0) == Rows && value.GetLength(1) == Columns)
            ? (bool[,]?)value?.Clone()
            : throw new ArgumentException($"Mask: expected ({Rows}, {Columns}), got ({value.GetLength(0)}, {value.GetLength(1)})", nameof(value));
    }

    /// <summary>
    /// The numbers that the colours stand for. A value beyond the scale's ends is an ArgumentOutOfRangeException when the figure is rendered: a colour
    /// clamped in silence would lie.
    /// </summary>
    public HeatmapScale Scale { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = HeatmapScale.Pattern;

    /// <summary>Whether each cell shows its number; null: where there are at most 80 cells, and 12 in a row or column.</summary>
    public bool? ShowValues { get; init; }

    /// <summary>Digits after the point in cells and text, 0 to 9 (a tooltip shows two more); null: 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above 9.</exception>
    public int? Decimals
    {
        get => _decimals;
        init => _decimals = value is null or (>= 0 and <= 9)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), $"Decimals: expected 0 to 9, got {value.Value.ToString(Invariant.Culture)}");
    }

    /// <summary>Pixels of a cell's side, 8 to 100, where several maps have to go beside each other; it grows where a number would not fit. Null: the larger, the fewer cells.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 8 or above 100.</exception>
    public int? CellSize { get => _cellSize; init => _cellSize = value is { } size ? Guard.InRange(size, 8, 100, nameof(CellSize)) : null; }

    internal int Rows { get; }

    internal int Columns { get; }

    internal int Digits => Decimals ?? 2;

    internal bool ShowsValues => ShowValues ?? (Math.Max(Rows, Columns) <= 12 && Rows * Columns <= 80);

    internal double this[int row, int column] => _values[row, column];

    internal bool HasMasked => Cells().Any(cell => IsMasked(cell.Row, cell.Column));

    internal bool HasNotFinite => Cells().Any(cell => IsNotFinite(cell.Row, cell.Column));

    /// <inheritdoc/>
    public override string ToPlotlyJson() => HeatmapPlotly.Write(this);

    /// <inheritdoc/>
    public override string ToText() => HeatmapText.Write(this);

    internal override Scene Draw() => new HeatmapScene(this).Draw();

    internal bool IsMasked(int row, int column) =>
        (_mask is not null && _mask[row, column]) || (Scale.IsSigned && double.IsNegativeInfinity(_values[row, column]));

    internal bool IsNotFinite(int row, int column) => !IsMasked(row, column) && !double.IsFinite(_values[row, column]);

    internal bool HasRowLabels => _rowLabels is not null;

    internal bool HasColumnLabels => _columnLabels is not null;

    internal string RowLabel(int row) => _rowLabels?[row] ?? row.ToString(Invariant.Culture);

    internal string ColumnLabel(int column) => _columnLabels?[column] ?? column.ToString(Invariant.Culture);

    internal string Hover(int row, int column)
    {
        var value = IsMasked(row, column) ? "masked" : Invariant.Fixed(_values[row, column], Digits + 2);
        return $"{Label.Named(RowLabel(row))} → {Label.Named(ColumnLabel(column))}: {value}";
    }

    // How sharply the rows look at one column: 1 for a single one, 1/columns for all alike. Masked cells do not count.
    internal double MeanOfRowsLargest() => Enumerable.Range(0, Rows).Average(row =>
        Enumerable.Range(0, Columns).Where(column => !IsMasked(row, column)).Select(column => _values[row, column]).DefaultIfEmpty().Max());

    // The ends of the colour scale, once every cell is known to lie between them. At rendering, because an initializer sets scale and mask in any order.
    internal (double Low, double High) Ends()
    {
        var (low, high) = Scale.Ends(Largest());
        var slack = Slack * high;
        foreach (var (row, column) in Cells())
        {
            if (!IsMasked(row, column) && (_values[row, column] < low - slack || (_values[row, column] > high + slack && !(Scale.IsSigned && double.IsPositiveInfinity(_values[row, column])))))
            {
                throw OutOfRange(row, column, low, high);
            }
        }

        return (low, high);
    }

    private ArgumentOutOfRangeException OutOfRange(int row, int column, double low, double high)
    {
        var cure = Scale.IsSigned ? "use HeatmapScale.Signed or a larger limit" : "for scores use Scale = HeatmapScale.Signed";
        var place = $"[{row}, {column}] ({Label.Named(RowLabel(row))} → {Label.Named(ColumnLabel(column))})";
        return new(paramName: null, $"values{place}: expected {Invariant.Full(low)} to {Invariant.Full(high)}, got {Invariant.Full(_values[row, column])}; {cure}");
    }

    private IEnumerable<(int Row, int Column)> Cells()
    {
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                yield return (row, column);
            }
        }
    }

    private static string[]? Checked(IReadOnlyList<string>? labels, int count, string name, string what)
    {
        if (labels is null)
        {
            return null;
        }

        if (labels.Count != count)
        {
            throw new ArgumentException($"{name}: expected {count} labels for {count} {what}, got {labels.Count}", name);
        }

        for (var i = 0; i < count; i++)
        {
            if (labels[i] is null)
            {
                throw new ArgumentException($"{name}[{i}]: expected a label, got null", name);
            }
        }

        return [.. labels];
    }

    private static double[,] Widen(float[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var wide = new double[values.GetLength(0), values.GetLength(1)];
        for (var i = 0; i < wide.GetLength(0); i++)
        {
            for (var j = 0; j < wide.GetLength(1); j++)
            {
                wide[i, j] = Invariant.Widen(values[i, j]);
            }
        }

        return wide;
    }
}
