// The tile of a matrix product: some rows of A past a panel of B, with the sums in registers from the first k to the last. Each loaded vector of B serves all rows, and each
// number of A all vectors of the panel, so that multiply-adds, and not loads, fill the time. What else stands in the loop counts too, where a processor's core is shared by two
// threads and each may begin only half as many instructions a cycle: a tile is as wide as the registers allow.
//   - Vectors of 512 bits, and of 128 on Arm, have 32 registers: 6 rows by 4 vectors, 24 sums. Where all of the columns fit two vectors: 8 rows, 16 sums.
//   - Vectors of 256 bits, and of 128 on old x64, have 16 registers: 6 rows by 2 vectors, 12 sums.
// While a tile of 6 by 4 is at work, the memory is asked for the rows of the next one, where they are read in place: each is a stream of 2 kB only (of floats), at whose beginning
// the processor has nothing to go by.
// The code is the same for each width; a sum is one chain over k in all, so they give the same bits.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp;

internal static class MatMulTile
{
    /// <summary>The most rows of a tile, and the fewest of one that is not a single row.</summary>
    internal const int MostRows = 8, FewestRows = 6;

    /// <summary>32, not 16: a processor with AVX-512 has them for narrower vectors too, but the runtime's 256-bit path is that of AVX2.</summary>
    private static bool HasManyRegisters => Vector512.IsHardwareAccelerated || !Vector256.IsHardwareAccelerated && (!X86Base.IsSupported || Avx512F.IsSupported);

    /// <summary>Vectors of a whole panel.</summary>
    private static int Across => HasManyRegisters ? 4 : 2;

    /// <summary>Columns of a whole panel.</summary>
    internal static int Width<T>() where T : unmanaged =>
        Across * (Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256.IsHardwareAccelerated ? Vector256<T>.Count : Vector128<T>.Count);

    /// <summary>How many panels the rows of A pass at once: sixteen vectors. With 512 bits that is half a megabyte, a part of the second-level cache.</summary>
    internal static int PanelsAtOnce => 16 / Across;

    /// <summary>Columns of the panel that begins where so many are left: half of a whole one at the end, if they fit.</summary>
    internal static int WidthOf<T>(int columnsLeft) where T : unmanaged => HasManyRegisters && columnsLeft <= Width<T>() / 2 ? Width<T>() / 2 : Width<T>();

    /// <summary>How many rows to take at once of so many: as many as give the most multiply-adds for each load, or one by one where there are too few for a tile.</summary>
    internal static int RowsOf<T>(int rows, int columns) where T : unmanaged
    {
        if (rows < FewestRows)
        {
            return 1;
        }
        // Eight rows are one tile, or two of six.
        return HasManyRegisters && (rows == MostRows || rows > MostRows && columns <= Width<T>() / 2) ? MostRows : FewestRows;
    }

    /// <summary>
    /// How the rows of A lie: from a row to the next, from a k to the next, and how many k there are; and how far the rows of the next tile are, which are asked of the memory
    /// while this one is at work. 0: nothing is asked for.
    /// </summary>
    internal readonly record struct Walk(nint Row, nint Step, nint Depth, nint Ahead = 0);

    /// <summary>A full tile of rows, or one row, by a panel of so many columns, into c or onto what lies there.</summary>
    internal static void Run<T>(int count, int width, ref T a, in Walk rows, ref T b, nint bStep, ref T c, nint cRow, bool add) where T : unmanaged
    {
        if (add)
        {
            Fetch(ref c, cRow, count, width);
        }
        if (Vector512.IsHardwareAccelerated)
        {
            Run<T, Vector512<T>, Bits512<T>>(count, width, ref a, rows, ref b, bStep, ref c, cRow, add);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<T, Vector256<T>, Bits256<T>>(count, width, ref a, rows, ref b, bStep, ref c, cRow, add);
        }
        else
        {
            Run<T, Vector128<T>, Bits128<T>>(count, width, ref a, rows, ref b, bStep, ref c, cRow, add);
        }
    }

