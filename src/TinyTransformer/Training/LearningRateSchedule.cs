namespace TinyTransformer;

/// <summary>How fast to learn at which update. Updates count, not batches: under gradient accumulation several batches make one.</summary>
public abstract record LearningRateSchedule
{
    /// <summary>The learning rate of an update.</summary>
    /// <param name="update">1 for the first.</param>
    public double At(long update)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(update, 1);
        return Rate(update);
    }

    /// <inheritdoc cref="At"/>
    private protected abstract double Rate(long update);

    private protected static double Positive(double value, string name) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name}: expected a number above 0, got {value}"));

    private protected static long AtLeast(long least, long value, string name) =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, $"{name}: expected {least} or more, got {value}");
}
