// (M,K) @ (K,N). k is cut into blocks of 512; within a block each element of the product is one chain of fused multiply-adds, beginning at 0, and the blocks'
// sums are added in their order. That order is the definition, so the fast kernel and the naive one (MatMulNaive, its oracle) give the same bits, whatever the
// threads or the width of the vectors; and the rounding error grows with the number of blocks, not with K.
//
// Why it is fast: the columns of B are cut into panels of two blocks of lanes (32 floats); a block of k of a panel is packed, so that k walks through consecutive
// memory, and its 64 kB stay in the second-level cache while all rows of A pass it. Four rows at a time keep eight accumulators in registers: each loaded block of B serves four
// multiply-adds. Panels and matrices of a batch are the pieces of work for the threads.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class MatMul
{
    /// <summary>How many k make up a block. Part of the definition: another number gives other bits.</summary>
    internal const int DepthAtOnce = 512;

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

    /// <summary>All rows of one matrix's product, for one panel of columns, block after block of k.</summary>
    private static void Panel<T>(Tensor a, Tensor b, Tensor result, Problem p, int batch, int column) where T : unmanaged
    {
        var width = Math.Min(2 * Lanes.Count<T>(), p.N - column);
        ref var output = ref result.At<T>(((long)batch * p.M * p.N) + column);
        for (long k = 0; k == 0 || k < p.K; k += DepthAtOnce)
        {
            var depth = (int)Math.Min(DepthAtOnce, p.K - k);
            ref var panel = ref Pack(ref b.At<T>(p.BStarts[batch] + column * p.BColumn + k * p.BRow), p, depth, width);
            Block(ref a.At<T>(p.AStarts[batch] + k * p.AColumn), ref panel, ref output, p, new(depth, width, Add: k > 0));
        }
    }

    /// <summary>All rows of A past one packed block of B, four at a time; a rest one by one.</summary>
    private static void Block<T>(ref T rows, ref T panel, ref T output, Problem p, Extent extent) where T : unmanaged
    {
        var sums = default(Tile<T>);
        ref var tile = ref Unsafe.As<Tile<T>, T>(ref sums);
        for (var m = 0; m < p.M; m += RowsAtOnce)
        {
            ref var first = ref Unsafe.Add(ref rows, (nint)(m * p.ARow));
            ref var sink = ref Unsafe.Add(ref output, (nint)m * p.N);
            if (p.M - m >= RowsAtOnce)
            {
                FourRows(ref first, ref panel, ref tile, (nint)p.ARow, (nint)p.AColumn, extent.Depth);
                StoreRows(ref tile, RowsAtOnce, ref sink, p.N, extent);
                continue;
            }
            for (var rest = 0; rest < p.M - m; rest++)
            {
                OneRow(ref Unsafe.Add(ref first, (nint)(rest * p.ARow)), ref panel, ref tile, (nint)p.AColumn, extent.Depth);
                StoreRows(ref tile, 1, ref Unsafe.Add(ref sink, (nint)rest * p.N), p.N, extent);
            }
        }
    }

    /// <summary>A block of k of a panel of B, as rows of two full blocks of lanes, the missing columns filled with 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ref T Pack<T>(ref T b, Problem p, int depth, int width) where T : unmanaged
    {
        var full = 2 * Lanes.Count<T>();
        ref var panel = ref Scratch<T>.Rent(DepthAtOnce * full);
        for (nint k = 0; k < depth; k++)
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

    /// <summary>The sums of four rows of A with a packed block, into a tile. They go through a tile, and not straight into the output, because a call while they
    /// are alive would make the compiler keep them in memory instead of registers: half the speed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows<T>(ref T a, ref T panel, ref T tile, nint row, nint step, nint depth) where T : unmanaged
    {
        nint lanes = Lanes.Count<T>();
        ref var a1 = ref Unsafe.Add(ref a, row);
        ref var a2 = ref Unsafe.Add(ref a1, row);
        ref var a3 = ref Unsafe.Add(ref a2, row);
        Vector512<T> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        for (nint i = 0, at = 0, from = 0; i < depth; i++, at += 2 * lanes, from += step)
        {
            var left = Lanes.Load(ref panel, at);
            var right = Lanes.Load(ref panel, at + lanes);
            var x = Vector512.Create(Unsafe.Add(ref a, from));
            s00 = Lanes.Fma(x, left, s00);
            s01 = Lanes.Fma(x, right, s01);
            x = Vector512.Create(Unsafe.Add(ref a1, from));
            s10 = Lanes.Fma(x, left, s10);
            s11 = Lanes.Fma(x, right, s11);
            x = Vector512.Create(Unsafe.Add(ref a2, from));
            s20 = Lanes.Fma(x, left, s20);
            s21 = Lanes.Fma(x, right, s21);
            x = Vector512.Create(Unsafe.Add(ref a3, from));
            s30 = Lanes.Fma(x, left, s30);
            s31 = Lanes.Fma(x, right, s31);
        }
        Lanes.Store(s00, ref tile, 0);
        Lanes.Store(s01, ref tile, lanes);
        Lanes.Store(s10, ref tile, 2 * lanes);
        Lanes.Store(s11, ref tile, 3 * lanes);
        Lanes.Store(s20, ref tile, 4 * lanes);
        Lanes.Store(s21, ref tile, 5 * lanes);
        Lanes.Store(s30, ref tile, 6 * lanes);
        Lanes.Store(s31, ref tile, 7 * lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRow<T>(ref T a, ref T panel, ref T tile, nint step, nint depth) where T : unmanaged
    {
        nint lanes = Lanes.Count<T>();
        Vector512<T> left = default, right = default;
        for (nint i = 0, at = 0, from = 0; i < depth; i++, at += 2 * lanes, from += step)
        {
            var x = Vector512.Create(Unsafe.Add(ref a, from));
            left = Lanes.Fma(x, Lanes.Load(ref panel, at), left);
            right = Lanes.Fma(x, Lanes.Load(ref panel, at + lanes), right);
        }
        Lanes.Store(left, ref tile, 0);
        Lanes.Store(right, ref tile, lanes);
    }

    /// <summary>The first rows of a tile into the output, or onto what earlier blocks of k left there.</summary>
    private static void StoreRows<T>(ref T tile, int rows, ref T output, int columns, Extent extent) where T : unmanaged
    {
        var lanes = Lanes.Count<T>();
        for (var row = 0; row < rows; row++)
        {
            ref var sink = ref Unsafe.Add(ref output, (nint)row * columns);
            for (var block = 0; block * lanes < extent.Width; block++)
            {
                var sums = Lanes.Load(ref tile, (2 * row + block) * lanes);
                StorePart(sums, ref sink, block * lanes, Math.Min(lanes, extent.Width - block * lanes), extent.Add);
            }
        }
    }

    private static void StorePart<T>(Vector512<T> sums, ref T output, int at, int count, bool add) where T : unmanaged
    {
        if (count == Lanes.Count<T>())
        {
            Lanes.Store(add ? Lanes.Load(ref output, at) + sums : sums, ref output, at);
            return;
        }
        Lanes.StorePartial(add ? Lanes.LoadPartial(ref output, at, count) + sums : sums, ref output, at, count);
    }

    /// <summary>The sums of four rows and two blocks of lanes.</summary>
    [InlineArray(2 * RowsAtOnce)]
    private struct Tile<T> where T : unmanaged
    {
        private Vector512<T> _block;
    }

    /// <summary>How much of a panel there is: k of the block, columns, and whether its sums are added to what earlier blocks left.</summary>
    private readonly record struct Extent(int Depth, int Width, bool Add);

    /// <summary>A thread's own working memory for packed panels: one block of a panel.</summary>
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
