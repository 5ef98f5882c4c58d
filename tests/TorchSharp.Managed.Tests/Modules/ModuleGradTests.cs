// The gradients of the fused operations against central differences in float64, and those of a whole small block. Also the gradients of gradients: with create_graph
// each goes through its definition, so the gradient of sum(gradient²) must be its slope too.

using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Managed.Tests.Modules;

[Collection(nameof(DefaultGenerator))]
public class ModuleGradTests
{
    private static readonly Tensor Classes = tensor(new long[] { 1, 0, 3 }), Weights = tensor(new[] { 0.5, 2.0, 1.0, 0.25 });

    private static readonly Dictionary<string, (Func<Tensor[], Tensor> F, long[][] Shapes)> Lines = new()
    {
        ["linear"] = (x => F.linear(x[0], x[1], x[2]), [[2, 3, 4], [5, 4], [5]]),
        ["linear without bias"] = (x => F.linear(x[0].transpose(0, 1), x[1]), [[2, 4], [3, 2]]),
        ["layer_norm"] = (x => F.layer_norm(x[0], [5], x[1], x[2]), [[3, 5], [5], [5]]),
        ["layer_norm, plain"] = (x => F.layer_norm(x[0], [2, 9]), [[3, 2, 9]]),
        ["cross_entropy"] = (x => F.cross_entropy(x[0], Classes), [[3, 4]]),
        ["cross_entropy, all settings"] = (x => F.cross_entropy(x[0], Classes, Weights, 0, Reduction.None, 0.3), [[3, 4]]),
        ["nll_loss"] = (x => F.nll_loss(x[0], Classes, Weights), [[3, 4]]),
        ["kl_div"] = (x => F.kl_div(x[0], x[1], log_target: false), [[3, 4], [3, 4]]),
        ["gelu by tanh"] = (x => F.gelu(x[0], TorchSharp.Modules.GELU.Approximate.tanh), [[7]]),
        ["silu"] = (x => F.silu(x[0]), [[7]]),
        ["embedding"] = (x => Tensor.Embedding(x[0], tensor(new long[] { 2, 0, 2, 1 }), -1), [[3, 5]]),
        ["normalize"] = (x => F.normalize(x[0]), [[2, 5]]),
    };

    public static TheoryData<string> Names => [.. Lines.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_OfFusedOperation_IsItsSlope(string name) => GradCheck.Check(Lines[name].F, [.. Lines[name].Shapes.Select(Values)]);

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientOfGradient_OfFusedOperation_IsItsSlope(string name)
    {
        var (f, shapes) = Lines[name];
        GradCheck.Check(x => Squares(f, x), [.. shapes.Select(Values)]);
    }

    [Fact]
    public void Gradient_OfAWholeEncoderLayer_IsItsSlope()
    {
        manual_seed(3);
        var layer = TransformerEncoderLayer(4, 2, 6, 0, Activations.GELU).to(float64);
        GradCheck.Check(x => layer.call(x[0]), Values([3, 2, 4], 0));
    }

    [Fact]
    public void Backward_AfterTheTargetsChanged_IsRefused()
    {
        var (x, target) = (randn(3, 4).requires_grad_(), tensor(new long[] { 1, 0, 3 }));
        var loss = F.cross_entropy(x, target);
        target.fill_(2);
        Assert.Contains("cross_entropy", Assert.Throws<System.Runtime.InteropServices.ExternalException>(loss.backward).Message);
    }

    // The sum of squares of all gradients: a function of the inputs whose own gradient needs the second ones. Constant gradients (an embedding's) are left out.
    private static Tensor Squares(Func<Tensor[], Tensor> f, Tensor[] inputs)
    {
        Tensor[] x = [.. inputs.Select(t => t.requires_grad ? t : t.requires_grad_())];
        var y = f(x);
        using var on = enable_grad();
        var gradients = autograd.grad([(y * y).sum()], x, create_graph: true, allow_unused: true);
        return gradients.Where(g => g is not null).Select(g => (g * g).sum()).Aggregate((a, b) => a + b);
    }

    private static Tensor Values(long[] shape, int n)
    {
        var count = (int)shape.Aggregate(1L, (a, b) => a * b);
        return tensor(Enumerable.Range(0, count).Select(i => 0.5 + 1.5 * ((37 * i + 11 * (n + 1)) % 101) / 101).ToArray(), shape);
    }
}
