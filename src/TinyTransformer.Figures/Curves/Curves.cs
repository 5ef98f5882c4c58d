namespace TinyTransformer;

/// <summary>
/// Lines over two axes: losses, learning rates, norms. Each line is named at its end, and told from the others by colour, dashes and markers. NaN
/// is a gap with a mark below it, ±∞ a mark at the edge: a broken training run looks broken.
/// </summary>
public sealed class Curves : Figure
{
    private const int MaxCurves = 20;
    private readonly Curve[] _curves;

    /// <summary>The lines, from the one that is drawn first.</summary>
    /// <exception cref="ArgumentException">No curve, or more than 20.</exception>
    public Curves(params IReadOnlyList<Curve> curves) => _curves = Guard.Items(curves, nameof(curves), "curve", MaxCurves);

    /// <summary>What x is, with its unit.</summary>
    /// <exception cref="ArgumentNullException">Null; an empty text is none.</exception>
    public string XTitle { get; init => field = value ?? throw new ArgumentNullException(nameof(XTitle)); } = "step";

    /// <summary>What y is, with its unit.</summary>
    /// <exception cref="ArgumentNullException">Null; an empty text is none.</exception>
    public string YTitle { get; init => field = value ?? throw new ArgumentNullException(nameof(YTitle)); } = "";

    /// <summary>How x is spaced. A number that a log axis has no place for is an ArgumentOutOfRangeException when the figure is rendered.</summary>
    public AxisScale XScale { get; init; }

    /// <summary>How y is spaced, as <see cref="XScale"/>.</summary>
    public AxisScale YScale { get; init; }

    /// <summary>
    /// The ends of the y axis, so that several figures can be compared by eye; null: the data's. A number outside them is an
    /// ArgumentOutOfRangeException when the figure is rendered.
    /// </summary>
    public (double Low, double High)? YRange { get; init; }

    internal IReadOnlyList<Curve> Lines => _curves;

    /// <inheritdoc/>
    public override string ToPlotlyJson() => CurvesPlotly.Write(this);

    /// <inheritdoc/>
    public override string ToText() => CurvesText.Write(this);

    internal override Scene Draw() => new CurvesScene(this, 440, 280).Draw();

    internal override Scene DrawPanel() => new CurvesScene(this, 220, 150).Draw();

    internal (double Low, double High) XEnds() => Ends(_curves.SelectMany(c => c.X.Select((x, i) => (x, At(c, "x", i)))), XScale);

    internal (double Low, double High) YEnds()
    {
        var finite = _curves.SelectMany(c => new[] { (c.Y, "y"), (c.HasBand ? c.Lower : null, "Lower"), (c.HasBand ? c.Upper : null, "Upper") }
            .Where(part => part.Item1 is not null).SelectMany(part => part.Item1!.Select((value, i) => (value, At(c, part.Item2, i)))));
        var ends = Ends(finite.Where(v => double.IsFinite(v.value)), YScale);
        if (YRange is not { } range)
        {
            return ends;
        }

        if (!(double.IsFinite(range.Low) && double.IsFinite(range.High) && range.Low < range.High && (YScale == AxisScale.Linear || range.Low > 0)))
        {
            throw new ArgumentOutOfRangeException(nameof(YRange), $"YRange: expected finite low < high{(YScale == AxisScale.Log ? ", above 0" : "")}, got {Invariant.Full(range.Low)} and {Invariant.Full(range.High)}");
        }

        return ends.Low >= range.Low && ends.High <= range.High
            ? range
            : throw new ArgumentOutOfRangeException(nameof(YRange), $"YRange: expected to hold all of y, {Invariant.Full(ends.Low)} to {Invariant.Full(ends.High)}, got {Invariant.Full(range.Low)} to {Invariant.Full(range.High)}");
    }

    private static string At(Curve curve, string name, int i) => $"{name}[{i}] of \"{Label.Visible(curve.Label)}\"";

    private static (double Low, double High) Ends(IEnumerable<(double Value, string Name)> values, AxisScale scale)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var (value, name) in values)
        {
            if (scale == AxisScale.Log && value <= 0)
            {
                throw new ArgumentOutOfRangeException(paramName: null, $"{name}: expected a number above 0 on a log axis, got {Invariant.Full(value)}");
            }

            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return low <= high ? (low, high) : (scale == AxisScale.Log ? (1, 10) : (0, 1)); // nothing finite at all: an empty plot whose marks say so
    }
}
