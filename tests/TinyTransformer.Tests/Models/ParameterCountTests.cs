using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class ParameterCountTests
{
    private static readonly TransformerConfig s_torch = Presets.PaperBase with { QkvBias = true, AttentionOutputBias = true, FinalNorm = true };
    private static readonly TransformerConfig s_raschka = Presets.Gpt2Small with { QkvBias = false, TieEmbeddings = EmbeddingTying.None };

    public static TheoryData<string, long, long> Published => new()
    {
        { "encoder layer with biases", 3_152_384, ParameterCount.OfBlock(s_torch).Total },
        { "decoder layer with biases", 4_204_032, ParameterCount.OfBlock(s_torch, hasCrossAttention: true).Total },
        { "PyTorch's nn.Transformer()", 44_140_544, ParameterCount.Of(s_torch, ModelShape.EncoderDecoder).Body },
        { "the paper's base, body", 44_101_632, ParameterCount.Of(Presets.PaperBase, ModelShape.EncoderDecoder).Body },
        { "the paper's base", 63_045_632, ParameterCount.Of(Presets.PaperBase, ModelShape.EncoderDecoder).Total },
        { "GPT-2 small", 124_439_808, ParameterCount.Of(Presets.Gpt2Small, ModelShape.DecoderOnly).Total },
        { "GPT-2 medium", 354_823_168, ParameterCount.Of(Presets.Gpt2Medium, ModelShape.DecoderOnly).Total },
        { "GPT-2 large", 774_030_080, ParameterCount.Of(Presets.Gpt2Large, ModelShape.DecoderOnly).Total },
        { "GPT-2 XL", 1_557_611_200, ParameterCount.Of(Presets.Gpt2XL, ModelShape.DecoderOnly).Total },
        { "Raschka's GPT, untied", 163_009_536, ParameterCount.Of(s_raschka, ModelShape.DecoderOnly).Total },
        { "Raschka's GPT, tied", 124_412_160, ParameterCount.Of(s_raschka with { TieEmbeddings = EmbeddingTying.TwoWay }, ModelShape.DecoderOnly).Total },
        { "GPT-3, matrices", 175_181_291_520, ParameterCount.Of(Presets.Gpt3 with { TieEmbeddings = EmbeddingTying.None }, ModelShape.DecoderOnly).Matrices },
        { "GPT-3, Q", 14_495_514_624, ParameterCount.Of(Presets.Gpt3, ModelShape.DecoderOnly)["Q"] },
        { "GPT-3, K", 14_495_514_624, ParameterCount.Of(Presets.Gpt3, ModelShape.DecoderOnly)["K"] },
        { "GPT-3, V", 14_495_514_624, ParameterCount.Of(Presets.Gpt3, ModelShape.DecoderOnly)["V"] },
        { "GPT-3, output", 14_495_514_624, ParameterCount.Of(Presets.Gpt3, ModelShape.DecoderOnly)["output"] },
        { "GPT-3, embedding", 617_558_016, ParameterCount.Of(Presets.Gpt3, ModelShape.DecoderOnly)["embedding"] },
        { "GPT-3, unembedding", 617_558_016, ParameterCount.Of(Presets.Gpt3 with { TieEmbeddings = EmbeddingTying.None }, ModelShape.DecoderOnly)["unembedding"] },
        { "GPT-3, up", 57_982_058_496, ParameterCount.Of(Presets.Gpt3, ModelShape.DecoderOnly)["up"] },
        { "GPT-3, down", 57_982_058_496, ParameterCount.Of(Presets.Gpt3, ModelShape.DecoderOnly)["down"] },
    };

    [Theory, MemberData(nameof(Published))]
    public void Formula_OfAKnownModel_GivesItsPublishedCount(string model, long expected, long counted) => Assert.True(expected == counted, $"{model}: {counted:N0}");

    [Fact]
    public void Formula_OfTheEnginesTransformer_IsWhatItHolds()
    {
        using var model = nn.Transformer();
        Assert.Equal(44_140_544, ParameterCount.Built(model));
    }

    [Fact]
    public void Built_OneLayerOfThePaper_HasThePublishedCounts()
    {
        using var encoder = new TransformerBlock(s_torch with { InitialValues = InitialValues.Zeros });
        using var decoder = new TransformerBlock(s_torch with { InitialValues = InitialValues.Zeros }, hasCrossAttention: true);
        Assert.Equal((3_152_384, 4_204_032), (ParameterCount.Built(encoder), ParameterCount.Built(decoder)));
    }

    [Theory]
    [InlineData("paper"), InlineData("gpt"), InlineData("llama"), InlineData("alibi"), InlineData("multi-query"), InlineData("experts"), InlineData("no positions"), InlineData("no norm")]
    [InlineData("final norm"), InlineData("two-way"), InlineData("bare"), InlineData("tensor2tensor")]
    public void Formula_OfEachSwitch_CountsWhatIsBuilt(string kind)
    {
        var config = Tiny.Named(kind);
        Assert.Equal(ParameterCount.Built(new EncoderDecoder(config)), ParameterCount.Of(config, ModelShape.EncoderDecoder).Total);
        Assert.Equal(ParameterCount.Built(new EncoderOnly(config)), ParameterCount.Of(config, ModelShape.EncoderOnly).Total);
        Assert.Equal(ParameterCount.Built(new DecoderOnly(config)), ParameterCount.Of(config, ModelShape.DecoderOnly).Total);
        Assert.Equal(ParameterCount.Built(new TransformerBlock(config, true)), ParameterCount.OfBlock(config, true).Total);
    }

    [Fact]
    public void ToString_OfAModel_HasALineForEachPartAndTheSum()
    {
        var text = ParameterCount.Of(Tiny.Paper with { NumLayers = 1 }, ModelShape.DecoderOnly).ToString();
        string[] expected =
        [
            "embedding            V · D               88",
            "Q                    D · D               64",
            "K                    D · Hkv · Dh        64",
            "V                    D · Hkv · Dh        64",
            "output               D · D               64",
            "up                   D · Dff             96",
            "down                 Dff · D             96",
            "feed-forward biases  Dff + D             20",
            "norms                D + D         × 2   32",
            "all                                     588",
        ];
        Assert.Equal(expected, text.Split('\n'));
    }
}
