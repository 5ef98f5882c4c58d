// The operations of edges.json that no other file has, spelled as TorchSharp spells them.

using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Managed.Tests.Golden;

internal static class EdgeOperations
{
    public static IReadOnlyDictionary<string, Func<Arguments, Result>> Table { get; } = new Dictionary<string, Func<Arguments, Result>>
    {
        ["normalize"] = a => F.normalize(a.T(0), dim: a.L(0)),
        ["cosine_similarity"] = a => F.cosine_similarity(a.T(0), a.T(1), dim: a.L(0)),
        ["nll_loss"] = a => F.nll_loss(a.T(0), a.T(1), reduction: Reduced(a)),
        ["nll_loss_weight"] = a => F.nll_loss(a.T(0), a.T(1), a.T(2).detach(), Reduced(a)),
        ["cross_entropy"] = a => F.cross_entropy(a.T(0), a.T(1), reduction: Reduced(a)),
        ["cross_entropy_weight"] = a => F.cross_entropy(a.T(0), a.T(1), a.T(2).detach(), reduction: Reduced(a)),
        ["cross_entropy_smoothing"] = a => F.cross_entropy(a.T(0), a.T(1), label_smoothing: a.D(0)),
        ["kl_div"] = a => F.kl_div(a.T(0), a.T(1).detach(), a.B(0), Reduction.None),
        ["mse_loss"] = a => F.mse_loss(a.T(0), a.T(1), Reduction.None),
    };

    private static Reduction Reduced(Arguments a) => a.Text(0) switch
    {
        "none" => Reduction.None,
        "sum" => Reduction.Sum,
        _ => Reduction.Mean,
    };
}
