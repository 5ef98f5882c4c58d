using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>logits / T: differences grow below 1, and towards 0 the likeliest token takes all; they shrink above 1. The order of the tokens stays (Ackley, Hinton and Sejnowski 1985; Hinton et al. 2015, eq. 1).</summary>
/// <param name="Value">T: dimensionless, above 0. <see cref="Sampler.Greedy"/> is the limit at 0.</param>
public sealed record Temperature(double Value) : SamplingStep
{
    private const double Least = 1e-100;      // below, a Float32 logit divided by it need not fit into a Float64

    /// <summary>T.</summary>
    public double Value { get; } = Value >= Least && double.IsFinite(Value) ? Value : throw new ArgumentException($"temperature: expected a finite number above 0 ({Least} at least), got {Value}");

    /// <inheritdoc/>
    public override string Name => $"temperature {Value}";

    /// <inheritdoc/>
    protected override Tensor Change(Tensor logits, IReadOnlyList<int> history) => logits / Value;
}
