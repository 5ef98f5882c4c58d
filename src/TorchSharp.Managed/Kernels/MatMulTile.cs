// The tile of a matrix product: some rows of A past a panel of B, with the sums in registers from the first k to the last. Each loaded vector of B serves all rows, each
// number of A two vectors, so that multiply-adds, and not loads, fill the time. Vectors of 512 bits, and of 128 on Arm, have 32 registers: 8 rows, 16 sums. Those of 256 have
// 16: 6 rows, 12 sums. The code is the same for each width; a sum is one chain over k in all, so they give the same bits.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp;

internal static class MatMulTile
{
    /// <summary>Rows of a tile.</summary>
    internal static int Rows => Vector512.IsHardwareAccelerated || !Vector256.IsHardwareAccelerated ? 8 : 6;

    /// <summary>Columns of a tile: two vectors.</summary>
    internal static int Width<T>() where T : unmanaged =>
        2 * (Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256.IsHardwareAccelerated ? Vector256<T>.Count : Vector128<T>.Count);

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
            Run<T, Bits512<T>>(count, ref a, rows, ref b, bStep, ref c, cRow, add);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<T, Bits256<T>>(count, ref a, rows, ref b, bStep, ref c, cRow, add);
        }
        else
        {
            Run<T, Bits128<T>>(count, ref a, rows, ref b, bStep, ref c, cRow, add);
        }
    }

    private static void Run<T, V>(int count, ref T a, in Walk rows, ref T b, nint bStep, ref T c, nint cRow, bool add) where T : unmanaged where V : struct, IVector<V, T>
    {
        switch (count)
        {
            case 8: Rows8<T, V>(ref a, rows, ref b, bStep, ref c, cRow, add); break;
            case 6: Rows6<T, V>(ref a, rows, ref b, bStep, ref c, cRow, add); break;
            default: Row<T, V>(ref a, rows, ref b, bStep, ref c, add); break;
        }
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows8<T, V>(ref T a0, Walk rows, ref T b, nint bStep, ref T c, nint cRow, bool add) where T : unmanaged where V : struct, IVector<V, T>
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
        for (nint k = 0, at = 0; k < rows.Depth; k++, at += step, b = ref Unsafe.Add(ref b, bStep))
        {
            var (left, right) = (V.Load(ref b), V.Load(ref Unsafe.Add(ref b, V.Count)));
            var x0 = V.All(Unsafe.Add(ref a0, at));
            s00 = V.Fma(x0, left, s00);
            s01 = V.Fma(x0, right, s01);
            var x1 = V.All(Unsafe.Add(ref a1, at));
            s10 = V.Fma(x1, left, s10);
            s11 = V.Fma(x1, right, s11);
            var x2 = V.All(Unsafe.Add(ref a2, at));
            s20 = V.Fma(x2, left, s20);
            s21 = V.Fma(x2, right, s21);
            var x3 = V.All(Unsafe.Add(ref a3, at));
            s30 = V.Fma(x3, left, s30);
            s31 = V.Fma(x3, right, s31);
            var x4 = V.All(Unsafe.Add(ref a4, at));
            s40 = V.Fma(x4, left, s40);
            s41 = V.Fma(x4, right, s41);
            var x5 = V.All(Unsafe.Add(ref a5, at));
            s50 = V.Fma(x5, left, s50);
            s51 = V.Fma(x5, right, s51);
            var x6 = V.All(Unsafe.Add(ref a6, at));
            s60 = V.Fma(x6, left, s60);
            s61 = V.Fma(x6, right, s61);
            var x7 = V.All(Unsafe.Add(ref a7, at));
            s70 = V.Fma(x7, left, s70);
            s71 = V.Fma(x7, right, s71);
        }
        Store<T, V>(s00, s01, ref c, add);
        Store<T, V>(s10, s11, ref Unsafe.Add(ref c, cRow), add);
        Store<T, V>(s20, s21, ref Unsafe.Add(ref c, 2 * cRow), add);
        Store<T, V>(s30, s31, ref Unsafe.Add(ref c, 3 * cRow), add);
        Store<T, V>(s40, s41, ref Unsafe.Add(ref c, 4 * cRow), add);
        Store<T, V>(s50, s51, ref Unsafe.Add(ref c, 5 * cRow), add);
        Store<T, V>(s60, s61, ref Unsafe.Add(ref c, 6 * cRow), add);
        Store<T, V>(s70, s71, ref Unsafe.Add(ref c, 7 * cRow), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows6<T, V>(ref T a0, Walk rows, ref T b, nint bStep, ref T c, nint cRow, bool add) where T : unmanaged where V : struct, IVector<V, T>
    {
        var step = rows.Step;
        ref var a1 = ref Unsafe.Add(ref a0, rows.Row);
        ref var a2 = ref Unsafe.Add(ref a1, rows.Row);
        ref var a3 = ref Unsafe.Add(ref a2, rows.Row);
        ref var a4 = ref Unsafe.Add(ref a3, rows.Row);
        ref var a5 = ref Unsafe.Add(ref a4, rows.Row);
        V s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        V s40 = default, s41 = default, s50 = default, s51 = default;
        for (nint k = 0, at = 0; k < rows.Depth; k++, at += step, b = ref Unsafe.Add(ref b, bStep))
        {
            var (left, right) = (V.Load(ref b), V.Load(ref Unsafe.Add(ref b, V.Count)));
            var x0 = V.All(Unsafe.Add(ref a0, at));
            s00 = V.Fma(x0, left, s00);
            s01 = V.Fma(x0, right, s01);
            var x1 = V.All(Unsafe.Add(ref a1, at));
            s10 = V.Fma(x1, left, s10);
            s11 = V.Fma(x1, right, s11);
            var x2 = V.All(Unsafe.Add(ref a2, at));
            s20 = V.Fma(x2, left, s20);
            s21 = V.Fma(x2, right, s21);
            var x3 = V.All(Unsafe.Add(ref a3, at));
            s30 = V.Fma(x3, left, s30);
            s31 = V.Fma(x3, right, s31);
            var x4 = V.All(Unsafe.Add(ref a4, at));
            s40 = V.Fma(x4, left, s40);
            s41 = V.Fma(x4, right, s41);
            var x5 = V.All(Unsafe.Add(ref a5, at));
            s50 = V.Fma(x5, left, s50);
            s51 = V.Fma(x5, right, s51);
        }
        Store<T, V>(s00, s01, ref c, add);
        Store<T, V>(s10, s11, ref Unsafe.Add(ref c, cRow), add);
        Store<T, V>(s20, s21, ref Unsafe.Add(ref c, 2 * cRow), add);
        Store<T, V>(s30, s31, ref Unsafe.Add(ref c, 3 * cRow), add);
        Store<T, V>(s40, s41, ref Unsafe.Add(ref c, 4 * cRow), add);
        Store<T, V>(s50, s51, ref Unsafe.Add(ref c, 5 * cRow), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Row<T, V>(ref T a, Walk rows, ref T b, nint bStep, ref T c, bool add) where T : unmanaged where V : struct, IVector<V, T>
    {
        V left = default, right = default;
        for (nint k = 0, at = 0; k < rows.Depth; k++, at += rows.Step, b = ref Unsafe.Add(ref b, bStep))
        {
            var x = V.All(Unsafe.Add(ref a, at));
            left = V.Fma(x, V.Load(ref b), left);
            right = V.Fma(x, V.Load(ref Unsafe.Add(ref b, V.Count)), right);
        }
        Store<T, V>(left, right, ref c, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T, V>(V left, V right, ref T c, bool add) where T : unmanaged where V : struct, IVector<V, T>
    {
        ref var next = ref Unsafe.Add(ref c, V.Count);
        if (add)
        {
            left = V.Sum(V.Load(ref c), left);
            right = V.Sum(V.Load(ref next), right);
        }
        V.Store(left, ref c);
        V.Store(right, ref next);
    }

    /// <summary>What a tile needs of a vector, whatever its width. The runtime's own vectors have no interface in common, hence a thin struct around each.</summary>
    private interface IVector<V, T> where V : struct, IVector<V, T> where T : unmanaged
    {
        static abstract nint Count { get; }

        static abstract V Load(ref T first);

        /// <summary>x in every lane.</summary>
        static abstract V All(T x);

        /// <summary>x·y + z, rounded once.</summary>
        static abstract V Fma(V x, V y, V z);

        static abstract V Sum(V x, V y);

        static abstract void Store(V x, ref T first);
    }

    private readonly struct Bits512<T>(Vector512<T> lanes) : IVector<Bits512<T>, T> where T : unmanaged
    {
        private readonly Vector512<T> _lanes = lanes;

        public static nint Count => Vector512<T>.Count;

        public static Bits512<T> Load(ref T first) => new(Vector512.LoadUnsafe(ref first));

        public static Bits512<T> All(T x) => new(Vector512.Create(x));

        public static Bits512<T> Fma(Bits512<T> x, Bits512<T> y, Bits512<T> z) => new(Lanes.Fma(x._lanes, y._lanes, z._lanes));

        public static Bits512<T> Sum(Bits512<T> x, Bits512<T> y) => new(x._lanes + y._lanes);

        public static void Store(Bits512<T> x, ref T first) => x._lanes.StoreUnsafe(ref first);
    }

    private readonly struct Bits256<T>(Vector256<T> lanes) : IVector<Bits256<T>, T> where T : unmanaged
    {
        private readonly Vector256<T> _lanes = lanes;

        public static nint Count => Vector256<T>.Count;

        public static Bits256<T> Load(ref T first) => new(Vector256.LoadUnsafe(ref first));

        public static Bits256<T> All(T x) => new(Vector256.Create(x));

        public static Bits256<T> Fma(Bits256<T> x, Bits256<T> y, Bits256<T> z) => new(Lanes.Fma(x._lanes, y._lanes, z._lanes));

        public static Bits256<T> Sum(Bits256<T> x, Bits256<T> y) => new(x._lanes + y._lanes);

        public static void Store(Bits256<T> x, ref T first) => x._lanes.StoreUnsafe(ref first);
    }

    private readonly struct Bits128<T>(Vector128<T> lanes) : IVector<Bits128<T>, T> where T : unmanaged
    {
        private readonly Vector128<T> _lanes = lanes;

        public static nint Count => Vector128<T>.Count;

        public static Bits128<T> Load(ref T first) => new(Vector128.LoadUnsafe(ref first));

        public static Bits128<T> All(T x) => new(Vector128.Create(x));

        public static Bits128<T> Fma(Bits128<T> x, Bits128<T> y, Bits128<T> z) => new(Lanes.Fma(x._lanes, y._lanes, z._lanes));

        public static Bits128<T> Sum(Bits128<T> x, Bits128<T> y) => new(x._lanes + y._lanes);

        public static void Store(Bits128<T> x, ref T first) => x._lanes.StoreUnsafe(ref first);
    }
}
