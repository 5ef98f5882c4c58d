using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// An encoder that judges a sequence as a whole: ids (B, S) of Int64 -> logits (B, classes), read off the vector of the first token, as BERT does with its
/// [CLS] (Devlin et al. 2019, section 3).
/// </summary>
public sealed class SequenceClassifier : nn.Module<Tensor, Tensor>, IProbed
{
    [ComponentName(Name = "encoder")] private readonly EncoderOnly _encoder;
    [ComponentName(Name = "classes")] private readonly Linear _classes;

    /// <param name="classes">How many classes there are, 2 or more.</param>
    public SequenceClassifier(TransformerConfig config, long classes) : base(nameof(SequenceClassifier))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        _encoder = new(config);
        Classes = classes;
        _classes = Initialization.Projection(config, config.DModel, classes, hasBias: true);
        Probe.Declare("logits");
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Probe Probe => _encoder.Probe;

    /// <summary>What it is made of.</summary>
    public TransformerConfig Config => _encoder.Config;

    /// <summary>How many classes there are.</summary>
    public long Classes { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor ids)
    {
        var first = _encoder.call(ids).select(1, 0);                           // (B,S) -> (B,S,D) -> (B,D)
        return Probe.See("logits", _classes.call(first));                      // (B,D) -> (B,classes)
    }
}
