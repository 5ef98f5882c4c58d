// The tile of a matrix product: some rows of A past a panel of B, with the sums in registers from the first k to the last. Each loaded vector of B serves all rows, each
// number of A two vectors, so that multiply-adds, and not loads, fill the time. 512-bit vectors have 32 registers: 8 rows, 16 sums. 256-bit vectors have 16: 6 rows, 12
// sums (and where the hardware has 128 bits, as on Arm, each is two of its 32 registers). A sum is one chain over k in either, so both give the same bits.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp;

internal static class MatMulTile
{
    /// <summary>Rows of a tile.</summary>
    internal static int Rows => Vector512.IsHardwareAccelerated ? 8 : 6;

    /// <summary>Columns of a tile: two vectors.</summary>
    internal static int Width<T>() where T : unmanaged => 2 * (Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256<T>.Count);

    /// <summary>How the rows of A lie: from a row to the next, from a k to the next, and how many k there are.</summary>
    internal readonly record struct Walk(nint Row, nint Step, nint Depth);

    /// <summary>A full tile of rows, or one row, by a full panel of columns, into c or onto what lies there.</summary>
    internal static void Run<T>(int count, ref T a, in Walk rows, ref T b, nint bStep, ref T c, nint cRow, bool add) where T : unmanaged
    {
        if (add)
        {
            Fetch(ref c, cRow, count);
        }
        if (Vector512.IsHardwareAccelerated)
        {
            if (count == 1)
            {
                Row512(ref a, rows, ref b, bStep, ref c, add);
            }
            else
            {
                Rows8(ref a, rows, ref b, bStep, ref c, cRow, add);
            }
        }
        else if (count == 1)
        {
            Row256(ref a, rows, ref b, bStep, ref c, add);
        }
        else
        {
            Rows6(ref a, rows, ref b, bStep, ref c, cRow, add);
        }
    }

    /// <summary>Eight rows by two vectors of 512 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows8<T>(ref T a0, Walk rows, ref T b, nint bStep, ref T c, nint cRow, bool add) where T : unmanaged
    {
        nint lanes = Vector512<T>.Count, step = rows.Step;
        ref var a1 = ref Unsafe.Add(ref a0, rows.Row);
        ref var a2 = ref Unsafe.Add(ref a1, rows.Row);
        ref var a3 = ref Unsafe.Add(ref a2, rows.Row);
        ref var a4 = ref Unsafe.Add(ref a3, rows.Row);
        ref var a5 = ref Unsafe.Add(ref a4, rows.Row);
        ref var a6 = ref Unsafe.Add(ref a5, rows.Row);
        ref var a7 = ref Unsafe.Add(ref a6, rows.Row);
        Vector512<T> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        Vector512<T> s40 = default, s41 = default, s50 = default, s51 = default, s60 = default, s61 = default, s70 = default, s71 = default;
        for (nint k = 0, at = 0; k < rows.Depth; k++, at += step, b = ref Unsafe.Add(ref b, bStep))
        {
            var (left, right) = (Vector512.LoadUnsafe(ref b), Vector512.LoadUnsafe(ref b, (nuint)lanes));
            var x0 = Vector512.Create(Unsafe.Add(ref a0, at));
            s00 = Lanes.Fma(x0, left, s00);
            s01 = Lanes.Fma(x0, right, s01);
            var x1 = Vector512.Create(Unsafe.Add(ref a1, at));
            s10 = Lanes.Fma(x1, left, s10);
            s11 = Lanes.Fma(x1, right, s11);
            var x2 = Vector512.Create(Unsafe.Add(ref a2, at));
            s20 = Lanes.Fma(x2, left, s20);
            s21 = Lanes.Fma(x2, right, s21);
            var x3 = Vector512.Create(Unsafe.Add(ref a3, at));
            s30 = Lanes.Fma(x3, left, s30);
            s31 = Lanes.Fma(x3, right, s31);
            var x4 = Vector512.Create(Unsafe.Add(ref a4, at));
            s40 = Lanes.Fma(x4, left, s40);
            s41 = Lanes.Fma(x4, right, s41);
            var x5 = Vector512.Create(Unsafe.Add(ref a5, at));
            s50 = Lanes.Fma(x5, left, s50);
            s51 = Lanes.Fma(x5, right, s51);
            var x6 = Vector512.Create(Unsafe.Add(ref a6, at));
            s60 = Lanes.Fma(x6, left, s60);
            s61 = Lanes.Fma(x6, right, s61);
            var x7 = Vector512.Create(Unsafe.Add(ref a7, at));
            s70 = Lanes.Fma(x7, left, s70);
            s71 = Lanes.Fma(x7, right, s71);
        }
        Store(s00, s01, ref c, add);
        Store(s10, s11, ref Unsafe.Add(ref c, cRow), add);
        Store(s20, s21, ref Unsafe.Add(ref c, 2 * cRow), add);
        Store(s30, s31, ref Unsafe.Add(ref c, 3 * cRow), add);
        Store(s40, s41, ref Unsafe.Add(ref c, 4 * cRow), add);
        Store(s50, s51, ref Unsafe.Add(ref c, 5 * cRow), add);
        Store(s60, s61, ref Unsafe.Add(ref c, 6 * cRow), add);
        Store(s70, s71, ref Unsafe.Add(ref c, 7 * cRow), add);
    }

