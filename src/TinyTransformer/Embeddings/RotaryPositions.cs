// Rotary positions: nothing is added to the embeddings; queries and keys are turned, pair by pair, by an angle that grows with their position. The product of a
// query at i and a key at j then depends on i − j alone.

using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// x (B, H, T, Dh), first position p -> x turned: (x₂ᵢ, x₂ᵢ₊₁) by the angle p · 10000^(−2i/Dh) (Su et al. 2021, RoFormer, eq. 15 and 34). The pairs are
/// neighbours, as in that paper; Llama's files pair i with i + Dh/2, which is the same up to a permutation of the projections' rows.
/// </summary>
public sealed class RotaryPositions : nn.Module<Tensor, long, Tensor>
{
    [ComponentName(Name = "cos")] private readonly Tensor _cos;
    [ComponentName(Name = "sin")] private readonly Tensor _sin;

    /// <param name="headDim">Dh, even.</param>
    public RotaryPositions(long positions, long headDim) : base(nameof(RotaryPositions))
    {
        var frequencies = tensor(10000.0).pow(-arange(0, headDim, 2, ScalarType.Float64) / headDim);
        var angles = outer(arange(positions, ScalarType.Float64), frequencies);                     // (positions,Dh/2)
        _cos = angles.cos().to(ScalarType.Float32).DetachFromDisposeScope();
        _sin = angles.sin().to(ScalarType.Float32).DetachFromDisposeScope();
        register_buffer("cos", _cos, persistent: false);
        register_buffer("sin", _sin, persistent: false);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x, long start)
    {
        var (B, H, T, Dh) = x.Dims4();
        var pairs = x.reshape(B, H, T, Dh / 2, 2);
        Tensor even = pairs.select(-1, 0), odd = pairs.select(-1, 1);                               // (B,H,T,Dh/2) each
        Tensor cos = _cos.narrow(0, start, T), sin = _sin.narrow(0, start, T);                      // (T,Dh/2) each
        var turned = stack([even * cos - odd * sin, even * sin + odd * cos], -1);                   // (B,H,T,Dh/2,2)
        return turned.view(B, H, T, Dh);
    }
}
