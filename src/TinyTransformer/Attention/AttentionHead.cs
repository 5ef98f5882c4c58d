using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// headᵢ = Attention(Q Wᵢᵠ, K Wᵢᴷ, V Wᵢⱽ), one head with its three matrices (Vaswani et al. 2017, section 3.2.2): who asks (B, T, D), who is asked (B, S, D),
/// mask -> (B, T, Dh).
/// </summary>
public sealed class AttentionHead : nn.Module<Tensor, Tensor, AttentionMask?, Tensor>
{
    [ComponentName(Name = "w_q")] private readonly Linear _wQ;
    [ComponentName(Name = "w_k")] private readonly Linear _wK;
    [ComponentName(Name = "w_v")] private readonly Linear _wV;

    /// <summary>One of the config's heads.</summary>
    public AttentionHead(TransformerConfig config) : base(nameof(AttentionHead))
    {
        ArgumentNullException.ThrowIfNull(config);
        var (D, Dh) = (config.Validated().DModel, config.HeadDim);
        _wQ = Initialization.Projection(config, D, Dh, config.QkvBias);
        _wK = Initialization.Projection(config, D, Dh, config.QkvBias);
        _wV = Initialization.Projection(config, D, Dh, config.QkvBias);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x, Tensor source, AttentionMask? mask) => Attend(x, source, mask).Output;

    /// <summary>The same with scores and pattern, (B, T, S) each.</summary>
    public AttentionStep Attend(Tensor x, Tensor source, AttentionMask? mask = null) =>
        ScaledDotProductAttention.Attend(_wQ.call(x), _wK.call(source), _wV.call(source), mask);     // (B,T,D), (B,S,D) -> (B,T,Dh)
}
