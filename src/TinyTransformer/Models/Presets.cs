namespace TinyTransformer;

/// <summary>Known models, each as what it differs in from another.</summary>
public static class Presets
{
    /// <summary>The paper's base model (Vaswani et al. 2017, Table 3), with the 37,000 tokens that English and German share (section 5.1).</summary>
    public static readonly TransformerConfig PaperBase = new() { VocabularySize = 37_000 };

    /// <summary>The paper's big model (Table 3, last row): 214,171,648 parameters as built here, where the table prints 213 million.</summary>
    public static readonly TransformerConfig PaperBig = PaperBase with { DModel = 1024, DFeedForward = 4096, NumHeads = 16, Dropout = 0.3 };

    /// <summary>GPT-2 small, 124 million parameters (Radford et al. 2019, Table 2, whose first row says 117 million and counted otherwise).</summary>
    public static readonly TransformerConfig Gpt2Small = new()
    {
        VocabularySize = 50_257,
        DModel = 768,
        DFeedForward = 4 * 768,
        NumLayers = 12,
        NumHeads = 12,
        MaxPositions = 1024,
        Positions = PositionKind.Learned,
        NormPlacement = NormPlacement.Pre,
        Activation = Activation.GeluTanh,
        QkvBias = true,
        AttentionOutputBias = true,
        TieEmbeddings = EmbeddingTying.TwoWay,
        ScaleEmbeddings = false,
        AttentionDropout = 0.1,
        InitialValues = InitialValues.Gpt2,
    };

    /// <summary>GPT-2 medium, 355 million.</summary>
    public static readonly TransformerConfig Gpt2Medium = Gpt2Small with { DModel = 1024, DFeedForward = 4 * 1024, NumLayers = 24, NumHeads = 16 };

    /// <summary>GPT-2 large, 774 million.</summary>
    public static readonly TransformerConfig Gpt2Large = Gpt2Small with { DModel = 1280, DFeedForward = 4 * 1280, NumLayers = 36, NumHeads = 20 };

    /// <summary>GPT-2 XL, 1558 million.</summary>
    public static readonly TransformerConfig Gpt2XL = Gpt2Small with { DModel = 1600, DFeedForward = 4 * 1600, NumLayers = 48, NumHeads = 25 };

    /// <summary>GPT-3's shape, 175 billion (Brown et al. 2020, Table 2.1); its alternating sparse attention is not here. To count with, not to build.</summary>
    public static readonly TransformerConfig Gpt3 = Gpt2Small with { DModel = 12_288, DFeedForward = 4 * 12_288, NumLayers = 96, NumHeads = 96, MaxPositions = 2048 };

    /// <summary>An encoder-decoder that trains on a laptop in minutes: the paper's, an eighth as wide and a third as deep, with its norms before.</summary>
    public static readonly TransformerConfig TinyTranslator = PaperBase with
    {
        VocabularySize = 64,
        DModel = 64,
        DFeedForward = 128,
        NumLayers = 2,
        NumHeads = 4,
        MaxPositions = 64,
        NormPlacement = NormPlacement.Pre,
        Dropout = 0,
        PaddingId = 0,
    };

    /// <summary>A GPT that trains on a laptop in minutes.</summary>
    public static readonly TransformerConfig TinyGpt = Gpt2Small with
    {
        VocabularySize = 64,
        DModel = 64,
        DFeedForward = 256,
        NumLayers = 2,
        NumHeads = 4,
        MaxPositions = 64,
        Dropout = 0,
        AttentionDropout = 0,
    };

    /// <summary>An encoder of that size, with BERT's switches (Devlin et al. 2019): norms after, learned positions, GELU, biases everywhere.</summary>
    public static readonly TransformerConfig TinyEncoder = TinyGpt with { NormPlacement = NormPlacement.Post, Activation = Activation.Gelu, PaddingId = 0 };
}
