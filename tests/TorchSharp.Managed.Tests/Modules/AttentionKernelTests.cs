// scaled_dot_product_attention as one operation, against its definition in the public operations: values and gradients, over blocks of queries, masks and layouts.

using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Managed.Tests.Modules;

public class AttentionKernelTests
{
    /// <summary>
    /// B, H, T, S, Dh, Dv, and the mask: "", "causal", "bool", "float", "keys" (a Bool row for each matrix of the batch), "column" (a Bool for each query). Of one key, which has all
    /// weight, only the values have a slope; three blocks of queries add to it.
    /// </summary>
    public static TheoryData<int, int, int, int, int, int, string> Cases => new()
    {
        { 1, 1, 1, 1, 1, 1, "" },
        { 1, 2, 8, 8, 32, 32, "" },
        { 2, 3, 5, 9, 7, 3, "" },
        { 2, 2, 130, 130, 8, 8, "causal" },
        { 1, 2, 70, 20, 4, 5, "causal" },
        { 1, 2, 20, 150, 4, 5, "causal" },
        { 2, 2, 70, 33, 6, 6, "bool" },
        { 2, 2, 67, 40, 6, 6, "float" },
        { 3, 2, 66, 17, 6, 4, "keys" },
        { 2, 2, 6, 17, 6, 4, "column" },
        { 2, 2, 1, 131, 16, 144, "keys" },
        { 1, 2, 130, 1, 136, 140, "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Attention_AsOneOperation_IsItsDefinition(int b, int h, int t, int s, int d, int dv, string mask)
    {
        var (q, k, v) = (Leaf(b, t, h, d), Leaf(b, s, h, d), Leaf(b, s, h, dv));
        var allowed = Mask(mask, b, t, s);
        var weights = Leaf(b, h, t, dv).detach();

        var fused = Slopes((x, y, z) => F.scaled_dot_product_attention(x, y, z, mask == "causal" ? null : allowed, is_casual: mask == "causal"), weights, q, k, v);
        var defined = Slopes((x, y, z) => ByDefinition(x, y, z, allowed), weights, q, k, v);

        foreach (var (name, x, y) in fused.Zip(defined, (x, y) => (x.Name, x.Value, y.Value)))
        {
            Assert.True(x.allclose(y, 1e-10, 1e-12), $"{name}: off by {(double)(x - y).abs().max()}");
        }
    }

    /// <summary>The same in float32, against the definition in float64: within 2e-6 of the largest number of each result, sixteen units in its last place: each score that
    /// has others beside it adds up to 32 products, each slope up to 150.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Attention_InFloat32_IsItsDefinition(int b, int h, int t, int s, int d, int dv, string mask)
    {
        Tensor[] inputs = [Single(b, t, h, d), Single(b, s, h, d), Single(b, s, h, dv)];
        var (allowed, weights) = (Mask(mask, b, t, s), Single(b, h, t, dv).detach());
        var single = allowed?.dtype == ScalarType.Float64 ? allowed.to(float32) : allowed;

        var fused = Slopes((x, y, z) => F.scaled_dot_product_attention(x, y, z, mask == "causal" ? null : single, is_casual: mask == "causal"), weights, inputs);
        var exact = single?.dtype == ScalarType.Float32 ? single.to(float64) : single;
        var defined = Slopes((x, y, z) => ByDefinition(x, y, z, exact), weights.to(float64), Array.ConvertAll(inputs, x => x.detach().to(float64).requires_grad_()));

        foreach (var (name, x, y) in fused.Zip(defined, (x, y) => (x.Name, x.Value, y.Value)))
        {
            Assert.Equal(ScalarType.Float32, x.dtype);
            Assert.InRange((double)(x.to(float64) - y).abs().max(), 0, 2e-6 * (double)y.abs().max());
        }
    }

    [Fact]
    public void Attention_OfHeadsSplitByATranspose_LiesInTheirLayout()
    {
        var q = rand(2, 5, 3, 4).transpose(1, 2);
        Assert.True(F.scaled_dot_product_attention(q, q, q).transpose(1, 2).is_contiguous());
    }

    [Fact]
    public void Attention_ThroughItsBackward_HasASlope() =>
        GradCheck.Check(
            x =>
            {
                var q = x[0].requires_grad ? x[0] : x[0].detach().requires_grad_();
                return autograd.grad([F.scaled_dot_product_attention(q, x[1], x[2], is_casual: true).square().sum()], [q], create_graph: true)[0];
            },
            Numbers(2, 3, 2), Numbers(2, 3, 2), Numbers(2, 3, 2));

    [Fact]
    public void Attention_WithDropout_DropsPartsOfThePatternAndScalesTheRest()
    {
        manual_seed(1);
        var v = eye(40, dtype: float64);
        Tensor kept = F.scaled_dot_product_attention(zeros(40, 2, float64), zeros(40, 2, float64), v, p: 0.25);
        Assert.Equal([0, 4.0 / 3 / 40], kept.unique().output.data<double>().ToArray(), (x, y) => Math.Abs(x - y) < 1e-15);
        Assert.InRange((double)kept.eq(0).to(float64).mean(), 0.2, 0.3);
    }

    [Fact]
    public void Attention_OfAKeyThatNoQueryMaySee_LeavesItOut()
    {
        var (q, k, v) = (rand(1, 3, 4), rand(1, 3, 4), rand(1, 3, 4));
        v[0, 2, 1] = float.NaN;
        Assert.False((bool)F.scaled_dot_product_attention(q[.., ..2], k, v, is_casual: true).isnan().any());
    }

    [Fact]
    public void Attention_OfARowThatSeesNothing_IsNaNAsInPyTorch()
    {
        var q = rand(1, 2, 4);
        var y = F.scaled_dot_product_attention(q, q, q, tensor(new[,] { { true, false }, { false, false } }));
        Assert.Equal([false, true], y.isnan().all(2).flatten().data<bool>().ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-12)]
    public void Attention_OfAHiddenKeyOfNaN_IsNaNOnBothWaysAsInPyTorch(double dropout)
    {
        var (q, k) = (rand(1, 4), tensor(new[,] { { 1f, 2, 3, 4 }, { float.NaN, 0, 0, 0 } }));
        Assert.True((bool)F.scaled_dot_product_attention(q, k, rand(2, 4), tensor(new[] { true, false }), dropout).isnan().all());
    }

    [Fact]
    public void Attention_OfOneQueryOverNineMillionKeys_NeedsNoBlockOfQueries()
    {
        var one = ones(1, 1);
        var many = one.expand(9_000_000, 1);
        Assert.Equal(1, F.scaled_dot_product_attention(one, many, many).item<float>(), 1e-3);
    }

    [Theory]
    [InlineData(Scratch.KeptUpTo / 2, 0)]
    [InlineData(Scratch.KeptUpTo, Scratch.KeptUpTo)]
    public void Scratch_RentedAgain_IsMadeAnewOnlyWhereItIsHuge(int bytes, long made)
    {
        Scratch.Rent<byte>(Slot.Slopes, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Scratch.Rent<byte>(Slot.Slopes, bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, made, made + 1024);
    }

    private static (string Name, Tensor Value)[] Slopes(Func<Tensor, Tensor, Tensor, Tensor> attend, Tensor weights, params Tensor[] inputs)
    {
        var heads = Array.ConvertAll(inputs, x => x.transpose(1, 2));             // (B,T,H,Dh) -> (B,H,T,Dh), as a model splits its heads
        var y = attend(heads[0], heads[1], heads[2]);
        return [("output", y.detach()), .. autograd.grad([(y * weights).sum()], inputs).Select((g, i) => ("gradient of " + "qkv"[i], g))];
    }

    private static Tensor ByDefinition(Tensor q, Tensor k, Tensor v, Tensor? mask)
    {
        var scores = q.matmul(k.transpose(-2, -1)) / Math.Sqrt(q.shape[^1]);
        scores = mask is null ? scores : mask.dtype == ScalarType.Bool ? scores.masked_fill(~mask, double.NegativeInfinity) : scores + mask;
        return scores.softmax(-1).matmul(v);
    }

    private static Tensor? Mask(string kind, int b, int t, int s) => kind switch
    {
        "causal" => ones([t, s], ScalarType.Bool).tril(),
        "bool" => Numbers(t, s).gt(0.6) | arange(s).eq(0),
        "float" => Numbers(b, 1, t, s).log(),
        "keys" => arange(s).lt(arange(1, b + 1).view(b, 1, 1, 1) * 4),
        "column" => ones([t, 1], ScalarType.Bool),
        _ => null,
    };

    private static Tensor Single(params long[] shape) => (Numbers(shape) - 1.01).to(float32).requires_grad_();

    private static Tensor Leaf(params long[] shape) => Numbers(shape).requires_grad_();

    private static Tensor Numbers(params long[] shape) => (arange(shape.Aggregate(1L, (a, b) => a * b), float64) * 12.9898).sin().reshape(shape) + 1.01;
}
