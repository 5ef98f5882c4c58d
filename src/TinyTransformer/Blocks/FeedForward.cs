// Feed Forward, the blue box of Figure 1: two matrices with a bend between them, the same for each position, each position for itself.

using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// (…, D) -> (…, D): FFN(x) = max(0, x W₁ + b₁) W₂ + b₂ (Vaswani et al. 2017, section 3.3, eq. 2), or with another <see cref="Activation"/>. Records
/// <c>hidden</c> (…, Dff) and <c>output</c> (…, D).
/// </summary>
public sealed class FeedForward : nn.Module<Tensor, Tensor>, IProbed
{
    private readonly Activation _activation;
    [ComponentName(Name = "up")] private readonly Linear _up;
    [ComponentName(Name = "gate")] private readonly Linear? _gate;
    [ComponentName(Name = "down")] private readonly Linear _down;

    /// <param name="probe">Where this lies in a model; null: by itself.</param>
    public FeedForward(TransformerConfig config, Probe? probe = null) : base(nameof(FeedForward))
    {
        ArgumentNullException.ThrowIfNull(config);
        _activation = config.Activation;
        var (D, Dff, bias) = (config.DModel, config.DFeedForward, config.FeedForwardBias);
        _up = Initialization.Projection(config, D, Dff, bias);
        _gate = _activation == Activation.SwiGlu ? Initialization.Projection(config, D, Dff, bias) : null;
        _down = Initialization.Projection(config, Dff, D, bias, writesToStream: true);
        Probe = (probe ?? Probe.Root()).Declare("hidden", "output");
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Probe Probe { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var up = _up.call(x);                                                         // (…,D) -> (…,Dff)
        var hidden = _activation switch
        {
            Activation.Relu => up.relu(),
            Activation.Gelu => nn.functional.gelu(up),
            Activation.GeluTanh => nn.functional.gelu(up, GELU.Approximate.tanh),
            _ => nn.functional.silu(_gate!.call(x)) * up,                             // Swish(x W) ⊙ x V (Shazeer 2020, eq. 6)
        };
        return Probe.See("output", _down.call(Probe.See("hidden", hidden)));          // (…,Dff) -> (…,D)
    }
}
