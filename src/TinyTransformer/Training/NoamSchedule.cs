namespace TinyTransformer;

/// <summary>The paper's schedule (Vaswani et al. 2017, section 5.3, eq. 3): factor · d_model^−½ · min(update^−½, update · warmUp^−1.5). Rises in a line to its peak at update warmUp, then falls with the root.</summary>
/// <param name="DModel">D: wider models learn more slowly.</param>
/// <param name="WarmUp">Updates to the peak, 1 or more; 4000 in the paper.</param>
/// <param name="Factor">1 in the paper; small models bear more.</param>
public sealed record NoamSchedule(long DModel, long WarmUp = 4000, double Factor = 1) : LearningRateSchedule
{
    /// <inheritdoc cref="NoamSchedule"/>
    public long DModel { get; } = AtLeast(1, DModel, nameof(DModel));

    /// <inheritdoc cref="NoamSchedule"/>
    public long WarmUp { get; } = AtLeast(1, WarmUp, nameof(WarmUp));

    /// <inheritdoc cref="NoamSchedule"/>
    public double Factor { get; } = Positive(Factor, nameof(Factor));

    private protected override double Rate(long update) => Factor / Math.Sqrt(DModel) * Math.Min(1 / Math.Sqrt(update), update / (WarmUp * Math.Sqrt(WarmUp)));
}
