using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class ShowMasksTests
{
    private static readonly string[] s_tokens = ["the", "cat", "sat"];

    [Fact]
    public void Mask_OfACausalModel_IsATriangle() => Assert.Equal(
        "query \\ key  the  cat  sat\nthe            1    ·    ·\ncat            1    1    ·\nsat            1    1    1\n· masked\n",
        Show.Mask(AttentionMask.Causal(3), s_tokens).ToText());

    [Fact]
    public void Mask_OfPadding_IsDrawnForAllQueries()
    {
        var mask = AttentionMask.Padding(tensor(new long[,] { { 1, 2, 3 }, { 1, 2, 0 } }), 0);
        Assert.Equal(3, Show.Mask(mask[1], s_tokens).ToText().Split('·').Length - 2);
        Assert.DoesNotContain("·", Show.Mask(mask[0], s_tokens).ToText());
    }

    [Fact]
    public void Mask_Null_AllowsAll() => Assert.DoesNotContain("·", Show.Mask(null, ["le"], keys: s_tokens).ToText());

    [Fact]
    public void Mask_ForOtherLabels_SaysBothShapes() => Assert.Equal(
        "mask: expected (2, 3) for these labels, got (3, 3)",
        Assert.Throws<ArgumentException>(() => Show.Mask(AttentionMask.Causal(3), s_tokens[..2], keys: s_tokens)).Message);

    [Fact]
    public void Mask_OfABatch_SaysToChooseOne() => Assert.Contains(
        "choose one, as in mask[0]",
        Assert.Throws<ArgumentException>(() => Show.Mask(AttentionMask.Padding(Tiny.Ids(2, 3), 0), s_tokens)).Message);

    [Theory]
    [InlineData("gpt")]
    [InlineData("window")] // of 3 positions: over two blocks it reaches further than this text
    public void Reach_OfACausalModel_EndsAtTheDiagonal(string config)
    {
        var text = Show.Reach(new DecoderOnly(Tiny.Named(config)).call, tensor(new long[,] { { 4, 5, 6 } }), 9, s_tokens).ToText();
        Assert.Matches(@"the\s+1\s+·\s+·\ncat\s+1\s+1\s+·\nsat\s+1\s+1\s+1\n", text);
        Assert.EndsWith("· not one bit differs\n", text);
    }

    [Fact]
    public void Reach_OfAnEncoder_IsEverywhere() =>
        Assert.DoesNotContain("·", Show.Reach(new EncoderOnly(Tiny.Paper).call, tensor(new long[,] { { 4, 5, 6 } }), 9, s_tokens).ToText());

    [Fact]
    public void Reach_FromASource_HasItsTokensAsColumns()
    {
        var (model, target) = (new EncoderDecoder(Tiny.Paper), tensor(new long[,] { { 1, 2 } }));
        var text = Show.Reach(source => model.call(source, target), tensor(new long[,] { { 4, 5, 6 } }), 9, s_tokens, ["<bos>", "le"]).ToText();
        Assert.Matches(@"output \\ changed input\s+the\s+cat\s+sat\n<bos>\s+1\s+1\s+1\nle\s+1\s+1\s+1\n$", text);
    }

    [Fact]
    public void Reach_WithAnIdThatIsThere_SaysSo() => Assert.Equal(
        "other: expected an id that is not among the ids, got 5",
        Assert.Throws<ArgumentException>(() => Show.Reach(new EncoderOnly(Tiny.Paper).call, tensor(new long[,] { { 4, 5, 6 } }), 5, s_tokens)).Message);
}
