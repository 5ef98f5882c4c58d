namespace TinyTransformer;

/// <summary>Which numbers a heatmap's colours stand for.</summary>
public sealed class HeatmapScale
{
    private readonly double? _limit;

    private HeatmapScale(bool isSigned, double? limit) => (IsSigned, _limit) = (isSigned, limit);

    /// <summary>For attention patterns: 0 to 1 always, so that two patterns can be compared by eye.</summary>
    public static HeatmapScale Pattern { get; } = new(false, 1);

    /// <summary>For scores: from −m to +m around a white zero, where m is the largest magnitude in the map (1 if all are zero).</summary>
    public static HeatmapScale Signed { get; } = new(true, null);

    /// <summary>For sizes: from 0 to the largest number in the map (1 if all are zero). None may be below 0.</summary>
    public static HeatmapScale Sizes { get; } = new(false, null);

    internal bool IsSigned { get; }

    internal ColourScale Colours => IsSigned ? ColourScale.Diverging : ColourScale.Sequential;

    /// <summary>As <see cref="Signed"/> with a limit of your own, so that several maps share one scale.</summary>
    /// <param name="limit">The value of the two ends, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not finite or not above 0.</exception>
    public static HeatmapScale SignedTo(double limit) => double.IsFinite(limit) && limit > 0
        ? new(true, limit)
        : throw new ArgumentOutOfRangeException(nameof(limit), $"limit: expected a finite number above 0, got {Invariant.Full(limit)}");

    // The ends of the scale for a map whose largest finite magnitude is given.
    internal (double Low, double High) Ends(double largest)
    {
        var high = _limit ?? (largest > 0 ? largest : 1);
        return (IsSigned ? -high : 0, high);
    }
}
