// Attention with linear biases: positions are nowhere in the vectors; a score loses a fixed share of the distance between query and key, another one in each head.

using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// T queries, S keys -> (H, T, S), added to the scores: −slope · |i − j|, with slopes 2^(−8/H), 2^(−16/H), … 2^(−8) (Press et al. 2022, section 3). The last
/// query stands at the last key. The paper is about causal models, where j ≤ i; the absolute distance extends that to models that look both ways.
/// </summary>
public sealed class AlibiBias : nn.Module<long, long, Tensor>
{
    [ComponentName(Name = "slopes")] private readonly Tensor _slopes;

    /// <param name="heads">H. Where it is no power of two, every second slope of the next power fills up, as in the authors' code.</param>
    public AlibiBias(int heads) : base(nameof(AlibiBias))
    {
        _slopes = tensor(Slopes(heads)).DetachFromDisposeScope();
        register_buffer("slopes", _slopes, persistent: false);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(long queries, long keys)
    {
        var i = arange(keys - queries, keys, ScalarType.Int64).unsqueeze(1);                 // (T,1)
        var distance = (i - arange(keys, ScalarType.Int64)).abs().to(_slopes.dtype);         // (T,1) - (S) -> (T,S)
        return _slopes.view(-1, 1, 1) * -distance;                                           // (H,1,1) * (T,S) -> (H,T,S)
    }

    private static float[] Slopes(int heads)
    {
        var power = 1 << (int)Math.Log2(heads);
        var slopes = Enumerable.Range(1, power).Select(h => Math.Pow(2, -8.0 * h / power));
        var between = Enumerable.Range(0, heads - power).Select(h => Math.Pow(2, -4.0 * (2 * h + 1) / power));
        return [.. slopes.Concat(between).Select(slope => (float)slope)];
    }
}
