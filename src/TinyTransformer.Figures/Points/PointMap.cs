namespace TinyTransformer;

/// <summary>
/// Named points in a plane, as vectors of many dimensions that were brought down to two. One unit is as long across as it is up, so that lengths and angles
/// can be compared by eye; arrows lead from one point to another. Names keep clear of each other and of the points, and one that has no room is left to its tooltip.
/// </summary>
public sealed class PointMap : Figure
{
    private const int MaxPoints = 400, MaxArrows = 400;
    private readonly string[] _labels;
    private readonly string[]? _groups;
    private readonly (int From, int To)[] _arrows = [];

    /// <summary>A point at (x[0], y[0]), …</summary>
    /// <param name="labels">1 to 400.</param>
    /// <param name="x">As many finite numbers.</param>
    /// <param name="y">As many finite numbers.</param>
    /// <exception cref="ArgumentException">No points, too many, not as many numbers as labels, or one that is not finite.</exception>
    public PointMap(IReadOnlyList<string> labels, Numbers x, Numbers y)
    {
        _labels = Guard.Items(labels, nameof(labels), "point", MaxPoints);
        (X, Y) = (Finite(x, nameof(x)), Finite(y, nameof(y)));
    }

    /// <summary>What x is, with its unit; empty for nothing.</summary>
    /// <exception cref="ArgumentNullException">Null; an empty text is none.</exception>
    public string XTitle { get; init => field = value ?? throw new ArgumentNullException(nameof(XTitle)); } = "";

    /// <summary>What y is, with its unit; empty for nothing.</summary>
    /// <exception cref="ArgumentNullException">Null; an empty text is none.</exception>
    public string YTitle { get; init => field = value ?? throw new ArgumentNullException(nameof(YTitle)); } = "";

    /// <summary>The group of each point: points of one group look alike, and a key below names it. At most 5 different ones; null: no groups.</summary>
    /// <exception cref="ArgumentException">Not as many as points, or too many different ones.</exception>
    public IReadOnlyList<string>? Groups
    {
        get => _groups;
        init
        {
            _groups = Guard.SameCount(value, _labels.Length, nameof(Groups), "point");
            GroupNames = [.. (_groups ?? []).Distinct(StringComparer.Ordinal)];
            if (GroupNames.Length > SeriesStyle.Colours.Count)
            {
                throw new ArgumentException($"Groups: expected at most {SeriesStyle.Colours.Count} different ones, got {GroupNames.Length}", nameof(Groups));
            }
        }
    }

    /// <summary>Arrows between points, each as the numbers of its first and its last point.</summary>
    /// <exception cref="ArgumentException">More than 400.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number that no point has.</exception>
    public IReadOnlyList<(int From, int To)> Arrows
    {
        get => _arrows;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Arrows));
            if (value.Count > MaxArrows)
            {
                throw new ArgumentException($"Arrows: expected at most {MaxArrows}, got {value.Count}; show a part", nameof(Arrows));
            }

            foreach (var (from, to) in value)
            {
                Guard.InRange(from, 0, _labels.Length - 1, nameof(Arrows));
                Guard.InRange(to, 0, _labels.Length - 1, nameof(Arrows));
            }

            _arrows = [.. value];
        }
    }

    internal IReadOnlyList<string> Labels => _labels;

    internal Numbers X { get; }

    internal Numbers Y { get; }

    /// <summary>The different groups, in the order in which they first occur.</summary>
    internal string[] GroupNames { get; private init; } = [];

    /// <inheritdoc/>
    public override string ToPlotlyJson() => PointMapPlotly.Write(this, Wide);

    /// <inheritdoc/>
    public override string ToText() => PointMapText.Write(this);

    internal override Scene Draw() => new PointMapScene(this, Wide).Draw();

    internal override Scene DrawPanel() => new PointMapScene(this, new PointMapLayout(this, 320, 160, 280)).Draw();

    internal SeriesStyle StyleOf(int point) => SeriesStyle.Of(_groups is null ? 0 : Array.IndexOf(GroupNames, _groups[point]));

    internal string Hover(int i) =>
        $"{Label.Named(_labels[i])}{(_groups is null ? "" : $" ({Label.Named(_groups[i])})")}: {Invariant.Significant(X[i])}, {Invariant.Significant(Y[i])}";

    // Laid out once for all renderings: the places of many names take a while to find.
    private PointMapLayout Wide => field ??= new(this, 560, 240, 440);

    private Numbers Finite(Numbers values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.Count != _labels.Length)
        {
            throw new ArgumentException($"{name}: expected {_labels.Length} numbers, one for each point, got {values.Count}", name);
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException($"{name}[{i}]: expected a finite number, got {Invariant.Full(values[i])}", name);
            }
        }

        return values;
    }
}
