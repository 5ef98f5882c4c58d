using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class DecoderOnlyTests
{
    public static TheoryData<string> Kinds => ["paper", "gpt", "llama", "alibi", "window", "multi-query", "experts", "tensor2tensor", "no positions", "bare"];

    [Theory, MemberData(nameof(Kinds))]
    public void Forward_AChangeOfAToken_LeavesEarlierLogitsBitEqual(string kind)
    {
        manual_seed(1);
        var model = new DecoderOnly(Tiny.Named(kind));
        var ids = Tiny.Ids(2, 6);
        var before = model.forward(ids);
        ids[.., 4] = (ids[.., 4] + 1) % 11;
        var after = model.forward(ids);
        Tiny.AssertSame(before[.., ..4], after[.., ..4]);
        Assert.False(before[.., 4].eq(after[.., 4]).all().item<bool>());
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Forward_WithACache_GivesTheLogitsOfTheWholeText(string kind)
    {
        manual_seed(2);
        var model = new DecoderOnly(Tiny.Named(kind));
        var ids = Tiny.Ids(2, 9);
        var whole = model.forward(ids);
        using var cache = model.NewCache();
        Tiny.AssertClose(whole[.., ..4], model.forward(ids[.., ..4], cache));              // the prompt
        Tiny.AssertClose(whole[.., 4..6], model.forward(ids[.., 4..6], cache));            // two at once
        for (var t = 6; t < 9; t++)
        {
            Tiny.AssertClose(whole[.., t..(t + 1)], model.forward(ids[.., t..(t + 1)], cache));
        }
        Assert.Equal(9, cache.Length);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Forward_ABatchOfOne_IsARowOfABatch(string kind)
    {
        manual_seed(3);
        var model = new DecoderOnly(Tiny.Named(kind));
        var ids = Tiny.Ids(3, 5);
        Tiny.AssertClose(model.forward(ids)[1..2], model.forward(ids[1..2]), 1e-6);
    }

    [Fact]
    public void Forward_PaddedOnTheLeftWithACache_GivesTheLogitsOfTheWholeText()
    {
        manual_seed(4);
        var model = new DecoderOnly(Tiny.Llama with { PaddingId = 0 });
        var ids = Tiny.Ids(2, 6);
        ids[0, ..2] = tensor(0L);
        var whole = model.forward(ids);
        using var cache = model.NewCache();
        var parts = new[] { ids[.., ..3], ids[.., 3..5], ids[.., 5..] }.Select(part => model.forward(part, cache)).ToArray();
        Tiny.AssertClose(whole, cat(parts, 1));
        Tiny.AssertClose(model.forward(ids[..1, 2..]), whole[..1, 2..]);                   // rotary positions are relative, so the padding before changes nothing at all
    }

    [Fact]
    public void Truncate_TheCache_TakesAContinuationBack()
    {
        manual_seed(5);
        var model = new DecoderOnly(Tiny.Gpt with { PaddingId = 0 });
        var ids = Tiny.Ids(1, 6);
        using var cache = model.NewCache();
        model.forward(ids, cache);
        cache.Truncate(4);
        Tiny.AssertClose(model.forward(ids)[.., 4..5], model.forward(ids[.., 4..5], cache));
    }

    [Fact]
    public void Reorder_TheCache_GoesOnFromTheChosenSequences()
    {
        manual_seed(6);
        var model = new DecoderOnly(Tiny.Gpt with { PaddingId = 0 });
        var ids = Tiny.Ids(3, 5);
        using var cache = model.NewCache();
        model.forward(ids[.., ..4], cache);
        var order = tensor(new long[] { 2, 2, 0 });
        cache.Reorder(order);
        var chosen = ids.index_select(0, order);
        Tiny.AssertClose(model.forward(chosen)[.., 4..], model.forward(chosen[.., 4..], cache));
    }

    [Fact]
    public void Forward_BeyondTheCache_SaysSoAndLeavesItAsItWas()
    {
        var model = new DecoderOnly(Tiny.Gpt);
        using var cache = model.NewCache(capacity: 4);
        model.forward(Tiny.Ids(1, 3), cache);
        var error = Assert.Throws<ArgumentException>(() => model.forward(Tiny.Ids(1, 2), cache));
        Assert.Equal("ids: the cache holds 4 positions: 3 are taken, 2 more do not fit", error.Message);
        Assert.Equal(3, cache.Length);
    }

    [Fact]
    public void Forward_BeyondTheConfigsPositions_SaysSo()
    {
        var error = Assert.Throws<ArgumentException>(() => new DecoderOnly(Tiny.Gpt).forward(Tiny.Ids(1, 17)));
        Assert.Equal("ids: positions 0 to 16 do not fit into the config's MaxPositions = 16", error.Message);
    }

    [Fact]
    public void Forward_AtTheStart_HasTheLossOfAModelThatKnowsNothing()
    {
        manual_seed(7);
        var model = new DecoderOnly(Tiny.Gpt with { VocabularySize = 1000, DModel = 32 });
        var ids = Tiny.Ids(8, 16, V: 1000);
        var loss = nn.functional.cross_entropy(model.forward(ids[.., ..^1]).reshape(-1, 1000), ids[.., 1..].reshape(-1));
        Assert.InRange(loss.item<float>(), Math.Log(1000) - 0.05, Math.Log(1000) + 0.05);
    }

    [Theory, InlineData("gpt"), InlineData("llama"), InlineData("experts"), InlineData("paper")]
    public void Train_OnOneBatch_LearnsItByHeart(string kind)
    {
        manual_seed(8);
        var model = new DecoderOnly(Tiny.Named(kind) with { DModel = 16 });
        var optimizer = optim.Adam(model.parameters(), lr: 0.02);
        var ids = Tiny.Ids(4, 6);
        var loss = 0f;
        for (var step = 0; step < 120; step++)
        {
            var error = nn.functional.cross_entropy(model.call(ids[.., ..^1]).reshape(-1, 11), ids[.., 1..].reshape(-1));
            optimizer.zero_grad();
            error.backward();
            optimizer.step();
            loss = error.item<float>();
        }
        Assert.InRange(loss, 0, 0.45);     // sequences may begin alike, so that what follows their first token stays a guess
    }

    [Fact]
    public void StateDict_Names_AreThoseOfTheParts()
    {
        var names = new DecoderOnly(Tiny.Gpt with { NumLayers = 1 }).state_dict().Keys;
        Assert.Equal(
            ["embedding.tokens.weight", "embedding.positions.weight",
             "block.0.attention.w_q.weight", "block.0.attention.w_q.bias", "block.0.attention.w_k.weight", "block.0.attention.w_k.bias",
             "block.0.attention.w_v.weight", "block.0.attention.w_v.bias", "block.0.attention.w_o.weight", "block.0.attention.w_o.bias",
             "block.0.add_norm_1.norm.weight", "block.0.add_norm_1.norm.bias",
             "block.0.feed_forward.up.weight", "block.0.feed_forward.up.bias", "block.0.feed_forward.down.weight", "block.0.feed_forward.down.bias",
             "block.0.add_norm_2.norm.weight", "block.0.add_norm_2.norm.bias", "final_norm.weight", "final_norm.bias"], names);
    }

    [Fact]
    public void Constructor_TheSameSeed_GivesTheSameModel()
    {
        manual_seed(9);
        var first = new DecoderOnly(Tiny.Gpt).state_dict();
        manual_seed(9);
        var second = new DecoderOnly(Tiny.Gpt).state_dict();
        Assert.All(first, entry => Tiny.AssertSame(entry.Value, second[entry.Key]));
    }
}
