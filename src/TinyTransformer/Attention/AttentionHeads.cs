// Multi-Head Attention, the orange box of Figure 1, drawn in Figure 2, right: every head asks with queries of its own, all at once as one more axis.
// B batch, T queries, S keys, D = d_model, H heads, Dh = D / H, Hkv heads of keys and values (H unless they are shared).

using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// MultiHead(Q, K, V) = Concat(head₁, …, head_H) W_O (Vaswani et al. 2017, section 3.2.2): who asks (B, T, D), who is asked (B, S, D), mask, cache -> (B, T,
/// D). The same class is the encoder's and decoder's self-attention (both are x), and the decoder's cross-attention (the second is the encoder's output).
/// Explained in notebook 04.
/// </summary>
/// <remarks>
/// Records <c>q</c> (B, H, T, Dh), <c>k</c>, <c>v</c> (B, Hkv, S, Dh), <c>scores</c>, <c>pattern</c> (B, H, T, S), <c>head</c> (B, H, T, Dh) and <c>output</c>
/// (B, T, D). While nobody records and no share of the pattern is dropped, the engine's fused attention computes the same without the pattern. Rotary positions
/// and ALiBi are no values of their own; for <see cref="Inspection.Ablate"/> they are called <c>positions</c>.
/// </remarks>
public sealed class AttentionHeads : nn.Module<Tensor, Tensor, AttentionMask?, LayerCache?, Tensor>, IProbed
{
    private readonly TransformerConfig _config;
    private readonly bool _isCross;
    [ComponentName(Name = "w_q")] private readonly Linear _wQ;
    [ComponentName(Name = "w_k")] private readonly Linear _wK;
    [ComponentName(Name = "w_v")] private readonly Linear _wV;
    [ComponentName(Name = "w_o")] private readonly Linear _wO;
    [ComponentName(Name = "rotary")] private readonly RotaryPositions? _rotary;
    [ComponentName(Name = "alibi")] private readonly AlibiBias? _alibi;