    /// <summary>What the sums will be added to is on its way while they grow.</summary>
    private static void Fetch<T>(ref T c, nint cRow, int count) where T : unmanaged
    {
        for (nint row = 0; row < count; row++)
        {
            ref var first = ref Unsafe.Add(ref c, row * cRow);
            Prefetch.Near(ref Unsafe.As<T, float>(ref first));
            Prefetch.Near(ref Unsafe.As<T, float>(ref Unsafe.Add(ref first, Width<T>() / 2)));
        }
    }

    /// <summary>One row by two vectors of 512 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Row512<T>(ref T a, Walk rows, ref T b, nint bStep, ref T c, bool add) where T : unmanaged
    {
        Vector512<T> left = default, right = default;
        for (nint k = 0, at = 0; k < rows.Depth; k++, at += rows.Step, b = ref Unsafe.Add(ref b, bStep))
        {
            var x = Vector512.Create(Unsafe.Add(ref a, at));
            left = Lanes.Fma(x, Vector512.LoadUnsafe(ref b), left);
            right = Lanes.Fma(x, Vector512.LoadUnsafe(ref b, (nuint)Vector512<T>.Count), right);
        }
        Store(left, right, ref c, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector512<T> left, Vector512<T> right, ref T c, bool add) where T : unmanaged
    {
        if (add)
        {
            left = Vector512.LoadUnsafe(ref c) + left;
            right = Vector512.LoadUnsafe(ref c, (nuint)Vector512<T>.Count) + right;
        }
        left.StoreUnsafe(ref c);
        right.StoreUnsafe(ref c, (nuint)Vector512<T>.Count);
    }

    /// <summary>Six rows by two vectors of 256 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows6<T>(ref T a0, Walk rows, ref T b, nint bStep, ref T c, nint cRow, bool add) where T : unmanaged
    {
        nint lanes = Vector256<T>.Count, step = rows.Step;
        ref var a1 = ref Unsafe.Add(ref a0, rows.Row);
        ref var a2 = ref Unsafe.Add(ref a1, rows.Row);
        ref var a3 = ref Unsafe.Add(ref a2, rows.Row);
        ref var a4 = ref Unsafe.Add(ref a3, rows.Row);
        ref var a5 = ref Unsafe.Add(ref a4, rows.Row);
        Vector256<T> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        Vector256<T> s40 = default, s41 = default, s50 = default, s51 = default;
        for (nint k = 0, at = 0; k < rows.Depth; k++, at += step, b = ref Unsafe.Add(ref b, bStep))
        {
            var (left, right) = (Vector256.LoadUnsafe(ref b), Vector256.LoadUnsafe(ref b, (nuint)lanes));
            var x0 = Vector256.Create(Unsafe.Add(ref a0, at));
            s00 = Lanes.Fma(x0, left, s00);
            s01 = Lanes.Fma(x0, right, s01);
            var x1 = Vector256.Create(Unsafe.Add(ref a1, at));
            s10 = Lanes.Fma(x1, left, s10);
            s11 = Lanes.Fma(x1, right, s11);
            var x2 = Vector256.Create(Unsafe.Add(ref a2, at));
            s20 = Lanes.Fma(x2, left, s20);
            s21 = Lanes.Fma(x2, right, s21);
            var x3 = Vector256.Create(Unsafe.Add(ref a3, at));
            s30 = Lanes.Fma(x3, left, s30);
            s31 = Lanes.Fma(x3, right, s31);
            var x4 = Vector256.Create(Unsafe.Add(ref a4, at));
            s40 = Lanes.Fma(x4, left, s40);
            s41 = Lanes.Fma(x4, right, s41);
            var x5 = Vector256.Create(Unsafe.Add(ref a5, at));
            s50 = Lanes.Fma(x5, left, s50);
            s51 = Lanes.Fma(x5, right, s51);
        }
        Store(s00, s01, ref c, add);
        Store(s10, s11, ref Unsafe.Add(ref c, cRow), add);
        Store(s20, s21, ref Unsafe.Add(ref c, 2 * cRow), add);
        Store(s30, s31, ref Unsafe.Add(ref c, 3 * cRow), add);
        Store(s40, s41, ref Unsafe.Add(ref c, 4 * cRow), add);
        Store(s50, s51, ref Unsafe.Add(ref c, 5 * cRow), add);
    }

    /// <summary>One row by two vectors of 256 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Row256<T>(ref T a, Walk rows, ref T b, nint bStep, ref T c, bool add) where T : unmanaged
    {
        Vector256<T> left = default, right = default;
        for (nint k = 0, at = 0; k < rows.Depth; k++, at += rows.Step, b = ref Unsafe.Add(ref b, bStep))
        {
            var x = Vector256.Create(Unsafe.Add(ref a, at));
            left = Lanes.Fma(x, Vector256.LoadUnsafe(ref b), left);
            right = Lanes.Fma(x, Vector256.LoadUnsafe(ref b, (nuint)Vector256<T>.Count), right);
        }
        Store(left, right, ref c, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector256<T> left, Vector256<T> right, ref T c, bool add) where T : unmanaged
    {
        if (add)
        {
            left = Vector256.LoadUnsafe(ref c) + left;
            right = Vector256.LoadUnsafe(ref c, (nuint)Vector256<T>.Count) + right;
        }
        left.StoreUnsafe(ref c);
        right.StoreUnsafe(ref c, (nuint)Vector256<T>.Count);
    }
}
