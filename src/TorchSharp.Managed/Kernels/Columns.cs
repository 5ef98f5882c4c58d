// What happens to the columns of a matrix: a row added to each row, and the sums down the columns. The rows are added up in their order, cut into pieces of a
// fixed number of rows whose sums are then added in order, so that the threads do not show in the result.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class Columns
{
    /// <summary>Rows whose sum is one piece of work.</summary>
    internal const int RowsOfPiece = 64;

    /// <summary>x (rows, n) += row (n), in place; both dense.</summary>
    internal static void AddToEachRow(Tensor x, Tensor row)
    {
        if (x.dtype == ScalarType.Float32)
        {
            AddToEachRow<float>(x, row);
        }
        else
        {
            AddToEachRow<double>(x, row);
        }
        GC.KeepAlive(x);
        GC.KeepAlive(row);
    }

    /// <summary>sum (n) += x (n).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add<T>(ref T x, ref T sum, int n) where T : unmanaged
    {
        nint i = 0;
        for (; i <= n - Lanes.Count<T>(); i += Lanes.Count<T>())
        {
            Lanes.Store(Lanes.Load(ref sum, i) + Lanes.Load(ref x, i), ref sum, i);
        }
        if (i < n)
        {
            var rest = n - (int)i;
            Lanes.StorePartial(Lanes.LoadPartial(ref sum, i, rest) + Lanes.LoadPartial(ref x, i, rest), ref sum, i, rest);
        }
    }

    private static void AddToEachRow<T>(Tensor x, Tensor row) where T : unmanaged
    {
        var n = (int)row.Count;
        if (x.Count == 0)
        {
            return;
        }
        Reduce.ForRows((int)(x.Count / n), n, i => Add(ref row.At<T>(), ref x.At<T>((long)i * n), n));
    }
}
