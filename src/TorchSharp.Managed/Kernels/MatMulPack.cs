// Packing for the matrix product: panels of B and tiles of rows of A, copied into a thread's own working memory in the order in which the tile reads them. A panel
// holds, for each k, as many columns as a tile is wide (what is missing is 0); packed rows hold, for each k, the rows of a tile.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TorchSharp;

internal static class MatMulPack
{
    /// <summary>A block of k of all panels of a piece; where B is read in place, only of a last panel that is not full.</summary>
    internal static ref T Columns<T>(ref T b, in MatMul.Problem p, in MatMul.Part part, int depth, bool inPlace) where T : unmanaged
    {
        ref var packed = ref Scratch.Rent<T>(Slot.Panels, (long)WidthOfAll<T>(part.Columns) * MatMul.DepthAtOnce);
        for (int column = part.FromColumn, width; column < part.ToColumn; column += width)
        {
            width = MatMulTile.WidthOf<T>(part.ToColumn - column);
            var count = Math.Min(width, part.ToColumn - column);
            if (!inPlace || count < width)
            {
                Panel(ref Unsafe.Add(ref b, (nint)(column * p.BColumn)), (nint)p.BRow, (nint)p.BColumn, depth, count, width, ref Unsafe.Add(ref packed, (nint)(column - part.FromColumn) * MatMul.DepthAtOnce));
            }
        }
        return ref packed;
    }

    /// <summary>How wide all panels of B are together.</summary>
    internal static int WidthOfAll<T>(int columns) where T : unmanaged
    {
        var whole = columns / MatMulTile.Width<T>() * MatMulTile.Width<T>();
        return whole == columns ? whole : whole + MatMulTile.WidthOf<T>(columns - whole);
    }

    /// <summary>All blocks of k of one panel of B, for several products with the same B: room for K, up to a whole block, times the width of all panels, blocks one behind the other.</summary>
    internal static void All<T>(ref T b, in MatMul.Problem p, int column, ref T packed) where T : unmanaged
    {
        int width = MatMulTile.WidthOf<T>(p.N - column), count = Math.Min(width, p.N - column);
        nint all = WidthOfAll<T>(p.N);
        for (nint k = 0; k < p.K; k += MatMul.DepthAtOnce)
        {
            ref var panel = ref Unsafe.Add(ref packed, k * all + (nint)column * MatMul.DepthAtOnce);
            Panel(ref Unsafe.Add(ref b, k * (nint)p.BRow + column * (nint)p.BColumn), (nint)p.BRow, (nint)p.BColumn, (int)Math.Min(MatMul.DepthAtOnce, p.K - k), count, width, ref panel);
        }
    }

    /// <summary>The rows of one tile, k by k; the walk becomes that of the copy.</summary>
    internal static ref T Rows<T>(scoped ref T a, scoped ref MatMulTile.Walk walk, int rows) where T : unmanaged
    {
        ref var packed = ref Scratch.Rent<T>(Slot.Rows, MatMulTile.MostRows * MatMul.DepthAtOnce);
        if (walk.Row == 1)
        {
            CopyRows(ref a, walk, ref packed, rows);
        }
        else
        {
            for (nint k = 0; k < walk.Depth; k++)
            {
                for (nint row = 0; row < rows; row++)
                {
                    Unsafe.Add(ref packed, k * rows + row) = Unsafe.Add(ref a, k * walk.Step + row * walk.Row);
                }
            }
        }
        walk = new(1, rows, walk.Depth);
        return ref packed;
    }

    /// <summary>Six or eight rows that lie side by side, as in the transposed matrix of a weight's gradient: a copy, two by two, for each k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows<T>(ref T a, in MatMulTile.Walk walk, ref T packed, nint rows) where T : unmanaged
    {
        ref var sink = ref packed;
        for (nint k = 0; k < walk.Depth; k++, a = ref Unsafe.Add(ref a, walk.Step), sink = ref Unsafe.Add(ref sink, rows))
        {
            ref var from = ref Unsafe.As<T, Pair<T>>(ref a);
            ref var to = ref Unsafe.As<T, Pair<T>>(ref sink);
            to = from;
            Unsafe.Add(ref to, 1) = Unsafe.Add(ref from, 1);
            Unsafe.Add(ref to, 2) = Unsafe.Add(ref from, 2);
            if (rows == MatMulTile.MostRows)
            {
                Unsafe.Add(ref to, 3) = Unsafe.Add(ref from, 3);
            }
        }
    }

