// Two small pieces of training by the public operations: an attention step forward and backward, and ten steps of gradient descent of a two-layer net.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Digits;

internal static class Training
{
    public static IEnumerable<Tensor> Attention()
    {
        manual_seed(7);
        Tensor[] qkv = [.. Enumerable.Range(0, 3).Select(_ => randn(2, 3, 17, 24).requires_grad_())];
        var scores = qkv[0].matmul(qkv[1].mT) / Math.Sqrt(24);
        var y = scores.masked_fill(ones([17, 17], ScalarType.Bool).triu(1), double.NegativeInfinity).softmax(-1).matmul(qkv[2]);
        (y * y).mean().backward();
        return [y.detach(), .. qkv.Select(x => x.grad!)];
    }

    public static IEnumerable<Tensor> TenSteps()
    {
        manual_seed(8);
        Tensor x = randn(40, 12), target = x.sin().sum([1], true);
        Tensor[] weights = [randn(12, 33) * 0.3, zeros(33), randn(33, 1) * 0.3];
        foreach (var w in weights)
        {
            w.requires_grad_();
        }

        return [.. Enumerable.Range(0, 10).Select(_ => Step(x, target, weights)), .. weights.Select(w => w.detach())];
    }

    public static Tensor Step(Tensor x, Tensor target, Tensor[] weights)
    {
        var loss = ((x.matmul(weights[0]) + weights[1]).gelu().matmul(weights[2]) - target).square().mean();
        loss.backward();
        using var off = no_grad();
        foreach (var w in weights)
        {
            w.sub_(w.grad! * 0.05);
            w.grad = null;
        }
        return loss.detach();
    }
}
