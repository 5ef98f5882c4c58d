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

    [Theory, InlineData("gpt"), InlineData("llama"), InlineData("paper"), InlineData("alibi")]
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