    private static void Run<T, V, O>(int count, int width, ref T a, in Walk rows, ref T b, nint bStep, ref T c, nint cRow, bool add) where T : unmanaged where V : struct where O : IVectors<V, T>
    {
        if (count == FewestRows && width == 4 * O.Count)
        {
            SixByFour<T, V, O>(ref a, rows, ref b, bStep, ref c, cRow, add);
            return;
        }
        for (nint column = 0; column < width; column += 2 * O.Count)
        {
            ref var panel = ref Unsafe.Add(ref b, column);
            ref var sums = ref Unsafe.Add(ref c, column);
            switch (count)
            {
                case MostRows: EightByTwo<T, V, O>(ref a, rows, ref panel, bStep, ref sums, cRow, add); break;
                case FewestRows: SixByTwo<T, V, O>(ref a, rows, ref panel, bStep, ref sums, cRow, add); break;
                default: OneByTwo<T, V, O>(ref a, rows, ref panel, bStep, ref sums, add); break;
            }
        }
    }

    /// <summary>What the sums will be added to is on its way while they grow.</summary>
    private static void Fetch<T>(ref T c, nint cRow, int count, int width) where T : unmanaged
    {
        var line = Lanes.Count<T>();
        for (nint row = 0; row < count; row++)
        {
            for (nint column = 0; column < width; column += line)
            {
                Prefetch.Line(ref Unsafe.Add(ref c, row * cRow + column));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SixByFour<T, V, O>(ref T a0, Walk rows, ref T b, nint bStep, ref T c, nint cRow, bool add) where T : unmanaged where V : struct where O : IVectors<V, T>
    {
        var (step, ahead) = (rows.Step, rows.Ahead);
        ref var a1 = ref Unsafe.Add(ref a0, rows.Row);
        ref var a2 = ref Unsafe.Add(ref a1, rows.Row);
        ref var a3 = ref Unsafe.Add(ref a2, rows.Row);
        ref var a4 = ref Unsafe.Add(ref a3, rows.Row);
        ref var a5 = ref Unsafe.Add(ref a4, rows.Row);
        V s00 = default, s01 = default, s02 = default, s03 = default, s10 = default, s11 = default, s12 = default, s13 = default;
        V s20 = default, s21 = default, s22 = default, s23 = default, s30 = default, s31 = default, s32 = default, s33 = default;
        V s40 = default, s41 = default, s42 = default, s43 = default, s50 = default, s51 = default, s52 = default, s53 = default;
        for (nint left = rows.Depth, at = 0; left > 0; left--, at += step, ahead += step, b = ref Unsafe.Add(ref b, bStep))
        {
            V b0 = O.Load(ref b), b1 = O.Load(ref Unsafe.Add(ref b, O.Count)), b2 = O.Load(ref Unsafe.Add(ref b, 2 * O.Count)), b3 = O.Load(ref Unsafe.Add(ref b, 3 * O.Count));
            Prefetch.Line(ref Unsafe.Add(ref a0, ahead));
            var x0 = O.All(Unsafe.Add(ref a0, at));
            s00 = O.Fma(x0, b0, s00);
            s01 = O.Fma(x0, b1, s01);
            s02 = O.Fma(x0, b2, s02);
            s03 = O.Fma(x0, b3, s03);
            Prefetch.Line(ref Unsafe.Add(ref a1, ahead));
            var x1 = O.All(Unsafe.Add(ref a1, at));
            s10 = O.Fma(x1, b0, s10);
            s11 = O.Fma(x1, b1, s11);
            s12 = O.Fma(x1, b2, s12);
            s13 = O.Fma(x1, b3, s13);
            Prefetch.Line(ref Unsafe.Add(ref a2, ahead));
            var x2 = O.All(Unsafe.Add(ref a2, at));
            s20 = O.Fma(x2, b0, s20);
            s21 = O.Fma(x2, b1, s21);
            s22 = O.Fma(x2, b2, s22);
            s23 = O.Fma(x2, b3, s23);
            Prefetch.Line(ref Unsafe.Add(ref a3, ahead));
            var x3 = O.All(Unsafe.Add(ref a3, at));
            s30 = O.Fma(x3, b0, s30);
            s31 = O.Fma(x3, b1, s31);
            s32 = O.Fma(x3, b2, s32);
            s33 = O.Fma(x3, b3, s33);
            Prefetch.Line(ref Unsafe.Add(ref a4, ahead));
            var x4 = O.All(Unsafe.Add(ref a4, at));
            s40 = O.Fma(x4, b0, s40);
            s41 = O.Fma(x4, b1, s41);
            s42 = O.Fma(x4, b2, s42);
            s43 = O.Fma(x4, b3, s43);
            Prefetch.Line(ref Unsafe.Add(ref a5, ahead));
            var x5 = O.All(Unsafe.Add(ref a5, at));
            s50 = O.Fma(x5, b0, s50);
            s51 = O.Fma(x5, b1, s51);
            s52 = O.Fma(x5, b2, s52);
            s53 = O.Fma(x5, b3, s53);
        }
        Store<T, V, O>(s00, s01, ref c, add);
        Store<T, V, O>(s02, s03, ref Unsafe.Add(ref c, 2 * O.Count), add);
        Store<T, V, O>(s10, s11, ref Unsafe.Add(ref c, cRow), add);
        Store<T, V, O>(s12, s13, ref Unsafe.Add(ref c, cRow + 2 * O.Count), add);
        Store<T, V, O>(s20, s21, ref Unsafe.Add(ref c, 2 * cRow), add);
        Store<T, V, O>(s22, s23, ref Unsafe.Add(ref c, 2 * cRow + 2 * O.Count), add);
        Store<T, V, O>(s30, s31, ref Unsafe.Add(ref c, 3 * cRow), add);
        Store<T, V, O>(s32, s33, ref Unsafe.Add(ref c, 3 * cRow + 2 * O.Count), add);
        Store<T, V, O>(s40, s41, ref Unsafe.Add(ref c, 4 * cRow), add);
        Store<T, V, O>(s42, s43, ref Unsafe.Add(ref c, 4 * cRow + 2 * O.Count), add);
        Store<T, V, O>(s50, s51, ref Unsafe.Add(ref c, 5 * cRow), add);
        Store<T, V, O>(s52, s53, ref Unsafe.Add(ref c, 5 * cRow + 2 * O.Count), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void EightByTwo<T, V, O>(ref T a0, Walk rows, ref T b, nint bStep, ref T c, nint cRow, bool add) where T : unmanaged where V : struct where O : IVectors<V, T>
    {
        var step = rows.Step;
        ref var a1 = ref Unsafe.Add(ref a0, rows.Row);
        ref var a2 = ref Unsafe.Add(ref a1, rows.Row);
        ref var a3 = ref Unsafe.Add(ref a2, rows.Row);
        ref var a4 = ref Unsafe.Add(ref a3, rows.Row);
        ref var a5 = ref Unsafe.Add(ref a4, rows.Row);
        ref var a6 = ref Unsafe.Add(ref a5, rows.Row);
        ref var a7 = ref Unsafe.Add(ref a6, rows.Row);
        V s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        V s40 = default, s41 = default, s50 = default, s51 = default, s60 = default, s61 = default, s70 = default, s71 = default;
        for (nint left = rows.Depth, at = 0; left > 0; left--, at += step, b = ref Unsafe.Add(ref b, bStep))
        {
            var (b0, b1) = (O.Load(ref b), O.Load(ref Unsafe.Add(ref b, O.Count)));
            var x0 = O.All(Unsafe.Add(ref a0, at));
            s00 = O.Fma(x0, b0, s00);
            s01 = O.Fma(x0, b1, s01);
            var x1 = O.All(Unsafe.Add(ref a1, at));
            s10 = O.Fma(x1, b0, s10);
            s11 = O.Fma(x1, b1, s11);
            var x2 = O.All(Unsafe.Add(ref a2, at));
            s20 = O.Fma(x2, b0, s20);
            s21 = O.Fma(x2, b1, s21);
            var x3 = O.All(Unsafe.Add(ref a3, at));
            s30 = O.Fma(x3, b0, s30);
            s31 = O.Fma(x3, b1, s31);
            var x4 = O.All(Unsafe.Add(ref a4, at));
            s40 = O.Fma(x4, b0, s40);
            s41 = O.Fma(x4, b1, s41);
            var x5 = O.All(Unsafe.Add(ref a5, at));
            s50 = O.Fma(x5, b0, s50);
            s51 = O.Fma(x5, b1, s51);
            var x6 = O.All(Unsafe.Add(ref a6, at));
            s60 = O.Fma(x6, b0, s60);
            s61 = O.Fma(x6, b1, s61);
            var x7 = O.All(Unsafe.Add(ref a7, at));
            s70 = O.Fma(x7, b0, s70);
            s71 = O.Fma(x7, b1, s71);
        }
        Store<T, V, O>(s00, s01, ref c, add);
        Store<T, V, O>(s10, s11, ref Unsafe.Add(ref c, cRow), add);
        Store<T, V, O>(s20, s21, ref Unsafe.Add(ref c, 2 * cRow), add);
        Store<T, V, O>(s30, s31, ref Unsafe.Add(ref c, 3 * cRow), add);
        Store<T, V, O>(s40, s41, ref Unsafe.Add(ref c, 4 * cRow), add);
        Store<T, V, O>(s50, s51, ref Unsafe.Add(ref c, 5 * cRow), add);
        Store<T, V, O>(s60, s61, ref Unsafe.Add(ref c, 6 * cRow), add);
        Store<T, V, O>(s70, s71, ref Unsafe.Add(ref c, 7 * cRow), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SixByTwo<T, V, O>(ref T a0, Walk rows, ref T b, nint bStep, ref T c, nint cRow, bool add) where T : unmanaged where V : struct where O : IVectors<V, T>
    {
        var step = rows.Step;
        ref var a1 = ref Unsafe.Add(ref a0, rows.Row);
        ref var a2 = ref Unsafe.Add(ref a1, rows.Row);
        ref var a3 = ref Unsafe.Add(ref a2, rows.Row);
        ref var a4 = ref Unsafe.Add(ref a3, rows.Row);
        ref var a5 = ref Unsafe.Add(ref a4, rows.Row);
        V s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        V s40 = default, s41 = default, s50 = default, s51 = default;
        for (nint left = rows.Depth, at = 0; left > 0; left--, at += step, b = ref Unsafe.Add(ref b, bStep))
        {
            var (b0, b1) = (O.Load(ref b), O.Load(ref Unsafe.Add(ref b, O.Count)));
            var x0 = O.All(Unsafe.Add(ref a0, at));
            s00 = O.Fma(x0, b0, s00);
            s01 = O.Fma(x0, b1, s01);
            var x1 = O.All(Unsafe.Add(ref a1, at));
            s10 = O.Fma(x1, b0, s10);
            s11 = O.Fma(x1, b1, s11);
            var x2 = O.All(Unsafe.Add(ref a2, at));
            s20 = O.Fma(x2, b0, s20);
            s21 = O.Fma(x2, b1, s21);
            var x3 = O.All(Unsafe.Add(ref a3, at));
            s30 = O.Fma(x3, b0, s30);
            s31 = O.Fma(x3, b1, s31);
            var x4 = O.All(Unsafe.Add(ref a4, at));
            s40 = O.Fma(x4, b0, s40);
            s41 = O.Fma(x4, b1, s41);
            var x5 = O.All(Unsafe.Add(ref a5, at));
            s50 = O.Fma(x5, b0, s50);
            s51 = O.Fma(x5, b1, s51);
        }
        Store<T, V, O>(s00, s01, ref c, add);
        Store<T, V, O>(s10, s11, ref Unsafe.Add(ref c, cRow), add);
        Store<T, V, O>(s20, s21, ref Unsafe.Add(ref c, 2 * cRow), add);
        Store<T, V, O>(s30, s31, ref Unsafe.Add(ref c, 3 * cRow), add);
        Store<T, V, O>(s40, s41, ref Unsafe.Add(ref c, 4 * cRow), add);
        Store<T, V, O>(s50, s51, ref Unsafe.Add(ref c, 5 * cRow), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OneByTwo<T, V, O>(ref T a, Walk rows, ref T b, nint bStep, ref T c, bool add) where T : unmanaged where V : struct where O : IVectors<V, T>
    {
        V s0 = default, s1 = default;
        var step = rows.Step;
        for (nint left = rows.Depth, at = 0; left > 0; left--, at += step, b = ref Unsafe.Add(ref b, bStep))
        {
            var x = O.All(Unsafe.Add(ref a, at));
            s0 = O.Fma(x, O.Load(ref b), s0);
            s1 = O.Fma(x, O.Load(ref Unsafe.Add(ref b, O.Count)), s1);
        }
        Store<T, V, O>(s0, s1, ref c, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T, V, O>(V left, V right, ref T c, bool add) where T : unmanaged where V : struct where O : IVectors<V, T>
    {
        ref var next = ref Unsafe.Add(ref c, O.Count);
        if (add)
        {
            left = O.Sum(O.Load(ref c), left);
            right = O.Sum(O.Load(ref next), right);
        }
        O.Store(left, ref c);
        O.Store(right, ref next);
    }
}
