namespace TinyTransformer;

/// <summary>Rises in a line to the peak at update warmUp, then falls along half a cosine (Loshchilov and Hutter 2017, eq. 5, without restarts) to the end rate at the last update, and stays there.</summary>
/// <param name="Peak">The highest rate, above 0.</param>
/// <param name="WarmUp">Updates to the peak, 0 or more.</param>
/// <param name="Updates">The last update, above WarmUp.</param>
/// <param name="End">The rate at the end, 0 to Peak.</param>
public sealed record WarmUpCosineSchedule(double Peak, long WarmUp, long Updates, double End = 0) : LearningRateSchedule
{
    /// <inheritdoc cref="WarmUpCosineSchedule"/>
    public double Peak { get; } = Positive(Peak, nameof(Peak));

    /// <inheritdoc cref="WarmUpCosineSchedule"/>
    public long WarmUp { get; } = AtLeast(0, WarmUp, nameof(WarmUp));

    /// <inheritdoc cref="WarmUpCosineSchedule"/>
    public long Updates { get; } = AtLeast(WarmUp + 1, Updates, nameof(Updates));

    /// <inheritdoc cref="WarmUpCosineSchedule"/>
    public double End { get; } = End >= 0 && End <= Peak ? End : throw new ArgumentOutOfRangeException(nameof(End), FormattableString.Invariant($"End: expected 0 to {Peak}, got {End}"));

    private protected override double Rate(long update)
    {
        if (update <= WarmUp)
        {
            return Peak * update / WarmUp;
        }
        var way = Math.Min(1, (double)(update - WarmUp) / (Updates - WarmUp));
        return End + (Peak - End) * (1 + Math.Cos(Math.PI * way)) / 2;
    }
}