    /// <param name="isCross">
    /// Whether queries and keys come from two sequences. Relative positions then mean nothing and stay out, and cached keys are those of the source.
    /// </param>
    /// <param name="probe">Where this lies in a model; null: by itself.</param>
    public AttentionHeads(TransformerConfig config, bool isCross = false, Probe? probe = null) : base(nameof(AttentionHeads))
    {
        ArgumentNullException.ThrowIfNull(config);
        (_config, _isCross) = (config.Validated(), isCross);
        long D = config.DModel, keyWidth = config.KvHeads * config.HeadDim;
        _wQ = Initialization.Projection(config, D, D, config.QkvBias);
        _wK = Initialization.Projection(config, D, keyWidth, config.QkvBias);
        _wV = Initialization.Projection(config, D, keyWidth, config.QkvBias);
        _wO = Initialization.Projection(config, D, D, config.AttentionOutputBias, writesToStream: true);
        _rotary = config.Positions == PositionKind.Rotary && !isCross ? new RotaryPositions(config.MaxPositions, config.HeadDim) : null;
        _alibi = config.Positions == PositionKind.Alibi && !isCross ? new AlibiBias(config.NumHeads) : null;
        Probe = (probe ?? Probe.Root()).Declare("q", "k", "v", "scores", "pattern", "head", "output");
        if (HasPositions)
        {
            Probe.DeclareSwitch("positions");
        }
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Probe Probe { get; }

    private bool HasPositions => _rotary is not null || _alibi is not null;

    private bool UsesPositions => HasPositions && !Probe.IsOff("positions");

    /// <param name="x">(B, T, D): who asks.</param>
    /// <param name="source">(B, S, D): who is asked; x itself in self-attention.</param>
    /// <param name="mask">Where a query may look; null: everywhere.</param>
    /// <param name="cache">Keys and values of earlier calls; null: none.</param>
    /// <returns>(B, T, D).</returns>
    public override Tensor forward(Tensor x, Tensor source, AttentionMask? mask, LayerCache? cache)
    {
        _ = x.Dims3(_config.DModel);
        _ = source.Dims3(_config.DModel);
        var start = cache is null || _isCross ? 0 : cache.Length;
        var q = Probe.See("q", Turned(Split(_wQ.call(x), _config.NumHeads), start));              // (B,T,D) -> (B,H,T,Dh)
        var (k, v) = cache is null ? KeysAndValues(source, start)                                 // (B,S,D) -> (B,Hkv,S,Dh) each
            : _isCross ? cache.Once(() => KeysAndValues(source, start))
            : cache.Extend(KeysAndValues(source, start));
        (k, v) = (Shared(k), Shared(v));                                                          // (B,Hkv,S,Dh) -> (B,H,S,Dh)
        var head = NeedsPattern(mask) ? Visible(q, k, v, mask) : Fused(q, k, v, mask);            // (B,H,T,Dh)
        return Probe.See("output", _wO.call(Concat(Probe.See("head", head))));                    // (B,H,T,Dh) -> (B,T,D)
    }

    private (Tensor Keys, Tensor Values) KeysAndValues(Tensor source, long start)
    {
        var k = Turned(Split(_wK.call(source), _config.KvHeads), start);
        var v = Split(_wV.call(source), _config.KvHeads);
        return (Probe.See("k", k), Probe.See("v", v));
    }

    private Tensor Visible(Tensor q, Tensor k, Tensor v, AttentionMask? mask)
    {
        var bias = UsesPositions ? _alibi?.call(q.shape[2], k.shape[2]) : null;                   // (H,T,S)
        var scores = Probe.See("scores", ScaledDotProductAttention.Scores(q, k, mask, bias));     // (B,H,T,Dh) @ (B,H,Dh,S) -> (B,H,T,S)
        var pattern = Probe.See("pattern", ScaledDotProductAttention.Pattern(scores, mask));
        return nn.functional.dropout(pattern, _config.AttentionDropout, training).matmul(v);      // (B,H,T,S) @ (B,H,S,Dh) -> (B,H,T,Dh)
    }

    private Tensor Fused(Tensor q, Tensor k, Tensor v, AttentionMask? mask)
    {
        if (_alibi is null || !UsesPositions)
        {
            return mask is { IsCausal: true } ? nn.functional.scaled_dot_product_attention(q, k, v, is_casual: true)
                : nn.functional.scaled_dot_product_attention(q, k, v, mask?.AllowedIn(ScoresShape(q, k)));
        }
        var bias = _alibi.call(q.shape[2], k.shape[2]);
        return nn.functional.scaled_dot_product_attention(q, k, v, mask is null ? bias : mask.Apply(bias.expand(ScoresShape(q, k))));
    }

    private bool NeedsPattern(AttentionMask? mask) => Probe.IsOn || (training && _config.AttentionDropout > 0) || mask is { HasEmptyRows: true };

    private Tensor Turned(Tensor x, long start) => _rotary is not null && UsesPositions ? _rotary.call(x, start) : x;

    /// <summary>Each group of query heads reads the same keys: head h those of h / (H / Hkv).</summary>
    private Tensor Shared(Tensor x) => _config.KvHeads == _config.NumHeads ? x : x.repeat_interleave(_config.NumHeads / _config.KvHeads, 1);

    private static long[] ScoresShape(Tensor q, Tensor k) => [q.shape[0], q.shape[1], q.shape[2], k.shape[2]];

    #region split
    private static Tensor Split(Tensor x, int heads) => x.view(x.shape[0], x.shape[1], heads, -1).transpose(1, 2);      // (B,T,H·Dh) -> (B,H,T,Dh)

    private static Tensor Concat(Tensor x) => x.transpose(1, 2).reshape(x.shape[0], x.shape[2], -1);                   // (B,H,T,Dh) -> (B,T,H·Dh)
    #endregion
}
