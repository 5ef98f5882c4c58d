using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>"N×" in Figure 1: blocks one after the other. In state dictionaries and among recorded values they are called 0, 1, 2, …</summary>
public sealed class TransformerBlocks : ModuleList<TransformerBlock>
{
    /// <param name="hasCrossAttention">Whether they look at a source.</param>
    /// <param name="probe">Where this lies in a model.</param>
    public TransformerBlocks(TransformerConfig config, bool hasCrossAttention, Probe probe) : base(Blocks(config, hasCrossAttention, probe)) => RegisterComponents();

    /// <summary>Through all blocks, (B, T, D) -> (B, T, D).</summary>
    /// <param name="source">What the blocks' cross-attention looks at; null where they have none.</param>
    /// <param name="cache">The past; null: none.</param>
    public Tensor Run(Tensor x, AttentionMask? mask, EncodedSource? source = null, KeyValueCache? cache = null)
    {
        for (var i = 0; i < Count; i++)
        {
            x = this[i].call(x, mask, source, cache?.Layers[i]);
        }
        return x;
    }

    private static TransformerBlock[] Blocks(TransformerConfig config, bool hasCrossAttention, Probe probe)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(probe);
        return [.. Enumerable.Range(0, config.NumLayers).Select(i => new TransformerBlock(config, hasCrossAttention, probe.At($"{i}")))];
    }
}
