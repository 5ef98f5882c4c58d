// (M,K) @ (K,N). Each element of the product is one chain of fused multiply-adds over k = 0 … K-1, beginning at 0: that order is the definition, so the fast
// kernel and the naive one (MatMulNaive, its oracle) give the same bits, whatever the blocking, the threads or the width of the vectors.
//
// Why it is fast: the columns of B are cut into panels of two blocks of lanes (32 floats); a panel is packed, so that k walks through consecutive memory, and
// stays in the second-level cache while all rows of A pass it. Four rows at a time keep eight accumulators in registers: each loaded block of B serves four
// multiply-adds. Panels and matrices of a batch are the pieces of work for the threads.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class MatMul
{
    private const int RowsAtOnce = 4;

    /// <summary>Multiply-adds below which one thread is faster than two.</summary>
    private const long ThreadsFrom = 1 << 21;

    /// <summary>Everything that the kernel must know of one batch of products; strides in elements.</summary>
    internal readonly record struct Problem(int Batch, int M, int N, int K, long ARow, long AColumn, long BRow, long BColumn, long[] AStarts, long[] BStarts);

    internal static void Run(Tensor a, Tensor b, Tensor result, Problem p)
    {
        switch (result.dtype)
        {
            case ScalarType.Float32: Run<float>(a, b, result, p); break;
            case ScalarType.Float64: Run<double>(a, b, result, p); break;
            case ScalarType.Int64: Run<long>(a, b, result, p); break;
            case ScalarType.Int32: Run<int>(a, b, result, p); break;
            default: throw DTypes.Unsupported(result.dtype);
        }
        GC.KeepAlive(a);
        GC.KeepAlive(b);
    }

    private static void Run<T>(Tensor a, Tensor b, Tensor result, Problem p) where T : unmanaged
    {
        var width = 2 * Lanes.Count<T>();
        var panels = (p.N + width - 1) / width;
        if ((long)p.Batch * p.M * p.N * p.K < ThreadsFrom)
        {
            for (var piece = 0; piece < p.Batch * panels; piece++)
            {
                Panel<T>(a, b, result, p, piece / panels, piece % panels * width);
            }
            return;
        }
        RunOnThreads<T>(a, b, result, p, panels, width);
    }

    private static void RunOnThreads<T>(Tensor a, Tensor b, Tensor result, Problem p, int panels, int width) where T : unmanaged =>
        Workers.For(p.Batch * panels, piece => Panel<T>(a, b, result, p, piece / panels, piece % panels * width));

    /// <summary>All rows of one matrix's product, for one panel of columns.</summary>
    private static void Panel<T>(Tensor a, Tensor b, Tensor result, Problem p, int batch, int column) where T : unmanaged
    {
        var width = Math.Min(2 * Lanes.Count<T>(), p.N - column);
        ref var panel = ref Pack(ref b.At<T>(p.BStarts[batch] + column * p.BColumn), p, width);
        ref var rows = ref a.At<T>(p.AStarts[batch]);
        ref var output = ref result.At<T>(((long)batch * p.M * p.N) + column);
        for (var m = 0; m < p.M; m += RowsAtOnce)
        {
            ref var first = ref Unsafe.Add(ref rows, (nint)(m * p.ARow));
            ref var sink = ref Unsafe.Add(ref output, (nint)m * p.N);
            if (p.M - m >= RowsAtOnce)
            {
                FourRows(ref first, ref panel, ref sink, p, width);
            }
            else
            {
                for (var rest = 0; rest < p.M - m; rest++)
                {
                    OneRow(ref Unsafe.Add(ref first, (nint)(rest * p.ARow)), ref panel, ref Unsafe.Add(ref sink, (nint)rest * p.N), p, width);
                }
            }
        }
    }

    /// <summary>A panel of B as K rows of two full blocks, the missing columns filled with 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ref T Pack<T>(ref T b, Problem p, int width) where T : unmanaged
    {
        var full = 2 * Lanes.Count<T>();
        ref var panel = ref Scratch<T>.Rent(Math.Max(1, p.K * full));
        for (nint k = 0; k < p.K; k++)
        {
            ref var source = ref Unsafe.Add(ref b, k * (nint)p.BRow);
            ref var sink = ref Unsafe.Add(ref panel, k * full);
            if (width == full && p.BColumn == 1)
            {
                Lanes.Store(Lanes.Load(ref source, 0), ref sink, 0);
                Lanes.Store(Lanes.Load(ref source, Lanes.Count<T>()), ref sink, Lanes.Count<T>());
                continue;
            }
            for (nint j = 0; j < full; j++)
            {
                Unsafe.Add(ref sink, j) = j < width ? Unsafe.Add(ref source, j * (nint)p.BColumn) : default;
            }
        }
        return ref panel;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows<T>(ref T a, ref T panel, ref T output, Problem p, int width) where T : unmanaged
    {
        nint lanes = Lanes.Count<T>(), step = (nint)p.AColumn, row = (nint)p.ARow, k = p.K;
        ref var a1 = ref Unsafe.Add(ref a, row);
        ref var a2 = ref Unsafe.Add(ref a1, row);
        ref var a3 = ref Unsafe.Add(ref a2, row);
        Vector512<T> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        for (nint i = 0, at = 0; i < k; i++, at += 2 * lanes)
        {
            var left = Lanes.Load(ref panel, at);
            var right = Lanes.Load(ref panel, at + lanes);
            var x = Vector512.Create(Unsafe.Add(ref a, i * step));
            s00 = Lanes.Fma(x, left, s00);
            s01 = Lanes.Fma(x, right, s01);
            x = Vector512.Create(Unsafe.Add(ref a1, i * step));
            s10 = Lanes.Fma(x, left, s10);
            s11 = Lanes.Fma(x, right, s11);
            x = Vector512.Create(Unsafe.Add(ref a2, i * step));
            s20 = Lanes.Fma(x, left, s20);
            s21 = Lanes.Fma(x, right, s21);
            x = Vector512.Create(Unsafe.Add(ref a3, i * step));
            s30 = Lanes.Fma(x, left, s30);
            s31 = Lanes.Fma(x, right, s31);
        }
        StoreRow(s00, s01, ref output, width);
        StoreRow(s10, s11, ref Unsafe.Add(ref output, (nint)p.N), width);
        StoreRow(s20, s21, ref Unsafe.Add(ref output, (nint)2 * p.N), width);
        StoreRow(s30, s31, ref Unsafe.Add(ref output, (nint)3 * p.N), width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRow<T>(ref T a, ref T panel, ref T output, Problem p, int width) where T : unmanaged
    {
        nint lanes = Lanes.Count<T>();
        Vector512<T> left = default, right = default;
        for (nint i = 0, at = 0; i < p.K; i++, at += 2 * lanes)
        {
            var x = Vector512.Create(Unsafe.Add(ref a, i * (nint)p.AColumn));
            left = Lanes.Fma(x, Lanes.Load(ref panel, at), left);
            right = Lanes.Fma(x, Lanes.Load(ref panel, at + lanes), right);
        }
        StoreRow(left, right, ref output, width);
    }

    private static void StoreRow<T>(Vector512<T> left, Vector512<T> right, ref T output, int width) where T : unmanaged
    {
        var lanes = Lanes.Count<T>();
        if (width == 2 * lanes)
        {
            Lanes.Store(left, ref output, 0);
            Lanes.Store(right, ref output, lanes);
            return;
        }
        Lanes.StorePartial(left, ref output, 0, Math.Min(width, lanes));
        if (width > lanes)
        {
            Lanes.StorePartial(right, ref output, lanes, width - lanes);
        }
    }

    /// <summary>A thread's own working memory for packed panels: it grows to the largest panel that the thread has met, and stays.</summary>
    private static class Scratch<T> where T : unmanaged
    {
        [ThreadStatic]
        private static T[]? s_buffer;

        internal static ref T Rent(int count)
        {
            if (s_buffer is null || s_buffer.Length < count)
            {
                s_buffer = GC.AllocateUninitializedArray<T>(count);
            }
            return ref s_buffer[0];
        }
    }
}
