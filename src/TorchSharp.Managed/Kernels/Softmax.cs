// softmax of rows in one pass over memory that stays in the first-level cache: the largest element is found, subtracted (so that no exp overflows), the exps
// are written and added up in the lanes, and divided by their sum. A row of nothing but -∞ gives NaN, as in PyTorch: there is nothing to choose from.

using System.Numerics;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class Softmax
{
    /// <summary>(rows, length) -> (rows, length), each row a distribution.</summary>
    internal static void Rows(Tensor x, Tensor result, int rows, int length)
    {
        switch (x.dtype)
        {
            case ScalarType.Float32: Reduce.ForRows(rows, length, row => Row(ref x.At<float>((long)row * length), ref result.At<float>((long)row * length), length, 1f)); break;
            case ScalarType.Float64: Reduce.ForRows(rows, length, row => Row(ref x.At<double>((long)row * length), ref result.At<double>((long)row * length), length, 1.0)); break;
            default: throw Fail.Error($"softmax: expected Float32 or Float64, got {x.dtype}");
        }
        GC.KeepAlive(x);
    }

    /// <summary>One row, of x · scale; x and the result may be the same.</summary>
    internal static void Row<T>(ref T x, ref T r, int n, T scale) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var lanes = Lanes.Count<T>();
        var factor = Vector512.Create(scale);
        var max = Vector512.Create(T.NegativeInfinity);
        nint i = 0;
        for (; i <= n - lanes; i += lanes)
        {
            max = MaxOp.Apply(max, Lanes.Load(ref x, i) * factor);
        }
        if (i < n)
        {
            max = MaxOp.Apply(max, Lanes.LoadPartial(ref x, i, n - (int)i, T.NegativeInfinity) * factor);
        }
        var peak = Vector512.Create(Lanes.Fold<T, MaxOp>(max));

        var sum = Vector512<T>.Zero;
        for (i = 0; i <= n - lanes; i += lanes)
        {
            var e = ExpOp.Apply(Lanes.Fma(Lanes.Load(ref x, i), factor, -peak));
            Lanes.Store(e, ref r, i);
            sum += e;
        }
        if (i < n)
        {
            var e = ExpOp.Apply(Lanes.Fma(Lanes.LoadPartial(ref x, i, n - (int)i, T.NegativeInfinity), factor, -peak));
            Lanes.StorePartial(e, ref r, i, n - (int)i);
            sum += e;
        }
        var total = Vector512.Create(Lanes.Fold<T, AddOp>(sum));

        for (i = 0; i <= n - lanes; i += lanes)
        {
            Lanes.Store(Lanes.Load(ref r, i) / total, ref r, i);
        }
        if (i < n)
        {
            Lanes.StorePartial(Lanes.LoadPartial(ref r, i, n - (int)i) / total, ref r, i, n - (int)i);
        }
    }
}
