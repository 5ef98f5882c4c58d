// BERT's shape: the encoder alone (Devlin et al. 2019). Every position sees every other; what is made of the vectors is a head's business.

using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>ids (B, S) of Int64 -> vectors (B, S, D), each of which knows the whole sequence. Padding is looked at by nobody.</summary>
/// <remarks>Records <c>embedding</c>, <c>positions</c>, what its blocks record under <c>block.0.…</c>, and <c>final_norm</c>.</remarks>
public sealed class EncoderOnly : nn.Module<Tensor, Tensor>, IProbed
{
    [ComponentName(Name = "embedding")] private readonly InputEmbedding _embedding;
    [ComponentName(Name = "block")] private readonly TransformerBlocks _blocks;
    [ComponentName(Name = "final_norm")] private readonly nn.Module<Tensor, Tensor>? _finalNorm;

    /// <summary>A model with first values; <c>torch.manual_seed</c> decides which.</summary>
    /// <param name="probe">Where this lies in a model; null: by itself.</param>
    /// <exception cref="ArgumentException">The config contradicts itself.</exception>
    public EncoderOnly(TransformerConfig config, Probe? probe = null) : base(nameof(EncoderOnly))
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config.Validated();
        Probe = probe ?? Probe.Root();
        _embedding = new(config, probe: Probe);
        _blocks = new(config, hasCrossAttention: false, Probe.At("block"));
        _finalNorm = config.HasFinalNorm ? AddAndNorm.Norm(config) : null;
        Probe.Declare("final_norm");
        RegisterComponents();
    }

    /// <summary>What it is made of.</summary>
    public TransformerConfig Config { get; }

    /// <inheritdoc/>
    public Probe Probe { get; }

    /// <summary>The table of tokens.</summary>
    public TokenEmbedding Tokens => _embedding.Tokens;

    /// <inheritdoc/>
    public override Tensor forward(Tensor ids)
    {
        var mask = Config.PaddingId is { } padding ? AttentionMask.Padding(ids, padding) : null;
        var x = _blocks.Run(_embedding.call(ids, 0), mask);                    // (B,S) -> (B,S,D)
        return Probe.See("final_norm", _finalNorm is null ? x : _finalNorm.call(x));
    }
}
