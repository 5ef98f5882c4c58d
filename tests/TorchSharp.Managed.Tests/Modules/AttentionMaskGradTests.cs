// An attention mask of floats is added to the scores, and may be learned (relative positions): its gradient against central differences in float64.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Modules;

[Collection(nameof(DefaultGenerator))]
public class AttentionMaskGradTests
{
    private const long T = 2, S = 3, B = 2, H = 2, D = 4;

    // One mask for all, or one for each head of each sequence; keys that are padding; keys that the layer adds, which every query sees.
    public static TheoryData<long[], bool, bool> Masks => new()
    {
        { [T, S], false, false },
        { [B * H, T, S], false, false },
        { [T, S], true, false },
        { [B * H, T, S], true, true },
    };

    [Theory]
    [MemberData(nameof(Masks))]
    public void GradientOfAMask_ByAttention_IsItsSlope(long[] shape, bool padded, bool more)
    {
        manual_seed(4);
        var layer = nn.MultiheadAttention(D, H, add_bias_kv: more, add_zero_attn: more).to(float64);
        Tensor query = randn([T, B, D], float64), key = randn([S, B, D], float64);
        var padding = padded ? tensor(new[,] { { false, false, true }, { false, false, false } }) : null;
        GradCheck.Check(x => layer.call(query, key, key, padding, true, x[0]).Item1, randn(shape, float64));
    }

    [Fact]
    public void GradientOfTheQueries_BesideALearnedMask_IsTheSameAsBesideAConstantOne()
    {
        manual_seed(4);
        var layer = nn.MultiheadAttention(D, H);
        Tensor x = randn(S, B, D).requires_grad_(), mask = randn(S, S);
        var (constant, _) = Gradients(x, mask, layer);
        var (learned, ofMask) = Gradients(x, mask.clone().requires_grad_(), layer);
        Assert.Equal(constant.data<float>().ToArray(), learned.data<float>().ToArray());
        Assert.NotNull(ofMask);
    }

    private static (Tensor OfX, Tensor? OfMask) Gradients(Tensor x, Tensor mask, MultiheadAttention layer)
    {
        x.grad = null;
        layer.call(x, x, x, attn_mask: mask).Item1.square().sum().backward();
        return (x.grad!, mask.grad);
    }
}
