// Reductions of rows. A row is summed in 16 virtual lanes, each of which adds every 16th element; the lanes fold by one fixed tree. Rows longer than a
// leaf are halved at a multiple of the leaf first and the halves added, so that the rounding error grows with the logarithm of the length.
// Fast because the lanes are independent chains of additions, as many as a vector has, and rows are work for the threads. The oracle in the tests: one number after the other
// (RandomPrograms/NaiveRunner.cs).

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class Reduce
{
    /// <summary>Elements that one run of the lanes adds up.</summary>
    private const int Leaf = 1024;

    /// <summary>(rows, length) -> (rows): the sum of each row.</summary>
    internal static void SumRows(Tensor x, Tensor result, int rows, int length)
    {
        switch (x.dtype)
        {
            case ScalarType.Float32: ForRows(rows, length, row => result.At<float>(row) = Sum(ref x.At<float>((long)row * length), length)); break;
            case ScalarType.Float64: ForRows(rows, length, row => result.At<double>(row) = Sum(ref x.At<double>((long)row * length), length)); break;
            case ScalarType.Int64: ForRows(rows, length, row => result.At<long>(row) = Sum(ref x.At<long>((long)row * length), length)); break;
            default: throw DTypes.Unsupported(x.dtype);
        }
        GC.KeepAlive(x);
    }

    /// <summary>(rows, length) -> (rows) of Bool: whether every element is other than 0, or any is. Stops at the first that decides.</summary>
    internal static void TruthRows(Tensor x, Tensor result, int rows, int length, bool every)
    {
        switch (x.dtype)
        {
            case ScalarType.Float32: Truth<float>(x, result, rows, length, every); break;
            case ScalarType.Float64: Truth<double>(x, result, rows, length, every); break;
            case ScalarType.Int64: Truth<long>(x, result, rows, length, every); break;
            case ScalarType.Int32: Truth<int>(x, result, rows, length, every); break;
            case ScalarType.Bool: Truth<byte>(x, result, rows, length, every); break;
            default: throw DTypes.Unsupported(x.dtype);
        }
        GC.KeepAlive(x);
    }

    /// <summary>(rows, length) of Bool -> (rows) of Int64: how many are true.</summary>
    internal static void CountRows(Tensor x, Tensor result, int rows, int length)
    {
        ForRows(rows, length, row => result.At<long>(row) = length - Row<byte>(x, row, length).Count((byte)0));
        GC.KeepAlive(x);
    }

    /// <summary>(rows, length) -> (rows) and the index of the first extreme element. A NaN is more extreme than any number, as in PyTorch.</summary>
    internal static void ExtremeRows(Tensor x, Tensor values, Tensor indices, int rows, int length, bool largest)
    {
        switch (x.dtype)
        {
            case ScalarType.Float32: Extreme<float>(x, values, indices, rows, length, largest); break;
            case ScalarType.Float64: Extreme<double>(x, values, indices, rows, length, largest); break;
            case ScalarType.Int64: Extreme<long>(x, values, indices, rows, length, largest); break;
            case ScalarType.Int32: Extreme<int>(x, values, indices, rows, length, largest); break;
            case ScalarType.Bool: Extreme<byte>(x, values, indices, rows, length, largest); break;
            default: throw DTypes.Unsupported(x.dtype);
        }
        GC.KeepAlive(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static T Sum<T>(ref T x, int n) where T : unmanaged, INumber<T>
    {
        if (n > Leaf)
        {
            var half = (n / 2 + Leaf - 1) / Leaf * Leaf;
            return Sum(ref x, half) + Sum(ref Unsafe.Add(ref x, half), n - half);
        }
        var sum = Vector512<T>.Zero;
        nint i = 0;
        for (; i <= n - Lanes.Count<T>(); i += Lanes.Count<T>())
        {
            sum += Lanes.Load(ref x, i);
        }
        if (i < n)
        {
            sum += Lanes.LoadPartial(ref x, i, n - (int)i);
        }
        return Lanes.Fold<T, AddOp>(sum);
    }

    /// <summary>Rows in pieces of about Pointwise.Piece elements; the pieces depend on the shape alone.</summary>
    internal static void ForRows(int rows, int length, Action<int> row)
    {
        var rowsAtOnce = Math.Max(1, Pointwise.Piece / Math.Max(length, 1));
        Workers.For(Workers.Pieces(rows, rowsAtOnce), piece =>
        {
            for (var i = piece * rowsAtOnce; i < Math.Min((piece + 1L) * rowsAtOnce, rows); i++)
            {
                row(i);
            }
        });
    }

    private static void Truth<T>(Tensor x, Tensor result, int rows, int length, bool every) where T : unmanaged, INumber<T> =>
        ForRows(rows, length, row =>
        {
            var values = Row<T>(x, row, length);
            result.At<byte>(row) = (every ? !values.Contains(T.Zero) : values.ContainsAnyExcept(T.Zero)) ? (byte)1 : (byte)0;
        });

    private static ReadOnlySpan<T> Row<T>(Tensor x, int row, int length) where T : unmanaged => length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref x.At<T>((long)row * length), length);

    private static void Extreme<T>(Tensor x, Tensor values, Tensor indices, int rows, int length, bool largest) where T : unmanaged, INumber<T> =>
        ForRows(rows, length, row =>
        {
            ref var first = ref x.At<T>((long)row * length);
            var best = first;
            var at = 0;
            for (var i = 1; i < length && !T.IsNaN(best); i++)
            {
                var value = Unsafe.Add(ref first, i);
                if ((largest ? value > best : value < best) || T.IsNaN(value))
                {
                    (best, at) = (value, i);
                }
            }
            values.At<T>(row) = best;
            indices.At<long>(row) = at;
        });
}
