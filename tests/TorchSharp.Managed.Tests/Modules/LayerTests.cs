// Laws of the layers, and bad input: each a catchable exception that names the operation, the shapes and the value.

using System.Runtime.InteropServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Managed.Tests.Modules;

[Collection(nameof(DefaultGenerator))]
public class LayerTests
{
    [Fact]
    public void LayerNorm_OfOneToFour_IsTheKnownRow()
    {
        var y = F.layer_norm(tensor(new[] { 1f, 2f, 3f, 4f }), [4]);
        Assert.True(y.allclose(tensor(new[] { -1.34164f, -0.44721f, 0.44721f, 1.34164f }), 0, 1e-5));
    }

    [Fact]
    public void LabelSmoothing_OfTheAnnotatedTransformersRows_IsTheKnownTarget()
    {
        // Five classes, eps 0.4: at uniform logits the gradient of a row's loss is 1/5 - target.
        var x = zeros(1, 5).requires_grad_();
        F.cross_entropy(x, tensor(new long[] { 2 }), label_smoothing: 0.4).backward();
        Assert.True((0.2f - x.grad!).allclose(tensor(new[] { 0.08f, 0.08f, 0.68f, 0.08f, 0.08f }, [1, 5]), 0, 1e-6));
    }

    [Fact]
    public void CrossEntropy_OfUniformLogits_IsTheLogarithmOfTheClasses() =>
        Assert.Equal(Math.Log(50257), F.cross_entropy(zeros(2, 50257), tensor(new long[] { 7, 50256 })).item<float>(), 1e-5);

    [Fact]
    public void CrossEntropy_OfHugeLogits_StaysFinite() =>
        Assert.Equal(2e4f, F.cross_entropy(tensor(new[] { 1e4f, -1e4f }, [1, 2]), tensor(new long[] { 1 })).item<float>());

    [Fact]
    public void CrossEntropy_OfAMaskedClass_IsAsWithoutIt()
    {
        var x = tensor(new[] { 0.3f, -1f, 2f });
        var masked = cat([x, full([1], float.NegativeInfinity)], 0);
        Assert.Equal(F.cross_entropy(x, tensor(1L)).item<float>(), F.cross_entropy(masked, tensor(1L)).item<float>(), 1e-6);
    }

    [Fact]
    public void CrossEntropy_OfIgnoredTargetsAlone_IsNaN() => Assert.True(float.IsNaN(F.cross_entropy(zeros(2, 3), full([2], -100L)).item<float>()));

    [Fact]
    public void Embedding_WithPadding_GivesThatRowZerosAndNoGradient()
    {
        var layer = Embedding(4, 3, padding_idx: -1);
        layer.call(tensor(new long[] { 3, 1, 3 })).sum().backward();
        Assert.Equal(0, layer.weight[3].abs().sum().item<float>());
        Assert.Equal([0f, 1f, 0f, 0f], layer.weight.grad![.., 0].contiguous().data<float>().ToArray());
    }

    [Fact]
    public void EmbeddingFromPretrained_Frozen_WantsNoGradient()
    {
        Assert.False(Embedding_from_pretrained(ones(2, 2)).weight.requires_grad);
        Assert.True(Embedding_from_pretrained(ones(2, 2), freeze: false).weight.requires_grad);
    }

    [Fact]
    public void Dropout_OutsideOfTraining_ChangesNothingAndDrawsNothing()
    {
        var layer = Dropout(0.5);
        layer.eval();
        manual_seed(1);
        Assert.True(layer.call(ones(9)).eq(1).all().item<bool>());
        var next = rand(1);
        manual_seed(1);
        Assert.Equal(rand(1).item<float>(), next.item<float>());
    }

    [Fact]
    public void Dropout_OfOnes_KeepsTheExpectation() => Assert.Equal(1, Dropout(0.25).call(ones(40000)).mean().item<float>(), 0.02);

    [Fact]
    public void Dropout_UnderNoGrad_RecordsNothing()
    {
        using var off = no_grad();
        Assert.False(Dropout(0.5).call(ones(3).requires_grad_()).requires_grad);
    }

    [Fact]
    public void Attention_CausalMask_HidesTheFuture()
    {
        var layer = MultiheadAttention(8, 2);
        var mask = ones([5, 5], ScalarType.Bool).triu(1);
        var (x, later) = (randn(5, 1, 8), randn(1, 1, 8));
        var changed = cat([x[..4], later], 0);
        var (a, b) = (layer.call(x, x, x, attn_mask: mask).Item1, layer.call(changed, changed, changed, attn_mask: mask).Item1);
        Assert.True(a[..4].eq(b[..4]).all().item<bool>());
        Assert.False(a[4].eq(b[4]).all().item<bool>());
    }

