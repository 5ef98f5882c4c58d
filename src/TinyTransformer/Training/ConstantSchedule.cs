namespace TinyTransformer;

/// <summary>One rate throughout.</summary>
/// <param name="LearningRate">Above 0.</param>
public sealed record ConstantSchedule(double LearningRate) : LearningRateSchedule
{
    /// <inheritdoc cref="ConstantSchedule"/>
    public double LearningRate { get; } = Positive(LearningRate, nameof(LearningRate));

    private protected override double Rate(long update) => LearningRate;
}
