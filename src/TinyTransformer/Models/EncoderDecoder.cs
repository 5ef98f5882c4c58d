// The Transformer: all of Figure 1. The left tower reads the source once; the right one writes the target, and looks at the left in each block.

using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// source (B, S), target (B, T) of Int64 -> logits (B, T, V) (Vaswani et al. 2017, section 3). Teacher forcing: the target that goes in begins with the start
/// token and is "shifted right"; the logits at t are for target token t + 1. With y = [start, …, end], that is forward(x, y[.., ..^1]) against y[.., 1..].
/// </summary>
/// <remarks>
/// Records <c>source.embedding</c>, <c>target.embedding</c> (and <c>.positions</c>), what its blocks record under <c>encoder.0.…</c> and <c>decoder.0.…</c>,
/// <c>encoder_norm</c>, <c>decoder_norm</c> and <c>logits</c>. The softmax at the top of the figure is left to the loss and to decoding.
/// </remarks>
public sealed class EncoderDecoder : nn.Module<Tensor, Tensor, Tensor>, IProbed
{
    [ComponentName(Name = "source")] private readonly InputEmbedding _source;
    [ComponentName(Name = "target")] private readonly InputEmbedding _target;
    [ComponentName(Name = "encoder")] private readonly TransformerBlocks _encoder;
    [ComponentName(Name = "encoder_norm")] private readonly nn.Module<Tensor, Tensor>? _encoderNorm;
    [ComponentName(Name = "decoder")] private readonly TransformerBlocks _decoder;
    [ComponentName(Name = "decoder_norm")] private readonly nn.Module<Tensor, Tensor>? _decoderNorm;
    [ComponentName(Name = "unembedding")] private readonly Linear? _unembedding;

    /// <summary>A model with first values; <c>torch.manual_seed</c> decides which.</summary>
    /// <exception cref="ArgumentException">The config contradicts itself.</exception>
    public EncoderDecoder(TransformerConfig config) : base(nameof(EncoderDecoder))
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config.Validated();
        Probe = Probe.Root();
        var tokens = new TokenEmbedding(config, config.SourceVocabularySize);
        _source = new(config, tokens, Probe.At("source"));
        _target = new(config, config.TieEmbeddings == EmbeddingTying.ThreeWay ? tokens : null, Probe.At("target"));
        _encoder = new(config, hasCrossAttention: false, Probe.At("encoder"));
        _decoder = new(config, hasCrossAttention: true, Probe.At("decoder"));
        (_encoderNorm, _decoderNorm) = config.HasFinalNorm ? (AddAndNorm.Norm(config), AddAndNorm.Norm(config)) : (null, null);
        _unembedding = config.TieEmbeddings == EmbeddingTying.None ? Initialization.Projection(config, config.DModel, config.VocabularySize, hasBias: false) : null;
        Probe.Declare("encoder_norm", "decoder_norm", "logits");
        RegisterComponents();
    }

    /// <summary>What it is made of.</summary>
    public TransformerConfig Config { get; }

    /// <inheritdoc/>
    public Probe Probe { get; }

    /// <summary>An empty past of the decoder, for one encoded source.</summary>
    /// <param name="capacity">The most target positions; null: all that the config allows.</param>
    public KeyValueCache NewCache(long? capacity = null) => new(Config, capacity);

    /// <inheritdoc/>
    public override Tensor forward(Tensor source, Tensor target) => Decode(target, Encode(source));

    /// <summary>The left tower, once for each source.</summary>
    /// <param name="source">(B, S) of Int64.</param>
    /// <returns>(B, S, D), with the mask of its padding.</returns>
    public EncodedSource Encode(Tensor source)
    {
        var mask = Config.PaddingId is { } padding ? AttentionMask.Padding(source, padding) : null;
        var x = _encoder.Run(_source.call(source, 0), mask);                   // (B,S) -> (B,S,D)
        return new(Probe.See("encoder_norm", _encoderNorm is null ? x : _encoderNorm.call(x)), mask);
    }

    /// <summary>The right tower.</summary>
    /// <param name="target">(B, T) of Int64, beginning with the start token.</param>
    /// <returns>(B, T, V).</returns>
    public Tensor Decode(Tensor target, EncodedSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        #region decode
        var x = _target.call(target, 0);                                       // (B,T) -> (B,T,D)
        return Unembed(_decoder.Run(x, AttentionMask.OfDecoder(Config, target), source));
        #endregion
    }

    /// <summary>The same for target tokens that continue what is in the cache: only they are computed. Without gradients.</summary>
    /// <param name="target">(B, T) of Int64: the new tokens.</param>
    /// <param name="source">The same in each call with this cache: its keys and values are computed in the first.</param>
    /// <returns>(B, T, V): equal to the last T positions of a decoding of the whole target.</returns>
    public Tensor Decode(Tensor target, EncodedSource source, KeyValueCache cache)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(cache);
        using var off = no_grad();
        cache.RequireRoom(target);
        var x = _target.call(target, cache.Length);
        return Unembed(_decoder.Run(x, AttentionMask.OfDecoder(Config, target, cache), source, cache));
    }

    /// <summary>From the residual stream to logits: the final norm if there is one, then the unembedding.</summary>
    /// <param name="x">(B, T, D).</param>
    public Tensor Unembed(Tensor x)
    {
        x = Probe.See("decoder_norm", _decoderNorm is null ? x : _decoderNorm.call(x));
        return Probe.See("logits", _unembedding is null ? _target.Tokens.Unembed(x) : _unembedding.call(x));
    }
}
