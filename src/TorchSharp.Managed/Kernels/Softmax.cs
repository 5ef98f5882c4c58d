// softmax row by row, so that a row of some thousand numbers stays in the first-level cache: the largest element is found, subtracted (so that no exp overflows), the
// exps are written and added up in the lanes, and divided by their sum. A row of nothing but -∞ gives NaN, as in PyTorch: there is nothing to choose from.
// Fast because the row is read from memory once, e^x is a polynomial on vectors as wide as the machine's (Vectors.cs), and the scale of attention's scores comes along. The oracle
// in the tests is the definition, one number after the other (RandomPrograms/NaiveRunner.cs).

using System.Numerics;
using System.Runtime.CompilerServices;
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
        if (Vector512.IsHardwareAccelerated)
        {
            Row<T, Vector512<T>, Bits512<T>>(ref x, ref r, n, scale);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Row<T, Vector256<T>, Bits256<T>>(ref x, ref r, n, scale);
        }
        else
        {
            Row<T, Vector128<T>, Bits128<T>>(ref x, ref r, n, scale);
        }
    }

    /// <summary>Where a vector is but a part of the sixteen lanes, all blocks pass for one part after the other, so that each lane adds up the same exps.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Row<T, V, O>(ref T x, ref T r, nint n, T scale) where T : unmanaged, IFloatingPointIeee754<T> where V : struct where O : IVectors<V, T>
    {
        nint lanes = Lanes.Count<T>(), whole = n & -lanes;
        var factor = O.All(scale);
        // A NaN that the maximum loses is found again by the sum, and makes the whole row NaN.
        Unsafe.SkipInit(out Vector512<T> max);
        ref var maxima = ref Unsafe.As<Vector512<T>, T>(ref max);
        for (nint part = 0; part < lanes; part += O.Count)
        {
            var largest = O.All(T.NegativeInfinity);
            for (var i = part; i < whole; i += lanes)
            {
                largest = O.Max(largest, O.Product(O.Load(ref Unsafe.Add(ref x, i)), factor));
            }
            if (whole < n)
            {
                largest = O.Max(largest, O.Product(Vectors.LoadPartial<T, V, O>(ref Unsafe.Add(ref x, whole + part), n - whole - part, T.NegativeInfinity), factor));
            }
            O.Store(largest, ref Unsafe.Add(ref maxima, part));
        }
        var peak = O.All(-Lanes.Fold<T, MaxOp>(max));

        Unsafe.SkipInit(out Vector512<T> sum);
        ref var sums = ref Unsafe.As<Vector512<T>, T>(ref sum);
        for (nint part = 0; part < lanes; part += O.Count)
        {
            var added = O.Constant(0);
            for (var i = part; i < whole; i += lanes)
            {
                var e = LanesMath.Exp<T, V, O>(O.Fma(O.Load(ref Unsafe.Add(ref x, i)), factor, peak));
                O.Store(e, ref Unsafe.Add(ref r, i));
                added = O.Sum(added, e);
            }
            if (whole < n)
            {
                var rest = n - whole - part;
                var e = LanesMath.Exp<T, V, O>(O.Fma(Vectors.LoadPartial<T, V, O>(ref Unsafe.Add(ref x, whole + part), rest, T.NegativeInfinity), factor, peak));
                Vectors.StorePartial<T, V, O>(e, ref Unsafe.Add(ref r, whole + part), rest);
                added = O.Sum(added, e);
            }
            O.Store(added, ref Unsafe.Add(ref sums, part));
        }
        var total = O.All(Lanes.Fold<T, AddOp>(sum));

        nint at = 0;
        for (; at <= n - O.Count; at += O.Count)
        {
            O.Store(O.Quotient(O.Load(ref Unsafe.Add(ref r, at)), total), ref Unsafe.Add(ref r, at));
        }
        if (at < n)
        {
            ref var last = ref Unsafe.Add(ref r, at);
            Vectors.StorePartial<T, V, O>(O.Quotient(Vectors.LoadPartial<T, V, O>(ref last, n - at, T.Zero), total), ref last, n - at);
        }
    }
}
