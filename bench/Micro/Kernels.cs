// The kernels of a transformer at the sizes of a small GPT: 1,024 positions (16 texts of 64) of 128 numbers, an MLP of 512, 4 heads, 64 tokens.

using BenchmarkDotNet.Attributes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Micro;

public class Kernels : IDisposable
{
    private readonly Tensor _x = randn(1024, 128), _hidden = randn(1024, 512), _weight = randn(512, 128), _scores = randn(16, 4, 64, 64), _logits = randn(1024, 64);
    private readonly Tensor _heads = randn(16, 64, 4, 32).transpose(1, 2), _targets = randint(0, 64, [1024], int64), _row = randn(1, 128), _ones = ones(128), _zeros = zeros(128);
    private readonly Tensor _leafHidden = randn(1024, 512).requires_grad_(), _leafX = randn(1024, 128).requires_grad_(), _leafLogits = randn(1024, 64).requires_grad_();
    private readonly Tensor _leafHeads = randn(16, 64, 4, 32).transpose(1, 2).detach().requires_grad_();
    private readonly Parameter _parameter = new(randn(512, 128));
    private readonly optim.Optimizer _adamW;

    public Kernels()
    {
        _parameter.grad = randn(512, 128);
        _adamW = optim.AdamW([_parameter]);
    }

    [Benchmark]
    public void Add() => Forward(() => _hidden + _hidden);

    [Benchmark]
    public void MatMul() => Forward(() => _hidden.matmul(_weight));

    [Benchmark]
    public void Linear() => Forward(() => F.linear(_x, _weight));

    [Benchmark]
    public void LinearOfOneRow() => Forward(() => F.linear(_row, _weight));

    [Benchmark]
    public void Softmax() => Forward(() => _scores.softmax(-1));

    [Benchmark]
    public void LayerNorm() => Forward(() => F.layer_norm(_x, [128], _ones, _zeros));

    [Benchmark]
    public void Gelu() => Forward(() => _hidden.gelu());

    [Benchmark]
    public void Attention() => Forward(() => F.scaled_dot_product_attention(_heads, _heads, _heads, is_casual: true));

    [Benchmark]
    public void CrossEntropy() => Forward(() => F.cross_entropy(_logits, _targets));

    [Benchmark]
    public void LayerNormAndBackward() => Backward(_leafX, x => F.layer_norm(x, [128], _ones, _zeros));

    [Benchmark]
    public void GeluAndBackward() => Backward(_leafHidden, x => x.gelu());

    [Benchmark]
    public void AttentionAndBackward() => Backward(_leafHeads, x => F.scaled_dot_product_attention(x, x, x, is_casual: true));

    [Benchmark]
    public void CrossEntropyAndBackward() => Backward(_leafLogits, x => F.cross_entropy(x, _targets));

    [Benchmark]
    public void AdamWStep() => _adamW.step();

    public void Dispose()
    {
        _parameter.Dispose();
        GC.SuppressFinalize(this);
    }

    private static void Forward(Func<Tensor> operation)
    {
        using var off = no_grad();
        using var result = operation();
    }

    private static void Backward(Tensor leaf, Func<Tensor, Tensor> operation)
    {
        using var scope = NewDisposeScope();
        leaf.grad = null;
        operation(leaf).sum().backward();
    }
}
