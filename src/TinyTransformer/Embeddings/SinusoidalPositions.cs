// Positional Encoding, the wave beside the embeddings in Figure 1: fixed sines and cosines of many wavelengths, from 2π to 10000·2π.

using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// positions (T) of Int64 -> vectors (T, D): PE(p, 2i) = sin(p / 10000^(2i/D)), PE(p, 2i+1) = cos of the same (Vaswani et al. 2017, section 3.5). Nothing here
/// is learned.
/// </summary>
public sealed class SinusoidalPositions : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "table")] private readonly Tensor _table;

    /// <param name="isTensor2Tensor">See <see cref="Tensor2TensorTable"/>.</param>
    public SinusoidalPositions(long positions, long dModel, bool isTensor2Tensor = false) : base(nameof(SinusoidalPositions))
    {
        _table = (isTensor2Tensor ? Tensor2TensorTable(positions, dModel) : Table(positions, dModel)).DetachFromDisposeScope();
        register_buffer("table", _table, persistent: false);
        RegisterComponents();
    }

    /// <summary>The paper's table, (positions, D) of Float32: sines in the even columns, cosines in the odd ones.</summary>
    /// <param name="dModel">Even.</param>
    public static Tensor Table(long positions, long dModel)
    {
        #region table
        var angles = Angles(positions, dModel);                                                            // (T,D/2)
        return stack([angles.sin(), angles.cos()], -1).view(positions, dModel).to(ScalarType.Float32);     // (T,D/2,2) -> (T,D)
        #endregion
    }

    /// <summary>
    /// tensor2tensor's table: all sines, then all cosines, with the exponent i / (D/2 − 1) for the paper's 2i/D. Not the paper's formula, though well-known
    /// pictures show it.
    /// </summary>
    /// <param name="dModel">Even, 4 or more.</param>
    public static Tensor Tensor2TensorTable(long positions, long dModel)
    {
        var exponent = arange(dModel / 2, ScalarType.Float64) / (dModel / 2 - 1.0);
        var angles = outer(arange(positions, ScalarType.Float64), tensor(10000.0).pow(-exponent));                       // (T,D/2)
        return cat([angles.sin(), angles.cos()], 1).to(ScalarType.Float32);
    }

    /// <summary>
    /// The matrix R(k), (D, D), with PE(p + k) = R(k) PE(p) for every p: each pair of columns turns by its own angle. Why the paper hoped for "relative
    /// positions" (section 3.5).
    /// </summary>
    public static Tensor Rotation(long offset, long dModel)
    {
        var turns = Angles(Math.Abs(offset) + 1, dModel)[-1] * Math.Sign(offset);                                 // (D/2)
        var rotation = zeros(dModel, dModel);
        for (long i = 0; i < dModel / 2; i++)
        {
            var (sin, cos) = Math.SinCos(turns[i].item<double>());
            (rotation[2 * i, 2 * i], rotation[2 * i, 2 * i + 1]) = (tensor((float)cos), tensor((float)sin));
            (rotation[2 * i + 1, 2 * i], rotation[2 * i + 1, 2 * i + 1]) = (tensor((float)-sin), tensor((float)cos));
        }
        return rotation;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor positions) => _table.index_select(0, positions);

    private static Tensor Angles(long positions, long dModel)
    {
        var frequencies = tensor(10000.0).pow(-arange(0, dModel, 2, ScalarType.Float64) / dModel);
        return outer(arange(positions, ScalarType.Float64), frequencies);
    }
}
