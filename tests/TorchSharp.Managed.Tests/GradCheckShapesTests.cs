// One line an operation: the gradients of reshaping, products and further functions against central differences in float64; and second gradients, where a backward that
// is not itself recorded would go unnoticed.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests;

public class GradCheckShapesTests
{
    private static readonly Dictionary<string, (Func<Tensor[], Tensor> F, long[][] Shapes)> Lines = new()
    {
        ["split"] = (x => x[0].split([1, 3], 1)[1], [[2, 4]]),
        ["chunk"] = (x => x[0].chunk(2)[0], [[3, 2]]),
        ["tensor_split"] = (x => x[0].tensor_split(2)[0], [[3, 2]]),
        ["hstack"] = (x => hstack(x[0], x[1]), [[2, 3], [2, 1]]),
        ["flip"] = (x => x[0].flip(0, 1), [[2, 3]]),
        ["roll"] = (x => x[0].roll(1, 1), [[2, 3]]),
        ["repeat"] = (x => x[0].repeat(2, 1, 2), [[2, 3]]),
        ["repeat_interleave"] = (x => x[0].repeat_interleave(2, 1), [[2, 3]]),
        ["movedim"] = (x => movedim(x[0], 0, 2), [[2, 3, 2]]),
        ["unflatten"] = (x => x[0].unflatten(1, 2, 2), [[3, 4]]),
        ["diag of a vector"] = (x => x[0].diag(1), [[3]]),
        ["diagonal"] = (x => x[0].diagonal(1), [[3, 4]]),
        ["cartesian_prod"] = (x => cartesian_prod(x[0], x[1]), [[2], [3]]),
        ["pad"] = (x => nn.functional.pad(x[0], (1, -1, 0, 2), value: 3), [[2, 3]]),
        ["pad, mirrored"] = (x => nn.functional.pad(x[0], (2, 1, 0, 1), PaddingModes.Reflect), [[2, 3]]),
        ["einsum"] = (x => einsum("bhqd,bhkd->bhqk", x[0], x[1]), [[1, 2, 3, 2], [1, 2, 2, 2]]),
        ["einsum, three"] = (x => einsum("ij,jk,ik->i", x[0], x[1], x[2]), [[2, 3], [3, 2], [2, 2]]),
        ["einsum, diagonal"] = (x => einsum("ii->i", x[0]), [[3, 3]]),
        ["tensordot"] = (x => tensordot(x[0], x[1], [1], [0]), [[2, 3], [3, 2]]),
        ["addmm"] = (x => addmm(x[0], x[1], x[2], 0.5f, 2), [[2], [2, 3], [3, 2]]),
        ["baddbmm"] = (x => baddbmm(x[0], x[1], x[2]), [[2, 2, 2], [2, 2, 3], [2, 3, 2]]),
        ["addcmul"] = (x => x[0].addcmul(x[1], x[2], 0.5), [[2, 3], [3], [2, 1]]),
        ["addcdiv"] = (x => x[0].addcdiv(x[1], x[2], 0.5), [[2, 3], [3], [2, 1]]),
        ["lerp"] = (x => lerp(x[0], x[1], x[2]), [[2, 3], [3], [2, 1]]),
        ["cdist"] = (x => cdist(x[0], x[1]), [[3, 2], [2, 2]]),
        ["cdist, cubes"] = (x => cdist(x[0], x[1], 3), [[3, 2], [2, 2]]),
        ["prod"] = (x => x[0].prod(1), [[2, 3]]),
        ["cumprod"] = (x => x[0].cumprod(0), [[4, 2]]),
        ["std_mean"] = (x => std_mean(x[0], [1]).std, [[2, 4]]),
        ["norm"] = (x => x[0].norm(1), [[2, 3]]),
        ["norm of cubes"] = (x => linalg.vector_norm(x[0], 3, [0]), [[2, 3]]),
        ["matrix norm"] = (x => linalg.matrix_norm(x[0]), [[2, 3, 2]]),
        ["clamp by tensors"] = (x => clamp(x[0], x[1], x[1] + 0.5), [[2, 3], [3]]),
        ["remainder"] = (x => x[0] % (x[1] / 3), [[2, 3], [3]]),
        ["tan"] = (x => (x[0] / 2).tan(), [[5]]),
        ["log1p"] = (x => log1p(x[0]), [[5]]),
        ["log2"] = (x => log2(x[0]), [[5]]),
        ["cummax"] = (x => cummax(x[0], 1).values, [[3, 4]]),
        ["logit"] = (x => special.logit(x[0] / 3), [[5]]),
        ["softplus"] = (x => nn.functional.softplus(x[0] - 1, 2, 1), [[7]]),
        ["binary_cross_entropy_with_logits"] = (x => nn.functional.binary_cross_entropy_with_logits(x[0] - 1, x[1] / 2, x[2], nn.Reduction.None, x[3]), [[2, 3], [2, 3], [3], [3]]),
        ["relu in place"] = (x => nn.functional.relu(x[0] - 1.01, inplace: true), [[7]]),
        ["gelu in place"] = (x => nn.functional.gelu(x[0] - 1, inplace: true), [[7]]),
        ["gelu by tanh in place"] = (x => nn.functional.gelu(x[0] - 1, TorchSharp.Modules.GELU.Approximate.tanh, inplace: true), [[7]]),
        ["silu in place"] = (x => nn.functional.silu(x[0] - 1, inplace: true), [[7]]),
        ["sigmoid in place"] = (x => nn.functional.sigmoid(x[0] - 1, inplace: true), [[7]]),
        ["tanh in place"] = (x => nn.functional.tanh(x[0] - 1, inplace: true), [[7]]),
        ["second gradient, softplus"] = (x => Slope(x[0], y => nn.functional.softplus(y - 1)), [[4]]),
        ["second gradient, select"] = (x => Slope(x[0], y => y.select(0, 1).pow(3)), [[3, 2]]),
        ["second gradient, slice"] = (x => Slope(x[0], y => y.slice(1, 0, 3, 2).pow(3)), [[2, 4]]),
        ["second gradient, cumsum"] = (x => Slope(x[0], y => y.cumsum(0).pow(3)), [[4]]),
        ["second gradient, cumprod"] = (x => Slope(x[0], y => y.cumprod(0)), [[4]]),
        ["second gradient, indices"] = (x => Slope(x[0], y => y[tensor(new long[] { 1, 1, 0 })].pow(3)), [[3]]),
        ["second gradient, pad"] = (x => Slope(x[0], y => nn.functional.pad(y, 1).pow(3)), [[3]]),
        ["second gradient, norm"] = (x => Slope(x[0], y => y.norm(1)), [[2, 3]]),
        ["second gradient, scatter"] = (x => Slope(x[0], y => y.scatter(0, tensor(new long[] { 2, 0 }), y * y).pow(3)), [[3]]),
    };

    public static TheoryData<string> Names => [.. Lines.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_OfOperation_IsItsSlope(string name)
    {
        var (f, shapes) = Lines[name];
        GradCheck.Check(f, [.. shapes.Select(GradCheckTests.Positive)]);
    }

    // The gradient of sum(f(x)) as a function of x, itself recorded.
    private static Tensor Slope(Tensor x, Func<Tensor, Tensor> f)
    {
        var y = x.requires_grad ? x * 1 : x.detach().requires_grad_();
        return autograd.grad([f(y).sum()], [y], create_graph: true)[0];
    }
}
