using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Keeps the K likeliest tokens (Fan et al. 2018, section 5). Of equal ones the lower id.</summary>
/// <param name="K">1 or more; V or more cuts nothing.</param>
public sealed record TopK(int K) : SamplingStep
{
    /// <summary>How many are kept.</summary>
    public int K { get; } = K >= 1 ? K : throw new ArgumentException($"k: expected 1 or more, got {K}");

    /// <inheritdoc/>
    public override string Name => $"top-k {K}";

    /// <inheritdoc/>
    protected override Tensor Change(Tensor logits, IReadOnlyList<int> history) => K >= logits.shape[0] ? logits : Keep(logits, logits.sort(0, descending: true, stable: true).Indices.narrow(0, 0, K));
}
