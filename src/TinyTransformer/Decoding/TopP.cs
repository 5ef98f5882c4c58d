using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Nucleus sampling: keeps the fewest tokens, the likeliest first, whose probabilities reach P (Holtzman et al. 2020, section 3.1, eq. 2).</summary>
/// <param name="P">0 &lt; P ≤ 1; 1 cuts nothing.</param>
public sealed record TopP(double P) : SamplingStep
{
    /// <summary>The mass to be reached.</summary>
    public double P { get; } = Share(P, "top-p");

    /// <inheritdoc/>
    public override string Name => $"top-p {P}";

    /// <inheritdoc/>
    protected override Tensor Change(Tensor logits, IReadOnlyList<int> history) => KeepMass(logits, logits.sort(0, descending: true, stable: true).Indices, P);
}
