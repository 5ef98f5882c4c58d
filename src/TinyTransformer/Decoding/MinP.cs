using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Keeps tokens that are at least P times as likely as the likeliest: many where the model is unsure, few where it is sure (Nguyen et al. 2024, section 3).</summary>
/// <param name="P">0 &lt; P ≤ 1.</param>
public sealed record MinP(double P) : SamplingStep
{
    /// <summary>The share of the largest probability.</summary>
    public double P { get; } = Share(P, "min-p");

    /// <inheritdoc/>
    public override string Name => $"min-p {P}";

    /// <inheritdoc/>
    protected override Tensor Change(Tensor logits, IReadOnlyList<int> history)
    {
        var p = logits.softmax(0);
        return logits.masked_fill(p.lt(p.max() * P), double.NegativeInfinity);
    }
}
