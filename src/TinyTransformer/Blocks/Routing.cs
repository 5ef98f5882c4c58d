using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Which experts N tokens go to.</summary>
/// <param name="Probabilities">(N, E): the router's softmax over all experts.</param>
/// <param name="Experts">(N, k) of Int64: the chosen ones, the likeliest first.</param>
/// <param name="Weights">(N, k): how much each of them counts.</param>
public sealed record Routing(Tensor Probabilities, Tensor Experts, Tensor Weights)
{
    /// <summary>(E) of Int64: how many tokens each expert got; the sum is N · k.</summary>
    public Tensor Load() => nn.functional.one_hot(Experts.reshape(-1), Probabilities.shape[1]).sum(0L);

    /// <summary>
    /// E · Σ fᵢ Pᵢ, with fᵢ the share of the load and Pᵢ the mean probability (Fedus et al. 2022, Switch Transformer, eq. 4): 1 when all experts get the same,
    /// up to E when one gets all.
    /// </summary>
    public Tensor BalanceLoss()
    {
        var share = Load().to(Probabilities.dtype) / Experts.numel();                          // (E)
        return (share * Probabilities.mean([0L])).sum() * Probabilities.shape[1];
    }
}
