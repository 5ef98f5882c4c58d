using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class NormTests
{
    [Fact]
    public void LayerNormByHand_OneToFour_IsTheBiasedOneWithEpsilonUnderTheRoot()
    {
        var y = new LayerNormByHand(4).forward(tensor(new float[] { 1, 2, 3, 4 }));
        Tiny.AssertClose(tensor(new[] { -1.34164f, -.44721f, .44721f, 1.34164f }), y);
    }

    [Fact]
    public void LayerNormByHand_AnyInput_GivesTheEnginesNumbers()
    {
        manual_seed(1);
        var (ours, theirs) = (new LayerNormByHand(8, 0.1), nn.LayerNorm(8, 0.1));
        theirs.load_state_dict(new() { ["weight"] = randn(8), ["bias"] = randn(8) });
        ours.load_state_dict(theirs.state_dict());
        var x = randn(2, 3, 8) * 5 + 2;
        Tiny.AssertClose(theirs.forward(x), ours.forward(x), 1e-6);
    }

    [Fact]
    public void RmsNorm_ThreeAndFour_HasRootMeanSquareOne()
    {
        var root = MathF.Sqrt(12.5f);
        Tiny.AssertClose(tensor(new[] { 3 / root, 4 / root }), new RmsNorm(2).forward(tensor(new float[] { 3, 4 })));
        Tiny.AssertClose(tensor(new[] { 1f, 1f }) / MathF.Sqrt(1.5f), new RmsNorm(2, 0.5).forward(ones(2)), 1e-6);
    }

    [Fact]
    public void LayerNormByHand_OneToFour_IsNotTheAnnotatedTransformers()
    {
        var x = tensor(new float[] { 1, 2, 3, 4 });
        var theirs = (x - x.mean()) / (x.std() + 1e-6);                                 // the unbiased deviation, ε outside of the root
        Tiny.AssertClose(tensor(new[] { -1.16190f, -.38730f, .38730f, 1.16190f }), theirs);
        Assert.False(theirs.allclose(new LayerNormByHand(4).forward(x), rtol: 0, atol: 0.05));
    }

    [Theory]
    [InlineData(Activation.Gelu, -.75179, -.169971)]
    [InlineData(Activation.GeluTanh, -.75246, -.170041)]
    public void FeedForward_OfIdentityMatricesWithGelu_HasItsLowestValueNearMinusThreeQuarters(Activation activation, double at, double lowest)
    {
        var net = Identity(activation);
        net.to(ScalarType.Float64);
        var x = arange(-2, 2, 1e-5, ScalarType.Float64);
        var y = net.forward(stack([x, x], -1)).select(-1, 0);                           // (N,2) -> (N)
        Assert.Equal(at, x[y.argmin().item<long>()].item<double>(), 2e-5);
        Assert.Equal(lowest, y.min().item<double>(), 1e-6);
    }

    [Theory]
    [InlineData(Activation.Gelu, .841345)]
    [InlineData(Activation.GeluTanh, .841192)]
    [InlineData(Activation.Relu, 1)]
    [InlineData(Activation.SwiGlu, .731059)]
    public void FeedForward_OfIdentityMatrices_IsItsActivation(Activation activation, double expected)
    {
        Assert.Equal(expected, Identity(activation).forward(ones(1, 2))[0, 0].item<float>(), 1e-5);      // SwiGLU: SiLU(1) · 1
    }

    private static FeedForward Identity(Activation activation)
    {
        var net = new FeedForward(Tiny.Paper with { DModel = 2, DFeedForward = 2, Activation = activation });
        foreach (var (_, matrix) in net.named_parameters().Where(entry => entry.Item2.ndim == 2))
        {
            using var off = no_grad();
            matrix.copy_(eye(2));
        }
        return net;
    }
}
