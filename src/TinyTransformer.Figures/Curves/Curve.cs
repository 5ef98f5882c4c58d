namespace TinyTransformer;

/// <summary>One line of <see cref="Curves"/>. Where y is NaN the line has a gap.</summary>
public sealed class Curve
{
    private const int MaxPoints = 10_000;
    private readonly Numbers? _lower, _upper;

    /// <summary>A line through (0, y[0]), (1, y[1]), …</summary>
    /// <param name="label">What stands at the line's end; empty for nothing.</param>
    /// <param name="y">1 to 10,000 numbers. NaN and ±∞ are shown as such.</param>
    /// <exception cref="ArgumentException">No numbers, or too many.</exception>
    public Curve(string label, Numbers y) : this(label, Numbers.Count0(y?.Count ?? throw new ArgumentNullException(nameof(y))), y)
    {
    }

    /// <summary>A line through (x[0], y[0]), (x[1], y[1]), …</summary>
    /// <param name="label">What stands at the line's end; empty for nothing.</param>
    /// <param name="x">As many finite numbers as <paramref name="y"/> has, in ascending order.</param>
    /// <param name="y">1 to 10,000 numbers. NaN and ±∞ are shown as such.</param>
    /// <exception cref="ArgumentException">No numbers, too many, not as many of x as of y, or x out of order.</exception>
    public Curve(string label, Numbers x, Numbers y)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Guard.Items(y, nameof(y), "number", MaxPoints);
        (Label, Y, X) = (label, y, x);
        SameCount(x, nameof(x));
        for (var i = 0; i < x.Count; i++)
        {
            if (!double.IsFinite(x[i]) || (i > 0 && x[i] < x[i - 1]))
            {
                throw new ArgumentException($"x[{i}]: expected a finite number, not below the one before it, got {Invariant.Full(x[i])}", nameof(x));
            }
        }
    }

    /// <summary>What stands at the line's end.</summary>
    public string Label { get; }

    /// <summary>From left to right.</summary>
    public Numbers X { get; }

    /// <summary>One for each of <see cref="X"/>.</summary>
    public Numbers Y { get; }

    /// <summary>The lower edge of a band around the line, as one standard deviation below; with <see cref="Upper"/>.</summary>
    /// <exception cref="ArgumentException">Not as many numbers as y has.</exception>
    public Numbers? Lower { get => _lower; init => _lower = SameCount(value, nameof(Lower)); }

    /// <summary>The upper edge of that band.</summary>
    /// <exception cref="ArgumentException">Not as many numbers as y has.</exception>
    public Numbers? Upper { get => _upper; init => _upper = SameCount(value, nameof(Upper)); }

    /// <summary>Whether each point has a marker; null: where there are at most 24 points.</summary>
    public bool? ShowMarkers { get; init; }

    internal bool ShowsMarkers => ShowMarkers ?? Y.Count <= 24;

    internal bool HasBand => _lower is not null && _upper is not null;

    private Numbers? SameCount(Numbers? values, string name) => values is null || values.Count == Y.Count
        ? values
        : throw new ArgumentException($"{name}: expected {Y.Count} numbers, one for each y, got {values.Count}", name);

    /// <summary>The places of neighbours that are all finite; one number alone is a run of its own.</summary>
    internal static IEnumerable<Range> Runs(Numbers values, Numbers also)
    {
        for (int start = 0, end; start < values.Count; start = end + 1)
        {
            end = start;
            while (end < values.Count && double.IsFinite(values[end]) && double.IsFinite(also[end]))
            {
                end++;
            }

            if (end > start)
            {
                yield return start..end;
            }
        }
    }
}
