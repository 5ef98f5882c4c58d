// One of the N blocks of Figure 1, left or right: a line for each arrow. Which model it belongs to is decided by three things outside of it: the config, the mask,
// and whether there is a source to look at.

using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// x (B, T, D), mask, source, cache -> (B, T, D). With a mask that looks both ways it is the encoder's block; with a causal mask GPT's; with a causal mask and
/// a source the decoder's (Vaswani et al. 2017, section 3.1).
/// </summary>
/// <remarks>
/// Records the residual stream, (B, T, D) each: <c>residual.in</c>, <c>residual.mid</c> after self-attention, <c>residual.cross</c> after cross-attention,
/// <c>residual.out</c>; and whatever its parts record, under <c>attention</c>, <c>cross_attention</c>, <c>feed_forward</c>, <c>add_norm_1</c> and so on.
/// </remarks>
public sealed class TransformerBlock : nn.Module<Tensor, AttentionMask?, EncodedSource?, LayerCache?, Tensor>, IProbed
{
    [ComponentName(Name = "attention")] private readonly AttentionHeads _attention;
    [ComponentName(Name = "add_norm_1")] private readonly AddAndNorm _afterAttention;
    [ComponentName(Name = "cross_attention")] private readonly AttentionHeads? _crossAttention;
    [ComponentName(Name = "add_norm_cross")] private readonly AddAndNorm? _afterCrossAttention;
    [ComponentName(Name = "feed_forward")] private readonly nn.Module<Tensor, Tensor> _feedForward;
    [ComponentName(Name = "add_norm_2")] private readonly AddAndNorm _afterFeedForward;

    /// <param name="hasCrossAttention">Whether it looks at a source.</param>
    /// <param name="probe">Where this lies in a model; null: by itself.</param>
    public TransformerBlock(TransformerConfig config, bool hasCrossAttention = false, Probe? probe = null) : base(nameof(TransformerBlock))
    {
        ArgumentNullException.ThrowIfNull(config);
        _ = config.Validated();
        string[] ofCross = hasCrossAttention ? ["residual.cross"] : [];
        Probe = (probe ?? Probe.Root()).Declare(["residual.in", "residual.mid", .. ofCross, "residual.out"]);
        _attention = new(config, isCross: false, Probe.At("attention"));
        _afterAttention = new(config, Probe.At("add_norm_1"));
        if (hasCrossAttention)
        {
            _crossAttention = new(config, isCross: true, Probe.At("cross_attention"));
            _afterCrossAttention = new(config, Probe.At("add_norm_cross"));
        }
        _feedForward = config.NumExperts > 1 ? new MixtureOfExperts(config, Probe.At("feed_forward")) : new FeedForward(config, Probe.At("feed_forward"));
        _afterFeedForward = new(config, Probe.At("add_norm_2"));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Probe Probe { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is a source and no cross-attention, or the other way round.</exception>
    public override Tensor forward(Tensor x, AttentionMask? mask, EncodedSource? source, LayerCache? cache)
    {
        RequireSource(source);
        #region forward
        x = Probe.See("residual.in", x);
        x = Probe.See("residual.mid", _afterAttention.call(x, y => _attention.call(y, y, mask, cache)));
        if (_crossAttention is not null)
        {
            x = Probe.See("residual.cross", _afterCrossAttention!.call(x, y => _crossAttention.call(y, source!.States, source.Mask, cache)));
        }
        return Probe.See("residual.out", _afterFeedForward.call(x, _feedForward.call));
        #endregion
    }

    private void RequireSource(EncodedSource? source)
    {
        if (source is null != _crossAttention is null)
        {
            throw new ArgumentException(source is null
                ? "source: this block has cross-attention and needs an encoded source, got null"
                : "source: this block has no cross-attention, expected null");
        }
    }
}
