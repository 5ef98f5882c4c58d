using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// Locally typical sampling: keeps tokens whose surprise −ln p is nearest to the expected one, the entropy, until their probabilities reach P (Meister et al. 2022, section 4). The likeliest token may go.
/// </summary>
/// <param name="P">0 &lt; P ≤ 1: the paper's τ; 1 cuts nothing.</param>
public sealed record Typical(double P) : SamplingStep
{
    /// <summary>The mass to be reached.</summary>
    public double P { get; } = Share(P, "typical");

    /// <inheritdoc/>
    public override string Name => $"typical {P}";

    /// <inheritdoc/>
    protected override Tensor Change(Tensor logits, IReadOnlyList<int> history)
    {
        var p = logits.softmax(0);
        var surprise = -logits.log_softmax(0);                                             // +∞ for what was cut before
        var entropy = (p * surprise.masked_fill(p.eq(0), 0)).sum();                        // 0 · ∞ counts as 0
        return KeepMass(logits, (surprise - entropy).abs().sort(0, stable: true).Indices, P);
    }
}
