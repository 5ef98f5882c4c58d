// (M,K) @ (K,N) -> (M,N). k is cut into blocks of 512; within a block each element of the product is one chain of fused multiply-adds, beginning at 0, and the
// blocks' sums are added in their order. That order is the definition, so every kernel here and the naive one (MatMulNaive, their oracle) give the same bits,
// whatever the threads, the tile or the width of the vectors; and the rounding error grows with the number of blocks, not with K.
//
// Why it is fast (Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication"):
//   - A tile of the output stays in registers while k runs: with 512 bits, 6 rows by four vectors, so that each loaded vector of B serves six multiply-adds (MatMulTile).
//   - The columns of B are cut into panels as wide as a tile. A block of k of a panel is packed (MatMulPack), so that k walks through consecutive memory: with 512 bits
//     128 kB, which stay in the second-level cache while all rows of A pass. Where a few rows only would pass, B is read where it lies.
//   - A is read where it lies when its k is consecutive; else the rows of a tile are packed and serve all panels of the piece.
//   - A single row has little use for tiles: MatMulRow reads B once, at the speed of the memory. A few rows past many weights change places with them: MatMulSwapped.
// Pieces of work for the threads are groups of panels, and of rows where there are few panels.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class MatMul
{
    /// <summary>How many k make up a block. Part of the definition: another number gives other bits.</summary>
    internal const int DepthAtOnce = 512;

    /// <summary>Multiply-adds below which one thread is faster than two.</summary>
    private const long ThreadsFrom = 1 << 20;

    /// <summary>Rows from which packing a panel costs less than reading B in strides, and the bytes of a B that stays in the first-level cache, where packing never pays.</summary>
    private const int PackFrom = 32, SmallB = 16 << 10;

    /// <summary>About so many pieces are made at least where threads pay, if the product is large enough.</summary>
    internal const int PiecesWanted = 8;

    /// <summary>The fewest rows that are worth packing a panel of their own.</summary>
    private const int RowsOfPiece = 64;

    /// <summary>Everything that the kernel must know of one batch of products; strides in elements.</summary>
    internal readonly record struct Problem(int Batch, int M, int N, int K, long ARow, long AColumn, long BRow, long BColumn, long[] AStarts, long[] BStarts)
    {
        /// <summary>From a row of the output to the next.</summary>
        internal int OutputRow { get; init; } = N;

        /// <summary>Whether B lies packed already, all blocks of k of all panels (MatMulPack.All); BRow is then how wide the panels are together.</summary>
        internal bool IsPacked { get; init; }

        /// <summary>One product whose operands are given by reference.</summary>
        internal Problem(int batch, int m, int n, int k, long aRow, long aColumn, long bRow, long bColumn) : this(batch, m, n, k, aRow, aColumn, bRow, bColumn, [], [])
        {
        }
    }

    /// <param name="bias">(N), added to each row of the product while that lies in the cache; null: none. Floats only.</param>
    internal static void Run(Tensor a, Tensor b, Tensor result, in Problem p, Tensor? bias = null)
    {
        switch (result.dtype)
        {
            case ScalarType.Float32: Run<float>(a, b, result, bias, p); break;
            case ScalarType.Float64: Run<double>(a, b, result, bias, p); break;
            case ScalarType.Int64: Run<long>(a, b, result, bias, p); break;
            case ScalarType.Int32: Run<int>(a, b, result, bias, p); break;
            default: throw DTypes.Unsupported(result.dtype);
        }
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(bias);
    }

    private static void Run<T>(Tensor a, Tensor b, Tensor result, Tensor? bias, in Problem p) where T : unmanaged
    {
        if (result.Count == 0)
        {
            return;
        }
        var threads = (long)p.Batch * p.M * p.N * p.K >= ThreadsFrom;
        if (MatMulRow.Takes<T>(p))
        {
            MatMulRow.Run(a, b, result, p);
            if (bias is not null)
            {
                Columns.AddToEachRow(result, bias);
            }
            return;
        }
        if (MatMulSwapped.Takes<T>(p))
        {
            MatMulSwapped.Run(a, b, result, bias, p, threads);
            return;
        }
        var cut = Cut.Of<T>(p, threads);
        if (!threads)
        {
            for (var piece = 0; piece < cut.Pieces; piece++)
            {
                Piece<T>(a, b, result, bias, p, cut.At(piece, p));
            }
            return;
        }
        RunOnThreads<T>(a, b, result, bias, p, cut);
    }

    private static void RunOnThreads<T>(Tensor a, Tensor b, Tensor result, Tensor? bias, Problem p, Cut cut) where T : unmanaged =>
        Workers.For(cut.Pieces, piece => Piece<T>(a, b, result, bias, p, cut.At(piece, p)));

    /// <summary>Some rows and some columns of one matrix's product, block after block of k.</summary>
    private static void Piece<T>(Tensor a, Tensor b, Tensor result, Tensor? bias, in Problem p, in Part part) where T : unmanaged
    {
        ref var output = ref result.At<T>((long)part.Batch * p.M * p.N);
        Blocks(ref a.At<T>(p.AStarts[part.Batch]), ref b.At<T>(p.BStarts[part.Batch]), ref output, p, part, add: false);
        for (var row = part.FromRow; bias is not null && row < part.ToRow; row++)
        {
            Columns.Add(ref bias.At<T>(part.FromColumn), ref Unsafe.Add(ref output, (nint)row * p.N + part.FromColumn), part.Columns);
        }
    }

    /// <summary>One product on this thread alone, for kernels that are made of several: written to the output, or added to it.</summary>
    internal static void Serial<T>(ref T a, ref T b, ref T output, in Problem p, bool add = false) where T : unmanaged
    {
        if (MatMulRow.Takes<T>(p))
        {
            MatMulRow.Serial(ref Unsafe.As<T, float>(ref a), ref Unsafe.As<T, float>(ref b), ref Unsafe.As<T, float>(ref output), p, add);
            return;
        }
        var columns = MatMulTile.PanelsAtOnce * MatMulTile.Width<T>();
        for (var column = 0; column < p.N; column += columns)
        {
            Blocks(ref a, ref b, ref output, p, new(0, 0, p.M, column, Math.Min(p.N, column + columns)), add);
        }
    }

    private static void Blocks<T>(ref T a, ref T b, ref T output, in Problem p, in Part part, bool add) where T : unmanaged
    {
        for (var k = 0; k == 0 || k < p.K; k += DepthAtOnce)
        {
            Block(ref Unsafe.Add(ref a, (nint)(k * p.AColumn)), ref Unsafe.Add(ref b, (nint)(k * p.BRow)), ref output, p, part, Math.Min(DepthAtOnce, p.K - k), add || k > 0);
        }
    }

    /// <summary>One block of k: the panels are made ready, then each tile of rows passes all of them.</summary>
    private static void Block<T>(ref T a, ref T b, ref T output, in Problem p, in Part part, int depth, bool add) where T : unmanaged
    {
        var inPlace = !p.IsPacked && p.BColumn == 1 && (part.Rows < PackFrom || (long)p.K * p.N * Unsafe.SizeOf<T>() <= SmallB);
        ref var packed = ref p.IsPacked ? ref Unsafe.Add(ref b, (nint)part.FromColumn * DepthAtOnce) : ref MatMulPack.Columns(ref b, p, part, depth, inPlace);
        var count = MatMulTile.RowsOf<T>(part.Rows, part.Columns);
        for (var row = part.FromRow; row < part.ToRow;)
        {
            // The last rows of many are done as a full tile that begins earlier; of few, one by one. What a tile computes twice is the same, and may be written twice, but not added twice.
            var from = Math.Min(row, part.ToRow - count);
            ref var first = ref Unsafe.Add(ref a, (nint)(from * p.ARow));
            var following = p.AColumn == 1 ? Math.Min(row + count, part.ToRow - count) - from : 0;
            var rows = new MatMulTile.Walk((nint)p.ARow, (nint)p.AColumn, depth, (nint)(following * p.ARow));
            if (count > 1 && p.AColumn != 1 && part.Columns > MatMulTile.WidthOf<T>(part.Columns))
            {
                first = ref MatMulPack.Rows(ref first, ref rows, count);
            }
            for (int column = part.FromColumn, width; column < part.ToColumn; column += width)
            {
                width = MatMulTile.WidthOf<T>(part.ToColumn - column);
                var whole = part.ToColumn - column >= width;
                ref var panel = ref inPlace && whole ? ref Unsafe.Add(ref b, column) : ref Unsafe.Add(ref packed, (nint)(column - part.FromColumn) * DepthAtOnce);
                var step = inPlace && whole ? (nint)p.BRow : width;
                if (whole && (from == row || !add))
                {
                    MatMulTile.Run(count, width, ref first, rows, ref panel, step, ref Unsafe.Add(ref output, (nint)from * p.OutputRow + column), p.OutputRow, add);
                    continue;
                }
                ref var tile = ref MatMulPack.Tile<T>();
                MatMulTile.Run(count, width, ref first, rows, ref panel, step, ref tile, width, add: false);
                Keep(ref Unsafe.Add(ref tile, (row - from) * width), width, from + count - row, Math.Min(width, part.ToColumn - column), ref Unsafe.Add(ref output, (nint)row * p.OutputRow + column), p.OutputRow, add);
            }
            row = from + count;
        }
    }

    /// <summary>The part of a tile that is wanted, into the output or onto what earlier blocks of k left there.</summary>
    private static void Keep<T>(ref T tile, int tileRow, int rows, int columns, ref T output, int outputRow, bool add) where T : unmanaged
    {
        for (var row = 0; row < rows; row++)
        {
            var from = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref tile, row * tileRow), columns);
            var to = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref output, (nint)row * outputRow), columns);
            if (!add)
            {
                from.CopyTo(to);
                continue;
            }
            for (var column = 0; column < columns; column++)
            {
                to[column] = Plus(to[column], from[column]);
            }
        }
    }

    private static T Plus<T>(T x, T y) where T : unmanaged => (Vector512.CreateScalarUnsafe(x) + Vector512.CreateScalarUnsafe(y)).ToScalar();

    /// <summary>A piece of work: rows and columns of one matrix of the batch.</summary>
    internal readonly record struct Part(int Batch, int FromRow, int ToRow, int FromColumn, int ToColumn)
    {
        internal int Rows => ToRow - FromRow;

        internal int Columns => ToColumn - FromColumn;
    }

    /// <summary>How the output is cut into pieces. The bits do not depend on it.</summary>
    private readonly record struct Cut(int RowsAtOnce, int RowPieces, int ColumnsAtOnce, int ColumnPieces, int Pieces)
    {
        internal static Cut Of<T>(in Problem p, bool threads) where T : unmanaged
        {
            var width = MatMulTile.Width<T>();
            var panels = Workers.Pieces(p.N, width);
            var wanted = threads ? Workers.Pieces(PiecesWanted, p.Batch) : 1;
            var panelsAtOnce = Math.Clamp(panels / wanted, 1, MatMulTile.PanelsAtOnce);
            var columnPieces = Workers.Pieces(panels, panelsAtOnce);
            var rowPieces = Math.Clamp(wanted / columnPieces, 1, Math.Max(1, p.M / RowsOfPiece));
            var rowsAtOnce = Workers.Pieces(p.M, rowPieces);
            var tile = MatMulTile.RowsOf<T>(rowsAtOnce, p.N);
            rowsAtOnce = Workers.Pieces(rowsAtOnce, tile) * tile;
            rowPieces = Workers.Pieces(p.M, rowsAtOnce);
            return new(rowsAtOnce, rowPieces, panelsAtOnce * width, columnPieces, checked(p.Batch * rowPieces * columnPieces));
        }

        internal Part At(int piece, in Problem p)
        {
            var (row, rest) = (piece % RowPieces, piece / RowPieces);
            var (column, batch) = (rest % ColumnPieces, rest / ColumnPieces);
            return new(batch, row * RowsAtOnce, (int)Math.Min(p.M, (row + 1L) * RowsAtOnce), column * ColumnsAtOnce, (int)Math.Min(p.N, (column + 1L) * ColumnsAtOnce));
        }
    }
}
