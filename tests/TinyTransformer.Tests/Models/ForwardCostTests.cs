using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class ForwardCostTests
{
    [Fact]
    public void PerLayer_OfSeventyTokens_IsThePapersTableOne()
    {
        var costs = ForwardCost.PerLayer(70, 512);
        Assert.Equal((2_508_800, 18_350_080), (costs["self-attention"], costs["recurrent"]));
        Assert.Equal(ForwardCost.PerLayer(512, 512)["self-attention"], ForwardCost.PerLayer(512, 512)["recurrent"]);
    }

    [Fact]
    public void KeyValueCacheBytes_OfKnownModels_AreThePublished()
    {
        var llama = Presets.Gpt2Small with { DModel = 4096, NumLayers = 32, NumHeads = 32, MaxPositions = 32_768 };
        Assert.Equal(17_179_869_184, ForwardCost.KeyValueCacheBytes(llama, 32_768, bytesPerNumber: 2));
        Assert.Equal(4_294_967_296, ForwardCost.KeyValueCacheBytes(llama with { NumKvHeads = 8 }, 32_768, bytesPerNumber: 2));
        Assert.Equal(36_864, ForwardCost.KeyValueCacheBytes(Presets.Gpt2Small, 1, bytesPerNumber: 2));
    }

    [Theory, InlineData("gpt"), InlineData("llama"), InlineData("multi-query")]
    public void KeyValueCacheBytes_OfABuiltModel_AreThoseOfItsBuffers(string kind)
    {
        var model = new DecoderOnly(Tiny.Named(kind));
        using var cache = model.NewCache(capacity: 7);
        model.forward(Tiny.Ids(3, 2), cache);
        Assert.Equal(ForwardCost.KeyValueCacheBytes(model.Config, T: 7, B: 3), cache.Bytes);
    }

    [Theory, InlineData("paper"), InlineData("llama"), InlineData("multi-query")]
    public void KeyValueCacheBytes_OfABuiltEncoderDecoder_HaveTheSourcesToo(string kind)
    {
        var model = new EncoderDecoder(Tiny.Named(kind));
        using var cache = model.NewCache(capacity: 7);
        model.Decode(Tiny.Ids(3, 2), model.Encode(Tiny.Ids(3, 5)), cache);
        Assert.Equal(ForwardCost.KeyValueCacheBytes(model.Config, T: 7, B: 3, S: 5), cache.Bytes);
    }

    [Theory, InlineData("gpt"), InlineData("llama"), InlineData("paper"), InlineData("alibi"), InlineData("experts"), InlineData("window")]
    public void MultiplyAdds_OfABuiltModel_AreHalfTheFlopsOfTheFormula(string kind)
    {
        var model = new DecoderOnly(Tiny.Named(kind));                                              // tied and untied
        Assert.Equal(ForwardCost.Flops(model.Config, T: 5, B: 2), 2 * ForwardTable.Of(model, () => model.forward(Tiny.Ids(2, 5))).MultiplyAdds);
    }

    [Theory, InlineData("paper"), InlineData("llama"), InlineData("multi-query"), InlineData("experts"), InlineData("two-way")]
    public void EncoderDecoderFlops_OfABuiltModel_AreThoseOfItsProducts(string kind)
    {
        var model = new EncoderDecoder(Tiny.Named(kind));
        Assert.Equal(ForwardCost.EncoderDecoderFlops(model.Config, S: 7, T: 4, B: 3), 2 * ForwardTable.Of(model, () => model.forward(Tiny.Ids(3, 7, 7), Tiny.Ids(3, 4))).MultiplyAdds);
    }

    [Theory, InlineData("paper"), InlineData("llama"), InlineData("alibi"), InlineData("experts"), InlineData("two-way")]
    public void EncoderDecoderActivations_OfABuiltModel_AreWhatItLetsSee(string kind)
    {
        var model = new EncoderDecoder(Tiny.Named(kind));
        using var cache = model.Record(() => model.forward(Tiny.Ids(3, 6, 7), Tiny.Ids(3, 4)));
        Assert.Equal(4 * ForwardCost.EncoderDecoderActivations(model.Config, S: 6, T: 4, B: 3), cache.Bytes);
    }

    [Theory, InlineData("gpt"), InlineData("llama"), InlineData("paper"), InlineData("alibi"), InlineData("experts")]
    public void Activations_OfABuiltModel_AreWhatItLetsSee(string kind)
    {
        var model = new DecoderOnly(Tiny.Named(kind));
        using var cache = model.Record(() => model.forward(Tiny.Ids(3, 5)));
        Assert.Equal(4 * ForwardCost.Activations(model.Config, T: 5, B: 3), cache.Bytes);
    }

    [Theory, InlineData("gpt"), InlineData("llama"), InlineData("paper")]
    public void Flops_OfABuiltModel_AreThoseOfItsProducts(string kind)
    {
        var model = new DecoderOnly(Tiny.Named(kind) with { TieEmbeddings = EmbeddingTying.None });
        var table = ForwardTable.Of(model, () => model.forward(Tiny.Ids(2, 5)));
        var matrices = table.Steps.Where(step => step.In is [_, _, _] && step.In[^1] * step.Out[^1] <= step.Parameters).Sum(step => 2 * step.In!.Aggregate((a, b) => a * b) * step.Out[^1]);
        var scores = table.Steps.Where(step => step.Operation.EndsWith(".scores", StringComparison.Ordinal)).Sum(step => 2 * 2 * step.Out.Aggregate((a, b) => a * b) * model.Config.HeadDim);
        Assert.Equal(matrices + scores, ForwardCost.Flops(model.Config, T: 5, B: 2));
        Assert.Equal(3 * ForwardCost.Flops(model.Config, 5), ForwardCost.TrainingFlops(model.Config, 5));
    }
}
