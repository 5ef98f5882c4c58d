// Multi-head attention as the paper's formula says it: a loop over heads, then a concatenation. AttentionHeads computes the same in three matrix products.

using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// MultiHead(Q, K, V) = Concat(head₁, …, head_H) W_O, head by head (Vaswani et al. 2017, section 3.2.2). For reading and as the oracle of
/// <see cref="AttentionHeads"/>: no cache, no relative positions.
/// </summary>
public sealed class HeadsByLoop : nn.Module<Tensor, Tensor, AttentionMask?, Tensor>
{
    [ComponentName(Name = "head")] private readonly ModuleList<AttentionHead> _heads;
    [ComponentName(Name = "w_o")] private readonly Linear _wO;

    /// <summary>As many heads as the config has.</summary>
    public HeadsByLoop(TransformerConfig config) : base(nameof(HeadsByLoop))
    {
        ArgumentNullException.ThrowIfNull(config);
        _heads = new([.. Enumerable.Range(0, config.NumHeads).Select(_ => new AttentionHead(config))]);
        _wO = Initialization.Projection(config, config.DModel, config.DModel, config.AttentionOutputBias, writesToStream: true);
        RegisterComponents();
    }

    /// <summary>The heads, one by one.</summary>
    public IReadOnlyList<AttentionHead> Heads => [.. _heads];

    /// <inheritdoc/>
    public override Tensor forward(Tensor x, Tensor source, AttentionMask? mask)
    {
        #region forward
        var outputs = _heads.Select(head => head.call(x, source, mask));     // H times (B,T,Dh)
        return _wO.call(cat([.. outputs], -1));                              // (B,T,H·Dh) -> (B,T,D)
        #endregion
    }

    /// <summary>
    /// Takes over the weights of the fused module: head h owns rows h·Dh … (h+1)·Dh of its matrices. Shared keys are copied to each head that reads them.
    /// </summary>
    public void CopyFrom(AttentionHeads fused, TransformerConfig config)
    {
        ArgumentNullException.ThrowIfNull(fused);
        ArgumentNullException.ThrowIfNull(config);
        var source = fused.state_dict();
        var weights = source.Where(entry => entry.Key.StartsWith("w_o", StringComparison.Ordinal)).ToDictionary();
        for (var h = 0; h < config.NumHeads; h++)
        {
            var sharedHead = h / (config.NumHeads / config.KvHeads);
            foreach (var (name, weight) in source.Where(entry => !weights.ContainsKey(entry.Key)))
            {
                var row = (name.StartsWith("w_q", StringComparison.Ordinal) ? h : sharedHead) * config.HeadDim;
                weights.Add($"head.{h}.{name}", weight.narrow(0, row, config.HeadDim));
            }
        }
        load_state_dict(weights);
    }
}
