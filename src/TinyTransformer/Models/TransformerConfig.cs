// One record describes every model here: the paper's and those that came after it are differences of its properties. Nothing reads a setting from elsewhere.

using System.Runtime.CompilerServices;

namespace TinyTransformer;

/// <summary>
/// What a model is made of. The defaults are the paper's base model (Vaswani et al. 2017, Table 3); variants are <c>config with { … }</c>, presets stand in
/// <see cref="Presets"/>.
/// </summary>
/// <remarks>
/// A value out of range is refused where it is set, with an ArgumentOutOfRangeException; values that do not go together are refused by <see cref="Validated"/>,
/// which every module calls.
/// </remarks>
public sealed record TransformerConfig
{
    /// <summary>V: tokens of the output's vocabulary.</summary>
    public required long VocabularySize { get; init => field = AtLeast(1, value); }

    /// <summary>Tokens of the source's vocabulary, where a model has a source; null: as many as <see cref="VocabularySize"/>.</summary>
    public long? SourceVocabularySize { get; init => field = value is { } size ? AtLeast(1, size) : null; }

    /// <summary>D: numbers a position carries through the residual stream.</summary>
    public long DModel { get; init => field = AtLeast(1, value); } = 512;

    /// <summary>Dff: width inside the feed-forward net.</summary>
    public long DFeedForward { get; init => field = AtLeast(1, value); } = 2048;

    /// <summary>N: blocks in each stack; an encoder-decoder has two stacks.</summary>
    public int NumLayers { get; init => field = (int)AtLeast(1, value); } = 6;

    /// <summary>H: heads of queries.</summary>
    public int NumHeads { get; init => field = (int)AtLeast(1, value); } = 8;

    /// <summary>
    /// Heads of keys and values; fewer than <see cref="NumHeads"/> are shared by groups of queries (Ainslie et al. 2023), one is multi-query attention (Shazeer
    /// 2019). Null: as many.
    /// </summary>
    public int? NumKvHeads { get; init => field = value is { } heads ? (int)AtLeast(1, heads) : null; }

    /// <summary>Positions a model can tell apart; the size of the tables of positions and the most a KV cache holds.</summary>
    public long MaxPositions { get; init => field = AtLeast(1, value); } = 512;

    /// <summary>How positions enter.</summary>
    public PositionKind Positions { get; init; } = PositionKind.Sinusoidal;

    /// <summary>Where the norms stand.</summary>
    public NormPlacement NormPlacement { get; init; } = NormPlacement.Post;

    /// <summary>Which norm.</summary>
    public NormKind NormKind { get; init; } = NormKind.LayerNorm;

    /// <summary>ε under the root of a norm, &gt; 0.</summary>
    public double NormEpsilon { get; init => field = value > 0 ? value : throw Refused("a number above 0", value); } = 1e-5;

    /// <summary>
    /// A norm after the last block; null: where the norms stand before (a stream that was only ever added to wants one), and not where they stand after.
    /// </summary>
    public bool? FinalNorm { get; init; }

    /// <summary>Between the matrices of the feed-forward net.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Biases of the query, key and value projections. Off: the paper's formulas have none (PyTorch's layers and GPT-2 do).</summary>
    public bool QkvBias { get; init; }

    /// <summary>The bias of the output projection.</summary>
    public bool AttentionOutputBias { get; init; }

    /// <summary>Biases in the feed-forward net: b₁ and b₂ of the paper's eq. 2.</summary>
    public bool FeedForwardBias { get; init; } = true;

    /// <summary>Which tables of tokens are one matrix.</summary>
    public EmbeddingTying TieEmbeddings { get; init; } = EmbeddingTying.ThreeWay;

    /// <summary>Multiplies embeddings by √D (section 3.4); GPT does not.</summary>
    public bool ScaleEmbeddings { get; init; } = true;

    /// <summary>
    /// Share of numbers dropped at the paper's places (section 5.4): each sublayer's output before it is added, and the sum of embedding and position. 0 ≤ p
    /// &lt; 1.
    /// </summary>
    public double Dropout { get; init => field = Share(value); } = 0.1;

