namespace TinyTransformer;

/// <summary>
/// A number for each of many names, as level bars: the probabilities of the next token, the sizes of parts. Sorted, the largest on top; the many
/// small ones are gathered in one last bar. With <see cref="Kept"/> a line separates the tail that is cut off, and its mass is told.
/// </summary>
public sealed class Bars : Figure
{
    private const int MaxValues = 1_000_000; // larger than any vocabulary
    private readonly string[] _labels;
    private readonly Numbers _values;
    private readonly int? _kept;

    /// <summary>One bar for each label.</summary>
    /// <param name="labels">1 to 1,000,000.</param>
    /// <param name="values">As many. NaN and ±∞ are written as such, without a bar.</param>
    /// <exception cref="ArgumentException">No labels, or another number of values.</exception>
    public Bars(IReadOnlyList<string> labels, Numbers values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _labels = Guard.Items(labels, nameof(labels), "label", MaxValues);
        _values = values.Count == _labels.Length
            ? values
            : throw new ArgumentException($"values: expected {_labels.Length} numbers, one for each label, got {values.Count}", nameof(values));
    }

    /// <summary>What the numbers are, with their unit.</summary>
    /// <exception cref="ArgumentNullException">Null; an empty text is none.</exception>
    public string ValueTitle { get; init => field = value ?? throw new ArgumentNullException(nameof(ValueTitle)); } = "probability";

    /// <summary>Whether the largest number comes first; else the bars stand in the order in which they were given.</summary>
    public bool IsSorted { get; init; } = true;

    /// <summary>How many bars are drawn, 1 to 64; the others are summed up in one more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1 or above 64.</exception>
    public int MaxBars { get; init => field = Guard.InRange(value, 1, 64, nameof(MaxBars)); } = 16;

    /// <summary>How many from the top are kept, as by top-k or top-p; null: no cut. Only where no number is below zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1, or above the number of bars.</exception>
    public int? Kept { get => _kept; init => _kept = value is { } kept ? Guard.InRange(kept, 1, _labels.Length, nameof(Kept)) : null; }

    /// <summary>
    /// The magnitude of the longest possible bar, so that several figures can be compared by eye; null: the largest that is drawn. A number beyond it
    /// is an ArgumentOutOfRangeException when the figure is rendered.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite or not above 0.</exception>
    public double? Limit
    {
        get;
        init => field = value is null || (double.IsFinite(value.Value) && value > 0)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Limit), $"Limit: expected a finite number above 0, got {Invariant.Full(value.Value)}");
    }

    /// <summary>Digits after the point, 0 to 9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above 9.</exception>
    public int Decimals { get; init => field = Guard.InRange(value, 0, 9, nameof(Decimals)); } = 3;

    /// <inheritdoc/>
    public override string ToPlotlyJson() => BarsPlotly.Write(this);

    /// <inheritdoc/>
    public override string ToText() => BarsText.Write(this);

    internal override Scene Draw() => new BarsScene(this).Draw();

    /// <summary>What is drawn, from the top: the bars, and a last one without a label for all others.</summary>
    internal IReadOnlyList<Bar> Rows()
    {
        var order = Enumerable.Range(0, _labels.Length);
        var all = (IsSorted ? order.OrderByDescending(i => double.IsNaN(_values[i]) ? double.NegativeInfinity : _values[i]) : order).ToArray();
        CheckMass();
        var rows = all.Take(MaxBars).Select((i, place) => new Bar(_labels[i], _values[i], IsKept: !(place >= _kept), Count: 1)).ToList();
        if (all.Length > MaxBars)
        {
            rows.Add(new Bar(null, all.Skip(MaxBars).Sum(i => _values[i]), IsKept: _kept is null, all.Length - MaxBars));
        }

        return rows;
    }

    /// <summary>The ends of the bars' scale; zero lies between them or is one of them.</summary>
    internal (double Low, double High) Ends(IReadOnlyList<Bar> rows)
    {
        var finite = rows.Select(row => row.Value).Where(double.IsFinite).Append(0).ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        if (Limit is not { } limit)
        {
            return (low, high);
        }

        return Math.Max(-low, high) <= limit * (1 + 1e-6)
            ? (low < 0 ? -limit : 0, high > 0 || low == 0 ? limit : 0)
            : throw new ArgumentOutOfRangeException(paramName: null, $"Limit: expected at least {Invariant.Full(Math.Max(-low, high))}, the largest bar, got {Invariant.Full(limit)}");
    }

    /// <summary>How much the cut keeps and how much lies behind it; null without a cut.</summary>
    internal (double Kept, double Tail)? Mass()
    {
        if (_kept is not { } kept)
        {
            return null;
        }

        var ordered = IsSorted ? _values.OrderByDescending(value => value) : _values.AsEnumerable();
        return (ordered.Take(kept).Sum(), ordered.Skip(kept).Sum());
    }

    // Counts are whole, and written out.
    internal string Number(double value) => Decimals == 0 && Math.Abs(value) < 1e12 ? value.ToString("#,0", Invariant.Culture).Replace('-', '−') : Invariant.Drawn(value, Decimals);

    internal string? CutNote() => Mass() is { } mass
        ? $"kept {_kept!.Value.ToString(Invariant.Culture)} of {_labels.Length.ToString(Invariant.Culture)}: {Number(mass.Kept)}, tail: {Number(mass.Tail)}"
        : null;

    // At rendering, because an initializer sets its properties in any order.
    private void CheckMass()
    {
        for (var i = 0; i < _values.Count && _kept is not null; i++)
        {
            if (!(_values[i] >= 0 && double.IsFinite(_values[i])))
            {
                throw new ArgumentOutOfRangeException(nameof(Kept), $"Kept: expected finite numbers of at least 0, which have a mass, got values[{i}] = {Invariant.Full(_values[i])}");
            }
        }
    }
}

// A row of the figure; without a label it stands for Count bars.
internal readonly record struct Bar(string? Label, double Value, bool IsKept, int Count)
{
    internal string Name => Label is null ? $"{Count.ToString(Invariant.Culture)} more" : TinyTransformer.Label.Named(Label);
}
