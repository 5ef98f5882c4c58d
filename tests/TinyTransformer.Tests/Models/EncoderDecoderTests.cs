using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class EncoderDecoderTests
{
    public static TheoryData<string> Kinds => ["paper", "gpt", "llama", "alibi", "window", "experts", "no norm", "final norm", "two-way"];

    [Theory, MemberData(nameof(Kinds))]
    public void Decode_WithACache_GivesTheLogitsOfTheWholeTarget(string kind)
    {
        manual_seed(1);
        var model = new EncoderDecoder(Tiny.Named(kind) with { PaddingId = 0 });
        Tensor source = Tiny.Ids(2, 5, 7), target = Tiny.Ids(2, 6);
        source[1, 3..] = tensor(0L);
        var whole = model.forward(source, target);
        using var cache = model.NewCache();
        var encoded = model.Encode(source);
        var steps = Enumerable.Range(0, 6).Select(t => model.Decode(target[.., t..(t + 1)], encoded, cache)).ToArray();
        Tiny.AssertClose(whole, cat(steps, 1));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Forward_AChangeOfATargetToken_LeavesEarlierLogitsBitEqual(string kind)
    {
        manual_seed(2);
        var model = new EncoderDecoder(Tiny.Named(kind));
        Tensor source = Tiny.Ids(1, 5, 7), target = Tiny.Ids(1, 6);
        var before = model.forward(source, target);
        target[.., 3] = (target[.., 3] + 1) % 11;
        var after = model.forward(source, target);
        Tiny.AssertSame(before[.., ..3], after[.., ..3]);
        Assert.False(before[.., 3..].eq(after[.., 3..]).all().item<bool>());
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Forward_MorePaddingBehindTheSource_ChangesNothing(string kind)
    {
        manual_seed(3);
        var model = new EncoderDecoder(Tiny.Named(kind) with { PaddingId = 0 });
        Tensor source = Tiny.Ids(1, 5, 7), target = Tiny.Ids(1, 4);
        var padded = cat([source, zeros(1, 3, dtype: ScalarType.Int64)], 1);
        Tiny.AssertClose(model.forward(source, target), model.forward(padded, target), 1e-6);
        Assert.NotEqual(0, (model.forward(source, target) - new EncoderDecoder(Tiny.Named(kind)).forward(padded, target)).abs().max().item<float>());
    }

    [Fact]
    public void Forward_WithoutPaddingId_PaddingIsATokenLikeAnyOther()
    {
        manual_seed(4);
        var model = new EncoderDecoder(Tiny.Paper);
        Tensor source = Tiny.Ids(1, 5), target = Tiny.Ids(1, 4);
        var padded = cat([source, zeros(1, 3, dtype: ScalarType.Int64)], 1);
        Assert.False(model.forward(source, target).allclose(model.forward(padded, target), rtol: 0, atol: 1e-3));
    }

    [Fact]
    public void Forward_ASourceOfNothingButPadding_GivesNumbersAndGradients()
    {
        manual_seed(5);
        var model = new EncoderDecoder(Tiny.Paper with { PaddingId = 0 });
        var logits = model.forward(zeros(1, 3, dtype: ScalarType.Int64), Tiny.Ids(1, 4));
        logits.square().sum().backward();
        Assert.True(logits.isfinite().all().item<bool>());
        Assert.All(model.parameters(), parameter => Assert.True(parameter.grad?.isfinite().all().item<bool>() ?? true));
    }

    [Fact]
    public void Forward_Backward_ReachesEveryParameter()
    {
        manual_seed(6);
        var model = new EncoderDecoder(Tiny.Paper);
        nn.functional.cross_entropy(model.forward(Tiny.Ids(2, 5), Tiny.Ids(2, 4)).reshape(-1, 11), Tiny.Ids(2, 4).reshape(-1)).backward();
        Assert.All(model.named_parameters(), entry => Assert.True(entry.Item2.grad?.abs().sum().item<float>() > 0, entry.Item1));
    }

    [Fact]
    public void Constructor_ThreeWayTying_HasOneTable()
    {
        var model = new EncoderDecoder(Tiny.Paper);
        Assert.Single(model.named_parameters(), entry => entry.Item1.Contains("tokens", StringComparison.Ordinal));
        Assert.Equal(["source.tokens.weight", "target.tokens.weight"], model.state_dict().Keys.Where(name => name.Contains("tokens", StringComparison.Ordinal)));
    }

    [Fact]
    public void Forward_OtherSourceVocabulary_TakesItsTokens()
    {
        var model = new EncoderDecoder(Tiny.Paper with { TieEmbeddings = EmbeddingTying.None, SourceVocabularySize = 20 });
        Assert.Equal([1L, 1, 11], model.forward(tensor(new long[,] { { 19 } }), tensor(new long[,] { { 10 } })).shape);
    }
}
