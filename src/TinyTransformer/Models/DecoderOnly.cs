// GPT: a stack of the decoder's blocks without a source (Radford et al. 2018, 2019). Every position predicts the token that follows it.

using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// ids (B, T) of Int64 -> logits (B, T, V): those at t are for the token at t + 1, and know tokens 0 … t only. For training the targets are the ids moved by
/// one: forward(ids[.., ..^1]) against ids[.., 1..].
/// </summary>
/// <remarks>Records <c>embedding</c>, <c>positions</c>, what its blocks record under <c>block.0.…</c>, <c>final_norm</c> and <c>logits</c>.</remarks>
public sealed class DecoderOnly : nn.Module<Tensor, Tensor>, IProbed
{
    [ComponentName(Name = "embedding")] private readonly InputEmbedding _embedding;
    [ComponentName(Name = "block")] private readonly TransformerBlocks _blocks;
    [ComponentName(Name = "final_norm")] private readonly nn.Module<Tensor, Tensor>? _finalNorm;
    [ComponentName(Name = "unembedding")] private readonly Linear? _unembedding;

    /// <summary>A model with first values; <c>torch.manual_seed</c> decides which.</summary>
    /// <exception cref="ArgumentException">The config contradicts itself.</exception>
    public DecoderOnly(TransformerConfig config) : base(nameof(DecoderOnly))
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config.Validated();
        Probe = Probe.Root();
        _embedding = new(config, probe: Probe);
        _blocks = new(config, hasCrossAttention: false, Probe.At("block"));
        _finalNorm = config.HasFinalNorm ? AddAndNorm.Norm(config) : null;
        _unembedding = config.TieEmbeddings == EmbeddingTying.None ? Initialization.Projection(config, config.DModel, config.VocabularySize, hasBias: false) : null;
        Probe.Declare("final_norm", "logits");
        RegisterComponents();
    }

    /// <summary>What it is made of.</summary>
    public TransformerConfig Config { get; }

    /// <inheritdoc/>
    public Probe Probe { get; }

    /// <summary>An empty past, for <see cref="forward(Tensor, KeyValueCache)"/>.</summary>
    /// <param name="capacity">The most positions; null: all that the config allows.</param>
    public KeyValueCache NewCache(long? capacity = null) => new(Config, capacity);

    /// <inheritdoc/>
    public override Tensor forward(Tensor ids)
    {
        #region forward
        var x = _embedding.call(ids, 0);                                       // (B,T) -> (B,T,D)
        return Unembed(_blocks.Run(x, AttentionMask.OfDecoder(Config, ids)));               // (B,T,D) -> (B,T,V)
        #endregion
    }

    /// <summary>The same for tokens that continue a text: only they are computed, and they join the cache. Without gradients.</summary>
    /// <param name="ids">(B, T) of Int64: the new tokens, all of the prompt at first and then one by one.</param>
    /// <param name="cache">What came before.</param>
    /// <returns>(B, T, V): equal to the last T positions of a forward of the whole text.</returns>
    /// <exception cref="ArgumentException">They do not fit into the cache, or into the config's positions.</exception>
    public Tensor forward(Tensor ids, KeyValueCache cache)
    {
        ArgumentNullException.ThrowIfNull(cache);
        using var off = no_grad();
        cache.RequireRoom(ids);
        #region cached
        var x = _embedding.call(ids, cache.Length);                            // (B,T) -> (B,T,D)
        return Unembed(_blocks.Run(x, AttentionMask.OfDecoder(Config, ids, cache), cache: cache));     // (B,T,D) -> (B,T,V)
        #endregion
    }

    /// <summary>From the residual stream to logits: the final norm, then the unembedding. At any depth: that is the logit lens.</summary>
    /// <param name="x">(B, T, D).</param>
    public Tensor Unembed(Tensor x)
    {
        x = Probe.See("final_norm", _finalNorm is null ? x : _finalNorm.call(x));
        return Probe.See("logits", _unembedding is null ? _embedding.Tokens.Unembed(x) : _unembedding.call(x));
    }
}
