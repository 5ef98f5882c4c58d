// One line an operation: its gradient against central differences in float64. Also through views, broadcasting and repeated operands.
// The golden tests compare the same gradients with PyTorch's; here no other program is trusted.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests;

public class GradCheckTests
{
    private static readonly Dictionary<string, (Func<Tensor[], Tensor> F, long[][] Shapes)> Lines = new()
    {
        ["add, broadcast"] = (x => x[0] + x[1], [[2, 3], [3]]),
        ["sub, outer"] = (x => x[0] - x[1], [[3, 1], [1, 4]]),
        ["mul"] = (x => x[0] * x[1], [[2, 3], [2, 3]]),
        ["mul, repeated"] = (x => x[0] * x[0], [[2, 3]]),
        ["div"] = (x => x[0] / x[1], [[2, 3], [2, 1]]),
        ["rdiv"] = (x => 2.0 / x[0], [[4]]),
        ["neg"] = (x => -x[0], [[4]]),
        ["exp"] = (x => x[0].exp(), [[5]]),
        ["log"] = (x => x[0].log(), [[5]]),
        ["sqrt"] = (x => x[0].sqrt(), [[5]]),
        ["rsqrt"] = (x => x[0].rsqrt(), [[5]]),
        ["sin"] = (x => x[0].sin(), [[5]]),
        ["cos"] = (x => x[0].cos(), [[5]]),
        ["tanh"] = (x => x[0].tanh(), [[5]]),
        ["sigmoid"] = (x => x[0].sigmoid(), [[5]]),
        ["square"] = (x => x[0].square(), [[5]]),
        ["pow"] = (x => x[0].pow(x[1]), [[2, 3], [3]]),
        ["pow, number"] = (x => x[0].pow(2.7), [[5]]),
        ["pow, cube"] = (x => x[0].pow(3), [[5]]),
        ["erf"] = (x => (x[0] - 1.0).erf(), [[7]]),
        ["gelu"] = (x => (x[0] - 1.0).gelu(), [[7]]),
        ["sum, first dimensions"] = (x => x[0].sum([0, 1]), [[2, 70, 3]]),
        ["relu"] = (x => (x[0] - 1.0).relu(), [[7]]),
        ["abs"] = (x => (x[0] - 1.0).abs(), [[7]]),
        ["clamp"] = (x => x[0].clamp(0.7, 1.4), [[9]]),
        ["matmul"] = (x => x[0].matmul(x[1]), [[2, 3], [3, 4]]),
        ["matmul, vector"] = (x => x[0].matmul(x[1]), [[2, 3], [3]]),
        ["matmul, broadcast"] = (x => x[0].matmul(x[1]), [[2, 1, 2, 3], [4, 3, 2]]),
        ["matmul, transposed"] = (x => x[0].transpose(0, 1).matmul(x[1].transpose(0, 1)), [[3, 2], [4, 3]]),
        ["matmul, with itself"] = (x => x[0].matmul(x[0].transpose(0, 1)), [[2, 3]]),
        ["bmm"] = (x => x[0].bmm(x[1]), [[2, 2, 3], [2, 3, 2]]),
        ["sum"] = (x => x[0].sum([0, 2]), [[2, 3, 2]]),
        ["mean"] = (x => x[0].mean([-1], true), [[2, 3]]),
        ["var"] = (x => x[0].var([1], false, true), [[2, 4]]),
        ["std"] = (x => x[0].std([0]), [[4, 2]]),
        ["max"] = (x => x[0].max(1).values, [[3, 4]]),
        ["amax"] = (x => x[0].amax([0]), [[3, 4]]),
        ["softmax"] = (x => x[0].softmax(-1), [[2, 4]]),
        ["softmax, first dimension"] = (x => x[0].softmax(0), [[3, 2]]),
        ["log_softmax"] = (x => x[0].log_softmax(-1), [[2, 4]]),
        ["logsumexp"] = (x => x[0].logsumexp(1), [[2, 3, 2]]),
        ["cumsum"] = (x => x[0].cumsum(1), [[2, 4]]),
        ["index_select"] = (x => x[0].index_select(0, tensor(new long[] { 2, 0, 2 })), [[3, 2]]),
        ["index_add"] = (x => x[0].index_add(1, tensor(new long[] { 2, 0, 2 }), x[1], 0.5), [[2, 4], [2, 3]]),
        ["gather"] = (x => x[0].gather(1, tensor(new long[,] { { 0, 2 }, { 1, 1 } })), [[2, 3]]),
        ["scatter_add"] = (x => x[0].scatter_add(1, tensor(new long[,] { { 0, 2 }, { 1, 1 } }), x[1]), [[2, 3], [2, 2]]),
        ["scatter_add, part of src"] = (x => x[0].scatter_add(0, tensor(new long[,] { { 1, 1 } }), x[1]), [[2, 3], [2, 4]]),
        ["tril"] = (x => x[0].tril(), [[3, 3]]),
        ["masked_fill"] = (x => x[0].masked_fill(x[0] > 1.0, 3.0), [[2, 4]]),
        ["where"] = (x => where(x[0] > x[1], x[0], x[1]), [[2, 4], [4]]),
        ["cat"] = (x => cat([x[0], x[1], x[0]], 1), [[2, 3], [2, 1]]),
        ["stack"] = (x => stack([x[0], x[1]], -1), [[2, 3], [2, 3]]),
        ["permute"] = (x => x[0].permute(2, 0, 1), [[2, 3, 2]]),
        ["reshape of a transpose"] = (x => x[0].transpose(0, 1).reshape(6), [[2, 3]]),
        ["expand"] = (x => x[0].expand(4, 3), [[1, 3]]),
        ["slice with a step"] = (x => x[0].slice(1, 1, 6, 2), [[2, 6]]),
        ["select"] = (x => x[0].select(0, 1), [[3, 2]]),
        ["layer norm by hand"] = (x => (x[0] - x[0].mean([-1], true)) / (x[0].var([-1], false, true) + 1e-5).sqrt() * x[1] + x[2], [[3, 5], [5], [5]]),
        ["attention by hand"] = (x => (x[0].matmul(x[1].transpose(-2, -1)) / Math.Sqrt(3)).softmax(-1).matmul(x[2]), [[2, 4, 3], [2, 4, 3], [2, 4, 3]]),
    };

    public static TheoryData<string> Names => [.. Lines.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_OfOperation_IsItsSlope(string name)
    {
        var (f, shapes) = Lines[name];
        GradCheck.Check(f, [.. shapes.Select(Positive)]);
    }

    [Fact]
    public void Check_WrongGradient_Fails() =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => GradCheck.Check(x => x[0] * x[0].detach(), Positive([3], 0)));

    // Distinct numbers between 0.5 and 2, in no order: i -> 0.5 + 1.5 ((37 i + 11 (n + 1)) mod 101) / 101.
    internal static Tensor Positive(long[] shape, int n)
    {
        var count = (int)shape.Aggregate(1L, (a, b) => a * b);
        return tensor(Enumerable.Range(0, count).Select(i => 0.5 + 1.5 * ((37 * i + 11 * (n + 1)) % 101) / 101).ToArray(), shape);
    }
}
