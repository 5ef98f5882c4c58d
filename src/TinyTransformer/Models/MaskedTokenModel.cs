using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// An encoder that guesses hidden tokens: ids (B, S) of Int64 -> logits (B, S, V), of which only those at hidden positions matter (Devlin et al. 2019, section
/// 3.1). BERT's own head has one more layer and a norm before the unembedding; this one has none.
/// </summary>
public sealed class MaskedTokenModel : nn.Module<Tensor, Tensor>, IProbed
{
    [ComponentName(Name = "encoder")] private readonly EncoderOnly _encoder;
    [ComponentName(Name = "unembedding")] private readonly Linear? _unembedding;

    /// <summary>A model with first values; <c>torch.manual_seed</c> decides which.</summary>
    public MaskedTokenModel(TransformerConfig config) : base(nameof(MaskedTokenModel))
    {
        ArgumentNullException.ThrowIfNull(config);
        _encoder = new(config);
        _unembedding = config.TieEmbeddings == EmbeddingTying.None ? Initialization.Projection(config, config.DModel, config.VocabularySize, hasBias: false) : null;
        Probe.Declare("logits");
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Probe Probe => _encoder.Probe;

    /// <summary>What it is made of.</summary>
    public TransformerConfig Config => _encoder.Config;

    /// <inheritdoc/>
    public override Tensor forward(Tensor ids)
    {
        var x = _encoder.call(ids);                                            // (B,S) -> (B,S,D)
        return Probe.See("logits", _unembedding is null ? _encoder.Tokens.Unembed(x) : _unembedding.call(x));
    }
}
