// The operations of the golden cases, spelled as TorchSharp spells them: a new one is one line here (and its cases in tests/golden/cases.py).

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Golden;

internal static class Operations
{
    public static IReadOnlyDictionary<string, Func<Arguments, Result>> Table => Whole.Table;

    // The tables of all topics in one.
    private static class Whole
    {
        public static readonly Dictionary<string, Func<Arguments, Result>> Table = new([.. s_elementary, .. IndexingOperations.Table, .. ShapeOperations.Table, .. FunctionOperations.Table, .. EdgeOperations.Table, .. AttentionOperations.Table]);
    }

    private static readonly Dictionary<string, Func<Arguments, Result>> s_elementary = new()
    {
        // elementwise, two operands
        ["add"] = a => a.T(0) + a.T(1),
        ["add_alpha"] = a => a.T(0).add(a.T(1), a.S(0)),
        ["add_scalar"] = a => a.T(0) + a.S(0),
        ["sub"] = a => a.T(0) - a.T(1),
        ["sub_scalar"] = a => a.T(0) - a.S(0),
        ["rsub_scalar"] = a => a.S(0) - a.T(0),
        ["mul"] = a => a.T(0) * a.T(1),
        ["mul_scalar"] = a => a.T(0) * a.S(0),
        ["div"] = a => a.T(0) / a.T(1),
        ["div_mode"] = a => div(a.T(0), a.T(1), a.Rounding(0)),
        ["div_mode_scalar"] = a => div(a.T(0), a.S(1), a.Rounding(0)),
        ["div_scalar"] = a => a.T(0) / a.S(0),
        ["rdiv_scalar"] = a => a.S(0) / a.T(0),
        ["pow"] = a => a.T(0).pow(a.T(1)),
        ["pow_scalar"] = a => a.T(0).pow(a.S(0)),
        ["maximum"] = a => a.T(0).maximum(a.T(1)),
        ["minimum"] = a => a.T(0).minimum(a.T(1)),

        // elementwise, one operand
        ["neg"] = a => -a.T(0),
        ["exp"] = a => a.T(0).exp(),
        ["log"] = a => a.T(0).log(),
        ["sqrt"] = a => a.T(0).sqrt(),
        ["rsqrt"] = a => a.T(0).rsqrt(),
        ["sin"] = a => a.T(0).sin(),
        ["cos"] = a => a.T(0).cos(),
        ["tanh"] = a => a.T(0).tanh(),
        ["sigmoid"] = a => a.T(0).sigmoid(),
        ["erf"] = a => a.T(0).erf(),
        ["gelu"] = a => a.T(0).gelu(),
        ["abs"] = a => a.T(0).abs(),
        ["square"] = a => a.T(0).square(),
        ["relu"] = a => a.T(0).relu(),
        ["clamp"] = a => a.T(0).clamp(a.OrNull(0), a.OrNull(1)),
        ["to"] = a => a.T(0).to(a.Type(0)),
        ["item"] = a => Item(a.T(0)),

        // matrix products
        ["matmul"] = a => a.T(0).matmul(a.T(1)),
        ["mm"] = a => a.T(0).mm(a.T(1)),
        ["bmm"] = a => a.T(0).bmm(a.T(1)),
        ["mv"] = a => a.T(0).mv(a.T(1)),

        // reductions
        ["sum"] = a => a.T(0).sum(),
        ["sum_dim"] = a => a.T(0).sum(a.Ls(0), a.B(1)),
        ["mean"] = a => a.T(0).mean(),
        ["mean_dim"] = a => a.T(0).mean(a.Ls(0), a.B(1)),
        ["var"] = a => a.T(0).var(a.B(0)),
        ["var_dim"] = a => a.T(0).var(a.Ls(0), a.B(1), a.B(2)),
        ["std"] = a => a.T(0).std(a.B(0)),
        ["std_dim"] = a => a.T(0).std(a.Ls(0), a.B(1), a.B(2)),
        ["max"] = a => a.T(0).max(),
        ["min"] = a => a.T(0).min(),
        ["max_dim"] = a => a.T(0).max(a.L(0), a.B(1)),
        ["min_dim"] = a => a.T(0).min(a.L(0), a.B(1)),
        ["argmax"] = a => a.T(0).argmax(),
        ["argmax_dim"] = a => a.T(0).argmax(a.L(0), a.B(1)),
        ["argmin"] = a => a.T(0).argmin(),
        ["argmin_dim"] = a => a.T(0).argmin(a.L(0), a.B(1)),
        ["amax"] = a => a.T(0).amax(a.Ls(0), a.B(1)),
        ["amin"] = a => a.T(0).amin(a.Ls(0), a.B(1)),
        ["softmax"] = a => a.T(0).softmax(a.L(0)),
        ["log_softmax"] = a => a.T(0).log_softmax(a.L(0)),
        ["logsumexp"] = a => a.T(0).logsumexp(a.L(0), a.B(1)),
        ["cumsum"] = a => a.T(0).cumsum(a.L(0)),

        // masks, choices, indices
        ["masked_fill"] = a => a.T(0).masked_fill(a.T(1), a.S(0)),
        ["where"] = a => where(a.T(0), a.T(1), a.T(2)),
        ["index_select"] = a => a.T(0).index_select(a.L(0), a.T(1)),
        ["index_add"] = a => a.T(0).index_add(a.L(0), a.T(1), a.T(2), a.S(1)),
        ["gather"] = a => a.T(0).gather(a.L(0), a.T(1)),
        ["scatter_add"] = a => a.T(0).scatter_add(a.L(0), a.T(1), a.T(2)),
        ["tril"] = a => a.T(0).tril(a.L(0)),
        ["triu"] = a => a.T(0).triu(a.L(0)),

        // shapes
        ["cat"] = a => cat(a.All, a.L(0)),
        ["stack"] = a => stack(a.All, a.L(0)),
        ["transpose"] = a => a.T(0).transpose(a.L(0), a.L(1)),
        ["permute"] = a => a.T(0).permute(a.Ls(0)),
        ["reshape"] = a => a.T(0).reshape(a.Ls(0)),
        ["view"] = a => a.T(0).view(a.Ls(0)),
        ["flatten"] = a => a.T(0).flatten(a.L(0), a.L(1)),
        ["expand"] = a => a.T(0).expand(a.Ls(0)),
        ["squeeze"] = a => a.T(0).squeeze(),
        ["squeeze_dim"] = a => a.T(0).squeeze(a.L(0)),
        ["unsqueeze"] = a => a.T(0).unsqueeze(a.L(0)),
        ["select"] = a => a.T(0).select(a.L(0), a.L(1)),
        ["slice"] = a => a.T(0).slice(a.L(0), a.L(1), a.L(2), a.L(3)),
        ["narrow"] = a => a.T(0).narrow(a.L(0), a.L(1), a.L(2)),

        // comparisons
        ["eq"] = a => a.T(0) == a.T(1),
        ["ne"] = a => a.T(0) != a.T(1),
        ["lt"] = a => a.T(0) < a.T(1),
        ["le"] = a => a.T(0) <= a.T(1),
        ["gt"] = a => a.T(0) > a.T(1),
        ["ge"] = a => a.T(0) >= a.T(1),
        ["eq_scalar"] = a => a.T(0) == a.S(0),
        ["ne_scalar"] = a => a.T(0) != a.S(0),
        ["lt_scalar"] = a => a.T(0) < a.S(0),
        ["le_scalar"] = a => a.T(0) <= a.S(0),
        ["gt_scalar"] = a => a.T(0) > a.S(0),
        ["ge_scalar"] = a => a.T(0) >= a.S(0),
    };

    private static Tensor Item(Tensor x) => x.dtype switch
    {
        ScalarType.Float32 => tensor(x.item<float>()),
        ScalarType.Float64 => tensor(x.item<double>()),
        ScalarType.Int64 => tensor(x.item<long>()),
        var other => throw new NotSupportedException(other.ToString()),
    };
}
