// What a cache is for, at the length that it is for: the same logits, and the share of the operations that the formula promises, counted product by product.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class KeyValueCacheLawTests
{
    private const int Tokens = 256;

    private static readonly TransformerConfig s_config = new()
    {
        VocabularySize = 64, DModel = 32, DFeedForward = 128, NumLayers = 2, NumHeads = 4, MaxPositions = Tokens, Positions = PositionKind.Rotary, NormPlacement = NormPlacement.Pre, Dropout = 0,
    };

    [Theory]
    [InlineData(PositionKind.Rotary, 4)]
    [InlineData(PositionKind.Sinusoidal, 1)]
    [InlineData(PositionKind.Alibi, 2)]
    public void Forward_TokenByToken_GivesTheLogitsOf256TokensAtOnce(PositionKind positions, int kvHeads)
    {
        var model = Fixed.Model(s_config with { Positions = positions, NumKvHeads = kvHeads }, seed: 1);
        AssertSameLogits(model, [.. Enumerable.Range(0, Tokens).Select(t => (7L * t * t + t) % 64)]);
    }

    [Fact]
    public void Forward_OfTheTrainedFablesModel_TokenByToken_GivesItsLogits()
    {
        var saved = SavedModel.Load(Repository.PathOf("data", "checkpoints", "fables"));
        var story = Story.ReadAll(Repository.PathOf("data", "fables", "part-1.txt")).MaxBy(story => story.Text.Length)!;         // longer than the model's 192 positions
        AssertSameLogits(saved.Gpt, [saved.Tokenizer.IdOf(SpecialToken.Begin), .. saved.Tokenizer.Encode(story.Text).Select(id => (long)id)]);
    }

    [Theory]
    [InlineData(4, EmbeddingTying.TwoWay)]
    [InlineData(2, EmbeddingTying.None)]
    public void MultiplyAdds_OfTokenByToken_AreTheFormulasShareOfTheWholeForwards(int kvHeads, EmbeddingTying tying)
    {
        var model = Fixed.Model(s_config with { DModel = 16, DFeedForward = 64, NumLayers = 1, NumKvHeads = kvHeads, TieEmbeddings = tying }, seed: 2);
        var ids = (arange(Tokens, ScalarType.Int64) % 64).unsqueeze(0);
        using var off = no_grad();
        using var cache = model.NewCache();
        long cached = 0, whole = 0, formulaCached = 0, formulaWhole = 0;
        for (var t = 0; t < Tokens; t++)
        {
            using var scope = NewDisposeScope();
            cached += ForwardTable.Of(model, () => model.forward(ids[.., t..(t + 1)], cache)).MultiplyAdds;
            whole += ForwardTable.Of(model, () => model.forward(ids[.., ..(t + 1)])).MultiplyAdds;
            formulaCached += ForwardCost.ContinuationFlops(model.Config, past: t);
            formulaWhole += ForwardCost.Flops(model.Config, t + 1);
        }
        Assert.Equal((formulaCached, formulaWhole), (2 * cached, 2 * whole));
        Assert.InRange((double)whole / cached, 100, 200);                     // a forward of t tokens does about t times a token's work; less what the look at the past costs
    }

    [Fact]
    public void MultiplyAdds_OfATranslationTokenByToken_DoTheSourceOnce()
    {
        var model = Fixed.Translator(s_config with { NumKvHeads = 2 }, seed: 3);
        Tensor source = arange(40, ScalarType.Int64).unsqueeze(0), target = arange(30, ScalarType.Int64).unsqueeze(0);
        using var cache = model.NewCache();
        var encoded = model.Encode(source);
        var first = ForwardTable.Of(model, () => model.Decode(target[.., ..1], encoded, cache)).MultiplyAdds;
        var second = ForwardTable.Of(model, () => model.Decode(target[.., 1..2], encoded, cache)).MultiplyAdds;
        long D = 32, keyWidth = 16;
        Assert.Equal(2 * (40 * 2 * D * keyWidth) - 2 * 2 * D, first - second);          // two layers: the source's keys and values in the first step; in the second, one more key to look at
    }

    private static void AssertSameLogits(DecoderOnly model, long[] ids)
    {
        using var off = no_grad();
        var text = tensor(ids[..(int)model.Config.MaxPositions]).unsqueeze(0);
        using var cache = model.NewCache();
        var steps = Enumerable.Range(0, (int)text.shape[1]).Select(t => model.forward(text[.., t..(t + 1)], cache)).ToArray();
        var (whole, stepped) = (model.forward(text), cat(steps, 1));
        Assert.InRange((whole - stepped).abs().max().item<float>(), 0, 1e-5);
    }
}