    [Fact]
    public void Attention_Padding_PlaysNoPart()
    {
        var layer = MultiheadAttention(8, 2);
        var x = randn(4, 1, 8);
        var padded = cat([x, randn(2, 1, 8)], 0);
        var hidden = tensor(new bool[,] { { false, false, false, false, true, true } });
        var y = layer.call(padded, padded, padded, hidden).Item1[..4];
        Assert.True(y.allclose(layer.call(x, x, x).Item1, 0, 1e-6));
    }

    [Fact]
    public void Attention_Pattern_SumsToOne()
    {
        var x = randn(4, 2, 8);
        Assert.True(MultiheadAttention(8, 2).call(x, x, x).Item2.sum(-1).allclose(ones(2, 4), 0, 1e-6));
        Assert.True(MultiheadAttention(8, 2).call(x, x, x, need_weights: false).Item2.IsInvalid);
    }

    [Fact]
    public void Transformer_Default_HasPyTorchsNumberOfParameters() => Assert.Equal(44_140_544, Transformer().parameters().Sum(p => p.numel()));

    public static TheoryData<string, Func<Tensor>> Mistakes => new()
    {
        { "linear: expected an input (…, in) and a weight (out, in), got (2, 4) and (5, 3): the input's last dimension is 4, the layer's in 3", () => Linear(3, 5).call(ones(2, 4)) },
        { "must have one float type, got Float64, Float32", () => Linear(3, 5).call(ones([2, 3], float64)) },
        { "embedding: index 7 at position 1 of the input (2,) is out of range: the table (5, 3) has rows 0 to 4", () => Embedding(5, 3).call(tensor(new long[] { 0, 7 })) },
        { "embedding: index -1", () => Embedding(5, 3).call(tensor(new long[] { -1 })) },
        { "embedding: indices must be Int64 or Int32, got Float32", () => Embedding(5, 3).call(ones(2)) },
        { "layer_norm: the last dimensions of the input must be (4,), got (2, 3)", () => LayerNorm(4).call(ones(2, 3)) },
        { "cross_entropy: target 5 at position 1 is out of bounds: the input of shape (2, 5) has classes 0 to 4", () => F.cross_entropy(ones(2, 5), tensor(new long[] { 0, 5 })) },
        { "cross_entropy: expected scalar type Long but found Int32", () => F.cross_entropy(ones(2, 5), tensor(new[] { 0, 1 })) },
        { "the target has shape (2,), got (3,)", () => F.cross_entropy(ones(2, 5), tensor(new long[] { 0, 1, 2 })) },
        { "one weight of type Float32 for each of the 5 classes, got (4,)", () => F.cross_entropy(ones(2, 5), tensor(new long[] { 0, 1 }), ones(4)) },
        { "label_smoothing lies between 0 and 1, got 2", () => F.cross_entropy(ones(2, 5), tensor(new long[] { 0, 1 }), label_smoothing: 2) },
        { "dropout: the probability of 0 lies between 0 and 1, got 1.5", () => F.dropout(ones(2), 1.5) },
        { "the width must be a multiple of the number of heads, got embed_dim 8 and num_heads 3", () => MultiheadAttention(8, 3).parameters().First() },
        { "MultiheadAttention: expected query (T, B, 8), key (S, B, …) and value (S, B, …), got (3, 1, 6)", () => MultiheadAttention(8, 2).call(ones(3, 1, 6), ones(3, 1, 8), ones(3, 1, 8)).Item1 },
        { "key and value need the query's batch 2", () => MultiheadAttention(8, 2).call(ones(3, 2, 8), ones(3, 1, 8), ones(3, 1, 8)).Item1 },
        { "expected an attn_mask (3, 4) or (2, 3, 4) of Bool or floats, got (4, 3)", () => MultiheadAttention(8, 2).call(ones(3, 1, 8), ones(4, 1, 8), ones(4, 1, 8), attn_mask: zeros(4, 3)).Item1 },
        { "expected a key_padding_mask (1, 4) of Bool, got (1, 4) of Float32", () => MultiheadAttention(8, 2).call(ones(3, 1, 8), ones(4, 1, 8), ones(4, 1, 8), zeros(1, 4)).Item1 },
        { "one_hot: index 4 at position 0 is out of range for 3 classes", () => F.one_hot(tensor(new long[] { 4 }), 3) },
        { "uniform_: expected from <= to", () => ones(2).uniform_(1, 0) },
        { "a probability lies between 0 and 1, got 2", () => ones(2).mul(2).bernoulli() },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Layer_OnBadInput_SaysWhatIsWrong(string words, Func<Tensor> mistake) => Assert.Contains(words, Assert.Throws<ExternalException>(() => mistake()).Message);

    [Fact]
    public void Layer_OfUnsupportedSettings_SaysWhereTheyLive()
    {
        Assert.Contains("max_norm", Assert.Throws<NotSupportedException>(() => Embedding(3, 2, max_norm: 1)).Message);
        Assert.Contains("two or more dimensions", Assert.Throws<ArgumentException>(() => init.xavier_uniform_(ones(3))).Message);
    }
}