    private readonly record struct Pair<T>(T First, T Second) where T : unmanaged;

    /// <summary>Room for one tile of the output.</summary>
    internal static ref T Tile<T>() where T : unmanaged => ref Scratch.Rent<T>(Slot.Tile, MatMulTile.MostRows * MatMulTile.Width<T>());

    private static void Panel<T>(ref T b, nint row, nint column, int depth, int count, nint width, ref T panel) where T : unmanaged
    {
        if (column == 1 && count % Lanes.Count<T>() == 0 && count == width)
        {
            CopyColumns(ref b, row, depth, ref panel, width);
            return;
        }
        if (column == 1)
        {
            for (nint k = 0; k < depth; k++)
            {
                var sink = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref panel, k * width), (int)width);
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref b, k * row), count).CopyTo(sink);
                sink[count..].Clear();
            }
            return;
        }
        nint done = 0;
        if (row == 1 && typeof(T) == typeof(float))
        {
            for (var k = 0; k < depth; k += DepthOfPart)
            {
                done = Transposed4(ref Unsafe.As<T, float>(ref Unsafe.Add(ref b, k)), column, Math.Min(DepthOfPart, depth - k), count, ref Unsafe.As<T, float>(ref Unsafe.Add(ref panel, k * width)), width);
            }
        }
        for (nint j = 0; j < count; j++)
        {
            for (nint k = j < done ? depth & ~3 : 0; k < depth; k++)
            {
                Unsafe.Add(ref panel, k * width + j) = Unsafe.Add(ref b, k * row + j * column);
            }
        }
        for (nint k = 0; count < width && k < depth; k++)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref panel, k * width), (int)width)[count..].Clear();
        }
    }

    /// <summary>A whole panel of columns side by side: a copy for each k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyColumns<T>(ref T b, nint row, nint depth, ref T panel, nint width) where T : unmanaged
    {
        for (nint k = 0; k < depth; k++, b = ref Unsafe.Add(ref b, row), panel = ref Unsafe.Add(ref panel, width))
        {
            for (nint column = 0; column < width; column += Lanes.Count<T>())
            {
                Lanes.Store(Lanes.Load(ref b, column), ref panel, column);
            }
        }
    }

    /// <summary>A multiple of four. So many k of a panel stay in the first-level cache while all columns come to them, a few numbers of a cache line each time.</summary>
    private const int DepthOfPart = 64;

    /// <summary>Columns whose k lie side by side, as in the weights of a Linear: blocks of four by four change places in registers. Returns how many columns that did, in whole fours of k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint Transposed4(ref float b, nint column, nint depth, nint count, ref float panel, nint width)
    {
        nint j = 0;
        for (; j <= count - 4; j += 4)
        {
            ref var c0 = ref Unsafe.Add(ref b, j * column);
            ref var c1 = ref Unsafe.Add(ref c0, column);
            ref var c2 = ref Unsafe.Add(ref c1, column);
            ref var c3 = ref Unsafe.Add(ref c2, column);
            ref var sink = ref Unsafe.Add(ref panel, j);
            ref var next = ref (j + 8 <= count ? ref Unsafe.Add(ref c3, column) : ref c0);       // never behind the matrix
            for (nint k = 0; k <= depth - 4; k += 4, sink = ref Unsafe.Add(ref sink, 4 * width))
            {
                Prefetch.Line(ref Unsafe.Add(ref next, (k >> 2 & 3) * column + k));          // of four lines ahead, one at each step
                Vector128<float> x0 = Vector128.LoadUnsafe(ref c0, (nuint)k), x1 = Vector128.LoadUnsafe(ref c1, (nuint)k);
                Vector128<float> x2 = Vector128.LoadUnsafe(ref c2, (nuint)k), x3 = Vector128.LoadUnsafe(ref c3, (nuint)k);
                Vector128<float> low = Zip.Low(x0, x1), low2 = Zip.Low(x2, x3), high = Zip.High(x0, x1), high2 = Zip.High(x2, x3);
                Zip.LowPairs(low, low2).StoreUnsafe(ref sink);
                Zip.HighPairs(low, low2).StoreUnsafe(ref sink, (nuint)width);
                Zip.LowPairs(high, high2).StoreUnsafe(ref sink, (nuint)(2 * width));
                Zip.HighPairs(high, high2).StoreUnsafe(ref sink, (nuint)(3 * width));
            }
        }
        return j;
    }
}
