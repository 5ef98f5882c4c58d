// Add & Norm, the yellow box of Figure 1: a sublayer does not replace its input, it adds to it.

using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// A residual connection with its norm and its dropout: x, Sublayer -> LayerNorm(x + Dropout(Sublayer(x))) where norms stand after (Vaswani et al. 2017,
/// sections 3.1 and 5.4), and x + Dropout(Sublayer(LayerNorm(x))) where they stand before. Records <c>skip</c>: the x that goes past the sublayer.
/// </summary>
public sealed class AddAndNorm : nn.Module<Tensor, Func<Tensor, Tensor>, Tensor>, IProbed
{
    private readonly NormPlacement _placement;
    [ComponentName(Name = "norm")] private readonly nn.Module<Tensor, Tensor> _norm;
    [ComponentName(Name = "dropout")] private readonly Dropout _dropout;

    /// <param name="probe">Where this lies in a model; null: by itself.</param>
    public AddAndNorm(TransformerConfig config, Probe? probe = null) : base(nameof(AddAndNorm))
    {
        ArgumentNullException.ThrowIfNull(config);
        _placement = config.NormPlacement;
        _norm = Norm(config);
        _dropout = nn.Dropout(config.Dropout);
        Probe = (probe ?? Probe.Root()).Declare("skip");
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Probe Probe { get; }

    /// <summary>The norm that a config asks for, (…, D) -> (…, D).</summary>
    public static nn.Module<Tensor, Tensor> Norm(TransformerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.NormKind switch
        {
            NormKind.LayerNorm => nn.LayerNorm(config.DModel, config.NormEpsilon),
            NormKind.RmsNorm => new RmsNorm(config.DModel, config.NormEpsilon),
            _ => nn.Identity(),
        };
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x, Func<Tensor, Tensor> sublayer)
    {
        ArgumentNullException.ThrowIfNull(sublayer);
        #region forward
        var skip = Probe.See("skip", x);
        return _placement == NormPlacement.Pre
            ? skip + _dropout.call(sublayer(_norm.call(x)))
            : _norm.call(skip + _dropout.call(sublayer(x)));
        #endregion
    }
}
