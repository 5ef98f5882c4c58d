// What happens to the columns of a matrix: a row added to each row, and the sums down the columns. The rows are added up in their order, cut into pieces of a
// fixed number of rows whose sums are then added in order, so that the threads do not show in the result.
// Fast because the matrix is read in its own order, whole vectors of a row at a time, whose sums stay in the first-level cache.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class Columns
{
    /// <summary>Rows whose sum is one piece of work.</summary>
    internal const int RowsOfPiece = 64;

    /// <summary>Whether a pass over so many numbers, cut into pieces of rows, is long enough for more than one thread.</summary>
    internal static bool PaysThreads(int rows, int n) => (long)rows * n > Pointwise.Piece;

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

    /// <summary>(rows, n) -> (n): the sums down the columns of a dense x.</summary>
    internal static void Sum(Tensor x, Tensor result, int rows)
    {
        switch (x.dtype)
        {
            case ScalarType.Float32: Sum<float>(x, result, rows); break;
            case ScalarType.Float64: Sum<double>(x, result, rows); break;
            case ScalarType.Int64: Sum<long>(x, result, rows); break;
            default: throw DTypes.Unsupported(x.dtype);
        }
        GC.KeepAlive(x);
        GC.KeepAlive(result);
    }

    private static void Sum<T>(Tensor x, Tensor result, int rows) where T : unmanaged
    {
        var n = (int)result.Count;
        var pieces = Workers.Pieces(rows, RowsOfPiece);
        if (pieces <= 1)
        {
            SumPiece(ref x.At<T>(), ref result.At<T>(), rows, n);
            return;
        }
        SumPieces<T>(x, result, rows, pieces, n);
    }

    private static void SumPieces<T>(Tensor x, Tensor result, int rows, int pieces, int n) where T : unmanaged
    {
        using var sums = Tensor.New([pieces, n], result.dtype);
        Workers.For(pieces, piece =>
            SumPiece(ref x.At<T>((long)piece * RowsOfPiece * n), ref sums.At<T>((long)piece * n), Math.Min(RowsOfPiece, rows - piece * RowsOfPiece), n), pays: PaysThreads(rows, n));
        SumPiece(ref sums.At<T>(), ref result.At<T>(), pieces, n);
    }

    private static void SumPiece<T>(ref T x, ref T sum, int rows, int n) where T : unmanaged
    {
        MemoryMarshal.CreateSpan(ref sum, n).Clear();
        for (var row = 0; row < rows; row++)
        {
            Add(ref Unsafe.Add(ref x, (nint)row * n), ref sum, n);
        }
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
