using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class AttentionMaskTests
{
    [Fact]
    public void Apply_AMaskedScore_GetsExactlyNoShare()
    {
        // The -1e-6 of a well-known walk-through would leave it a third: [.33333, .33333, .33333].
        var mask = AttentionMask.Of(new[,] { { true, false, true } });
        var pattern = mask.Apply(zeros(1, 3)).softmax(-1);
        Assert.Equal([.5f, 0f, .5f], pattern.data<float>().ToArray());
    }

    [Fact]
    public void Causal_Rows_AllowWhatComesBeforeAndThemselves()
    {
        var allowed = (bool[,])AttentionMask.Causal(3).Allowed.data<bool>().ToNDArray();
        Assert.Equal(new[,] { { true, false, false }, { true, true, false }, { true, true, true } }, allowed);
    }

    [Fact]
    public void And_TwoMasks_AllowsWhatBothAllow()
    {
        var window = AttentionMask.Of(new[,] { { true, true, false }, { true, true, true }, { false, true, true } });
        var allowed = (bool[,])(AttentionMask.Causal(3) & window).Allowed.data<bool>().ToNDArray();
        Assert.Equal(new[,] { { true, false, false }, { true, true, false }, { false, true, true } }, allowed);
    }

    [Fact]
    public void Of_AQueryWithoutAnyKey_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => AttentionMask.Of(new[,] { { true, false }, { false, false } }));
        Assert.Equal("allowed: query 1 may look at no key at all; allow it at least one", error.Message);
    }

    [Fact]
    public void And_MasksThatLeaveAQueryWithoutKeys_IsRefused()
    {
        var future = AttentionMask.Of(new[,] { { false, true }, { true, true } });
        Assert.Contains("query 0", Assert.Throws<ArgumentException>(() => AttentionMask.Causal(2) & future).Message);
    }

    [Fact]
    public void Apply_ScoresOfAnotherShape_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => AttentionMask.Causal(3).Apply(zeros(2, 3, 4)));
        Assert.Equal("scores: expected (…, 3, 3) for this mask, got (2, 3, 4)", error.Message);
    }

    [Fact]
    public void Causal_OfNothing_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => AttentionMask.Causal(0));
}
