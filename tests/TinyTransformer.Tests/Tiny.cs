// Configs and inputs so small that a test runs in milliseconds.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

internal static class Tiny
{
    /// <summary>The paper's kind of model at 1/64 of its width, without dropout.</summary>
    internal static TransformerConfig Paper { get; } = new() { VocabularySize = 11, DModel = 8, DFeedForward = 12, NumLayers = 2, NumHeads = 2, MaxPositions = 16, Dropout = 0 };

    /// <summary>GPT-2's kind.</summary>
    internal static TransformerConfig Gpt { get; } = Paper with
    {
        Positions = PositionKind.Learned,
        NormPlacement = NormPlacement.Pre,
        Activation = Activation.GeluTanh,
        QkvBias = true,
        AttentionOutputBias = true,
        TieEmbeddings = EmbeddingTying.TwoWay,
        ScaleEmbeddings = false,
        InitialValues = InitialValues.Gpt2,
    };

    /// <summary>Llama's kind.</summary>
    internal static TransformerConfig Llama { get; } = Paper with
    {
        Positions = PositionKind.Rotary,
        NumHeads = 4,
        NumKvHeads = 2,
        NormPlacement = NormPlacement.Pre,
        NormKind = NormKind.RmsNorm,
        Activation = Activation.SwiGlu,
        FeedForwardBias = false,
        TieEmbeddings = EmbeddingTying.None,
        ScaleEmbeddings = false,
    };

    /// <summary>One of them by name, for tables of cases.</summary>
    internal static TransformerConfig Named(string name) => name switch
    {
        "paper" => Paper,
        "gpt" => Gpt,
        "llama" => Llama,
        "alibi" => Gpt with { Positions = PositionKind.Alibi, NumHeads = 4 },
        "window" => Gpt with { SlidingWindow = 3 },
        "multi-query" => Gpt with { NumHeads = 4, NumKvHeads = 1 },
        "experts" => Gpt with { NumExperts = 3, ExpertsPerToken = 2 },
        "tensor2tensor" => Paper with { Positions = PositionKind.SinusoidalTensor2Tensor },
        "no positions" => Paper with { Positions = PositionKind.None },
        "no norm" => Paper with { NormKind = NormKind.None },
        "final norm" => Paper with { FinalNorm = true },
        "two-way" => Paper with { TieEmbeddings = EmbeddingTying.TwoWay, SourceVocabularySize = 7 },
        "bare" => Llama with { Positions = PositionKind.None, FinalNorm = false },
        _ => throw new ArgumentException(name),
    };

    /// <summary>ids (B, T), drawn from 1 … V−1, so that 0 can be padding.</summary>
    internal static Tensor Ids(long B, long T, long V = 11) => randint(1, V, [B, T]);

    /// <summary>Within the tolerance, of numbers beyond 1 relative to the largest.</summary>
    internal static void AssertClose(Tensor expected, Tensor actual, double tolerance = 1e-5)
    {
        Assert.Equal(expected.shape, actual.shape);
        var distance = (expected - actual).abs().max().item<float>();
        Assert.True(distance <= tolerance * Math.Max(1, expected.abs().max().item<float>()), $"distance {distance}, expected {expected.npstr("f5")}, got {actual.npstr("f5")}");
    }

    internal static void AssertSame(Tensor expected, Tensor actual) => Assert.True(expected.shape.SequenceEqual(actual.shape) && expected.eq(actual).all().item<bool>());
}
