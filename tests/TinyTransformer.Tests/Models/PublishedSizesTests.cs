// Known models, built for real (with zeros, one at a time, up to a gigabyte) and counted: the published numbers are those of the modules, and not of a formula alone.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

[CollectionDefinition(nameof(LargeModels), DisableParallelization = true)]
public sealed class LargeModels;

[Collection(nameof(LargeModels))]
public class PublishedSizesTests
{
    private static readonly TransformerConfig s_torch = Presets.PaperBase with { QkvBias = true, AttentionOutputBias = true, FinalNorm = true };
    private static readonly TransformerConfig s_raschka = Presets.Gpt2Small with { QkvBias = false, TieEmbeddings = EmbeddingTying.None };

    [Fact]
    public void Built_ThePapersBaseModel_Has63MillionParametersOfWhich44AreBody()
    {
        Assert.Equal((63_045_632, 44_101_632), Counted(ModelShape.EncoderDecoder, Presets.PaperBase));
        Assert.Equal(63_045_632, ParameterCount.Of(Presets.PaperBase, ModelShape.EncoderDecoder).Total);
    }

    // Without its tables of tokens, of 37,000 rows.
    [Fact]
    public void Built_ThePapersBaseWithPyTorchsBiasesAndNorms_HasTheBodyOfNnTransformer() => Assert.Equal(44_140_544, Counted(ModelShape.EncoderDecoder, s_torch with { VocabularySize = 1 }).Body);

    [Fact]
    public void Built_ThePapersBigModel_IsNearTheTables213Million()
    {
        Assert.Equal(214_171_648, Counted(ModelShape.EncoderDecoder, Presets.PaperBig).All);
        Assert.Equal(214_171_648, ParameterCount.Of(Presets.PaperBig, ModelShape.EncoderDecoder).Total);
    }

    [Fact]
    public void Built_Gpt2Small_Has124MillionParameters() => Assert.Equal(124_439_808, Counted(ModelShape.DecoderOnly, Presets.Gpt2Small).All);

    [Fact]
    public void Built_RaschkasGpt_HasHis163Million() => Assert.Equal(163_009_536, Counted(ModelShape.DecoderOnly, s_raschka).All);

    [Fact]
    public void Built_RaschkasGptTied_Has124Million() => Assert.Equal(124_412_160, Counted(ModelShape.DecoderOnly, s_raschka with { TieEmbeddings = EmbeddingTying.TwoWay }).All);

    // 1.4 to 6.2 GB whole: built with one block of their own width, and the count is linear in the blocks.
    [Theory]
    [InlineData("medium", 354_823_168)]
    [InlineData("large", 774_030_080)]
    [InlineData("XL", 1_557_611_200)]
    public void Built_ALargerGpt2OfOneBlock_HasItsCountWithAllBlocks(string size, long expected)
    {
        var config = size switch { "medium" => Presets.Gpt2Medium, "large" => Presets.Gpt2Large, _ => Presets.Gpt2XL };
        using var model = new DecoderOnly(config with { NumLayers = 1, InitialValues = InitialValues.Zeros });
        var block = model.named_parameters().Where(entry => entry.name.StartsWith("block.0.", StringComparison.Ordinal)).Sum(entry => entry.parameter.numel());
        Assert.Equal(expected, ParameterCount.Built(model) + (config.NumLayers - 1) * block);
        Assert.Equal(ParameterCount.OfBlock(config).Total, block);
    }

    // All parameters, and those outside of the tables of tokens.
    private static (long All, long Body) Counted(ModelShape shape, TransformerConfig config)
    {
        using var scope = NewDisposeScope();
        using nn.Module model = shape == ModelShape.EncoderDecoder ? new EncoderDecoder(config with { InitialValues = InitialValues.Zeros }) : new DecoderOnly(config with { InitialValues = InitialValues.Zeros });
        var parts = model.named_parameters().ToList();
        return (parts.Sum(part => part.parameter.numel()), parts.Where(part => !part.name.Contains("tokens", StringComparison.Ordinal)).Sum(part => part.parameter.numel()));
    }
}