    /// <summary>Share of the pattern dropped (GPT-2, PyTorch's layers; not in the paper). 0 ≤ p &lt; 1.</summary>
    public double AttentionDropout { get; init => field = Share(value); }

    /// <summary>The token that fills up a batch and that nobody may look at; null: there is none.</summary>
    public long? PaddingId { get; init => field = value is { } id ? AtLeast(0, id) : null; }

    /// <summary>A causal model's position looks back at this many positions, itself among them; null: at all.</summary>
    public long? SlidingWindow { get; init => field = value is { } width ? AtLeast(1, width) : null; }

    /// <summary>Feed-forward nets in a block; of more than 1 a router chooses for each token (Shazeer et al. 2017).</summary>
    public int NumExperts { get; init => field = (int)AtLeast(1, value); } = 1;

    /// <summary>How many of them a token goes through.</summary>
    public int ExpertsPerToken { get; init => field = (int)AtLeast(1, value); } = 1;

    /// <summary>What the parameters are before training.</summary>
    public InitialValues InitialValues { get; init; } = InitialValues.Xavier;

    /// <summary>Dh: numbers in a query of one head.</summary>
    public long HeadDim => DModel / NumHeads;

    /// <summary>Heads of keys and values, given or derived.</summary>
    public int KvHeads => NumKvHeads ?? NumHeads;

    /// <summary>Whether a norm follows the last block, given or derived.</summary>
    public bool HasFinalNorm => FinalNorm ?? NormPlacement == NormPlacement.Pre;

    /// <summary>This, if its values go together.</summary>
    /// <exception cref="ArgumentException">They do not; the message names the property and its value.</exception>
    public TransformerConfig Validated()
    {
        Require(DModel % NumHeads == 0, $"DModel: expected a multiple of NumHeads = {NumHeads}, got {DModel}");
        Require(NumHeads % KvHeads == 0, $"NumKvHeads: expected a divisor of NumHeads = {NumHeads}, got {KvHeads}");
        Require(Positions != PositionKind.Rotary || HeadDim % 2 == 0,
            $"DModel: rotary positions turn pairs, so expected an even DModel / NumHeads, got {DModel} / {NumHeads} = {HeadDim}");
        Require(Positions != PositionKind.Sinusoidal || DModel % 2 == 0, $"DModel: sinusoidal positions come in pairs, so expected an even number, got {DModel}");
        Require(Positions != PositionKind.SinusoidalTensor2Tensor || (DModel % 2 == 0 && DModel > 2),
            $"DModel: tensor2tensor's positions want an even number above 2, got {DModel}");
        Require(ExpertsPerToken <= NumExperts, $"ExpertsPerToken: expected 1 to NumExperts = {NumExperts}, got {ExpertsPerToken}");
        Require(TieEmbeddings != EmbeddingTying.ThreeWay || (SourceVocabularySize ?? VocabularySize) == VocabularySize,
            $"SourceVocabularySize: one table for both sides (TieEmbeddings = ThreeWay) expects {VocabularySize}, got {SourceVocabularySize}");
        Require(PaddingId is null || PaddingId < VocabularySize, $"PaddingId: expected 0 to {VocabularySize - 1}, got {PaddingId}");
        return this;
    }

    private static void Require(bool isFine, string message)
    {
        if (!isFine)
        {
            throw new ArgumentException(message);
        }
    }

    private static long AtLeast(long least, long value, [CallerMemberName] string property = "") =>
        value >= least ? value : throw Refused($"{least} or more", value, property);

    private static double Share(double value, [CallerMemberName] string property = "") => value is >= 0 and < 1 ? value : throw Refused("0 ≤ p < 1", value, property);

    private static ArgumentOutOfRangeException Refused(string expected, object value, [CallerMemberName] string property = "") =>
        new(property, FormattableString.Invariant($"{property}: expected {expected}, got {value}"));
}
