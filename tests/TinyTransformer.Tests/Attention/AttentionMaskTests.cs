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
    public void And_MasksThatLeaveAQueryWithoutKeys_GiveItAPatternOfZeros()
    {
        var future = AttentionMask.Of(new[,] { { false, true }, { true, true } });
        var step = ScaledDotProductAttention.Attend(eye(2), eye(2), ones(2, 2), AttentionMask.Causal(2) & future);
        Assert.Equal([0f, 0, 0, 0], step.Pattern[0].data<float>().Concat(step.Output[0].data<float>()));
        Assert.Equal(1, step.Pattern[1].sum().item<float>(), 1e-6);
    }

    public static TheoryData<string, string> Gallery => new()
    {
        { "causal", "x.... xx... xxx.. xxxx. xxxxx" },
        { "causal, last 2 of 5", "xxxx. xxxxx" },
        { "prefix", "xx... xx... xxx.. xxxx. xxxxx" },
        { "window", "x.... xx... .xx.. ..xx. ...xx" },
        { "window, last 2 of 5", "..xx. ...xx" },
        { "causal or window", "x.... xx... xxx.. xxxx. xxxxx" },
    };

    [Theory, MemberData(nameof(Gallery))]
    public void Masks_Rows_AllowWhatTheyShould(string name, string expected)
    {
        var mask = name switch
        {
            "causal" => AttentionMask.Causal(5),
            "causal, last 2 of 5" => AttentionMask.Causal(2, 5),
            "prefix" => AttentionMask.Prefix(5, 2),
            "window" => AttentionMask.SlidingWindow(5, 2),
            "window, last 2 of 5" => AttentionMask.SlidingWindow(2, 2, 5),
            _ => AttentionMask.Causal(5) | AttentionMask.SlidingWindow(5, 2),
        };
        Assert.Equal(expected, string.Join(' ', Rows(mask.Allowed)));
    }

    [Fact]
    public void Padding_MasksKeysAndNotQueries_OfEachSequence()
    {
        var mask = AttentionMask.Causal(3) & AttentionMask.Padding(tensor(new long[,] { { 5, 6, 7 }, { 0, 6, 0 } }), 0);
        Assert.Equal([2L, 3, 3], mask.Allowed.shape);
        Assert.Equal(["x..", "xx.", "xxx"], Rows(mask.Allowed[0]));
        Assert.Equal(["...", ".x.", ".x."], Rows(mask.Allowed[1]));
        Assert.True(mask.HasEmptyRows);
    }

    [Fact]
    public void Apply_AMaskOfABatch_IsSharedByTheHeads()
    {
        var mask = AttentionMask.Keys(tensor(new[,] { { true, false }, { false, true } }));
        var masked = mask.Apply(zeros(2, 3, 4, 2)).isinf();
        Assert.False(masked[0, .., .., 0].any().item<bool>() || masked[1, .., .., 1].any().item<bool>());
        Assert.True(masked[0, .., .., 1].all().item<bool>() && masked[1, .., .., 0].all().item<bool>());
        var error = Assert.Throws<ArgumentException>(() => mask.Apply(zeros(3, 4, 2)));
        Assert.Equal("scores: expected (2, …, T, 2) for this mask, got (3, 4, 2)", error.Message);
    }

    [Fact]
    public void Apply_ScoresOfAnotherShape_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => AttentionMask.Causal(3).Apply(zeros(2, 3, 4)));
        Assert.Equal("scores: expected (…, 3, 3) for this mask, got (2, 3, 4)", error.Message);
    }

    [Fact]
    public void Causal_OfNothing_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => AttentionMask.Causal(0));

    private static IEnumerable<string> Rows(Tensor allowed) =>
        Enumerable.Range(0, (int)allowed.shape[0]).Select(t => string.Concat(allowed[t].data<bool>().ToArray().Select(isAllowed => isAllowed ? 'x' : '.')));
}
