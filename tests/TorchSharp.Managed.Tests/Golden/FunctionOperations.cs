// The operations of functions.json, spelled as TorchSharp spells them.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Golden;

internal static class FunctionOperations
{
    public static IReadOnlyDictionary<string, Func<Arguments, Result>> Table { get; } = new Dictionary<string, Func<Arguments, Result>>
    {
        ["all"] = a => all(a.T(0)),
        ["any"] = a => any(a.T(0)),
        ["all_dim"] = a => all(a.T(0), a.L(0), a.B(1)),
        ["any_dim"] = a => any(a.T(0), a.L(0), a.B(1)),
        ["count_nonzero"] = a => a.T(0).count_nonzero(a.Ls(0)),
        ["prod"] = a => prod(a.T(0)),
        ["prod_dim"] = a => prod(a.T(0), a.L(0), a.B(1)),
        ["cumprod"] = a => cumprod(a.T(0), a.L(0)),
        ["var_mean"] = a => var_mean(a.T(0), a.Ls(0), a.B(1), a.B(2)),
        ["std_mean"] = a => std_mean(a.T(0), a.Ls(0), a.B(1), a.B(2)),
        ["norm"] = a => norm(a.T(0), (float)a.D(0)),
        ["norm_dim"] = a => norm(a.T(0), (int)a.L(0), a.B(1), (float)a.D(2)),
        ["vector_norm"] = a => linalg.vector_norm(a.T(0), a.D(0), a.Ls(1), a.B(2)),
        ["matrix_norm"] = a => a.IsText(0, "fro") ? linalg.matrix_norm(a.T(0), "fro", a.Ls(1), a.B(2)) : linalg.matrix_norm(a.T(0), a.D(0), a.Ls(1), a.B(2)),
        ["clamp_tensors"] = a => clamp(a.T(0), a.T(1), a.T(2)),
        ["fmod"] = a => fmod(a.T(0), a.T(1)),
        ["remainder"] = a => a.T(0) % a.T(1),
        ["remainder_scalar"] = a => a.T(0) % a.S(0),
        ["floor"] = a => floor(a.T(0)),
        ["ceil"] = a => ceil(a.T(0)),
        ["trunc"] = a => trunc(a.T(0)),
        ["round"] = a => round(a.T(0)),
        ["round_decimals"] = a => round(a.T(0), a.L(0)),
        ["frac"] = a => frac(a.T(0)),
        ["sign"] = a => sign(a.T(0)),
        ["tan"] = a => tan(a.T(0)),
        ["log1p"] = a => log1p(a.T(0)),
        ["log2"] = a => log2(a.T(0)),
        ["isclose"] = a => isclose(a.T(0), a.T(1), nanEqual: a.B(0)),
        ["isfinite"] = a => a.T(0).isfinite(),
        ["logical_and"] = a => logical_and(a.T(0), a.T(1)),
        ["logical_not"] = a => logical_not(a.T(0)),
        ["bitwise_and"] = a => a.T(0) & a.T(1),
        ["bitwise_or"] = a => a.T(0) | a.T(1),
        ["bitwise_xor"] = a => a.T(0) ^ a.T(1),
        ["bitwise_not"] = a => ~a.T(0),
        ["bincount"] = a => bincount(a.T(0), minlength: a.L(0)),
        ["bincount_weights"] = a => bincount(a.T(0), a.T(1), a.L(0)),
        ["histc"] = a => histc(a.T(0), a.L(0), a.L(1), a.L(2)),
        ["cummax"] = a => cummax(a.T(0), a.L(0)),
        ["logit"] = a => special.logit(a.T(0)),
        ["expit"] = a => special.expit(a.T(0)),
        ["special_log_softmax"] = a => special.log_softmax(a.T(0), a.L(0)),
        ["gelu_tanh"] = a => nn.functional.gelu(a.T(0), TorchSharp.Modules.GELU.Approximate.tanh),
        ["silu"] = a => nn.functional.silu(a.T(0)),
        ["softplus"] = a => nn.functional.softplus(a.T(0), a.D(0), a.D(1)),
    };
}
