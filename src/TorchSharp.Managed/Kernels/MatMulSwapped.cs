// (M,K) @ (K,N) where the N columns of B have their k side by side, as the weights of a Linear, and few rows M pass them: a prompt of a hundred tokens. To pack all of B for so few
// rows takes as long as half of the multiply-adds. So the factors change places: Bᵀ Aᵀ = (A B)ᵀ. The weights are now the rows of the product, which MatMul reads where they lie,
// in order, and once where few rows pass; and what is packed, once for all pieces, is the little Aᵀ. Each piece of work is some of the weights' rows; its strip of the
// result stays in the cache until all k are added, and goes to its place with rows and columns exchanged, in squares of a cache line. Each element is the same chain of
// multiply-adds, so the bits are the same.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class MatMulSwapped
{
    /// <summary>Rows between which it pays: below, a tile would be filled too badly; above, packing B costs little of the whole. It must also pay to write the result twice: K and N are larger than M.</summary>
    private const int FromRows = 16, ToRows = 256;

    /// <summary>The most columns of the result in a piece: a strip of a quarter of a megabyte at most, a part of the second-level cache.</summary>
    private const int MostColumns = 240;

    /// <summary>The fewest columns for which it pays, and, beyond four pieces, the fewest of a piece.</summary>
    private const int FewestColumns = 96;

    /// <summary>Floats of a cache line.</summary>
    private const int Square = 16;

    /// <summary>Pieces come in fours, shares as equal for two threads and for four as columns in fours, whose exchange is by fours, allow.</summary>
    private const int Fours = 4;

    internal static bool Takes<T>(in MatMul.Problem p) where T : unmanaged =>
        typeof(T) == typeof(float) && p.BRow == 1 && p.BColumn != 1 && p.M is >= FromRows and <= ToRows && p.K >= p.M && p.N >= Math.Max(2 * p.M, FewestColumns);

    internal static void Run(Tensor a, Tensor b, Tensor result, Tensor? bias, MatMul.Problem p, bool threads)
    {
        var wanted = InFours(Math.Max(Workers.Pieces(p.N, MostColumns), Math.Min(MatMul.PiecesWanted, p.N / FewestColumns)));
        var columns = InFours(Workers.Pieces(p.N, wanted));
        var pieces = Workers.Pieces(p.N, columns);
        var width = MatMulPack.WidthOfAll<float>(p.M);
        using var packed = Tensor.New([Workers.Pieces(p.K, MatMul.DepthAtOnce), MatMul.DepthAtOnce, width], ScalarType.Float32);
        for (var batch = 0; batch < p.Batch; batch++)
        {
            var one = batch;
            Workers.For(Workers.Pieces(p.M, MatMulTile.Width<float>()), panel => Pack(one, panel * MatMulTile.Width<float>()), threads);
            Workers.For(pieces, piece => Piece(one, piece), threads);
        }

        void Pack(int batch, int row) =>
            MatMulPack.All(ref a.At<float>(p.AStarts[batch]), new(1, 0, p.M, p.K, 0, 0, p.AColumn, p.ARow), row, ref packed.At<float>());

        void Piece(int batch, int piece)
        {
            var from = piece * columns;
            var count = Math.Min(columns, p.N - from);
            ref var strip = ref Scratch.Rent<float>(Slot.Strip, (long)columns * p.M);
            var swapped = new MatMul.Problem(1, count, p.M, p.K, p.BColumn, p.BRow, width, 1) { IsPacked = true };
            MatMul.Serial(ref b.At<float>(p.BStarts[batch] + from * p.BColumn), ref packed.At<float>(), ref strip, swapped);
            ref var output = ref result.At<float>((long)batch * p.M * p.N + from);
            ref var added = ref bias is null ? ref Unsafe.NullRef<float>() : ref bias.At<float>(from);
            Exchange(ref strip, count, p.M, ref output, p.N, ref added);
        }
    }

    private static int InFours(int n) => Workers.Pieces(n, Fours) * Fours;

    /// <summary>
    /// strip (n, m) to output (m, n), rows outputRow apart, plus a row of n where there is one. Squares of 16 by 16, so that a cache line of the strip is read, and one of the
    /// output written, all at once: both lie so far apart that they would not stay in the first-level cache until they are needed again.
    /// </summary>
    private static void Exchange(ref float strip, nint n, nint m, ref float output, nint outputRow, ref float added)
    {
        nint wholeRows = m & ~3, wholeColumns = n & ~3;
        for (nint row = 0; row < wholeRows; row += Square)
        {
            for (nint column = 0; column < wholeColumns; column += Square)
            {
                ExchangeFours(ref strip, column, Math.Min(column + Square, wholeColumns), row, Math.Min(row + Square, wholeRows), m, ref output, outputRow, ref added);
            }
        }
        ExchangeOnes(ref strip, wholeColumns, n, 0, wholeRows, m, ref output, outputRow, ref added);
        ExchangeOnes(ref strip, 0, n, wholeRows, m, m, ref output, outputRow, ref added);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ExchangeFours(ref float strip, nint fromColumn, nint toColumn, nint fromRow, nint toRow, nint m, ref float output, nint outputRow, ref float added)
    {
        var hasAdded = !Unsafe.IsNullRef(ref added);
        for (var row = fromRow; row < toRow; row += 4)
        {
            ref var sink = ref Unsafe.Add(ref output, row * outputRow);
            for (var column = fromColumn; column < toColumn; column += 4)
            {
                ref var source = ref Unsafe.Add(ref strip, column * m + row);
                Vector128<float> x0 = Vector128.LoadUnsafe(ref source), x1 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, m));
                Vector128<float> x2 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 2 * m)), x3 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 3 * m));
                Vector128<float> low = Zip.Low(x0, x1), low2 = Zip.Low(x2, x3), high = Zip.High(x0, x1), high2 = Zip.High(x2, x3);
                Vector128<float> y0 = Zip.LowPairs(low, low2), y1 = Zip.HighPairs(low, low2), y2 = Zip.LowPairs(high, high2), y3 = Zip.HighPairs(high, high2);
                if (hasAdded)
                {
                    var bias = Vector128.LoadUnsafe(ref added, (nuint)column);
                    (y0, y1, y2, y3) = (y0 + bias, y1 + bias, y2 + bias, y3 + bias);
                }
                y0.StoreUnsafe(ref sink, (nuint)column);
                y1.StoreUnsafe(ref sink, (nuint)(outputRow + column));
                y2.StoreUnsafe(ref sink, (nuint)(2 * outputRow + column));
                y3.StoreUnsafe(ref sink, (nuint)(3 * outputRow + column));
            }
        }
    }

    /// <summary>What the blocks of four leave over, one by one.</summary>
    private static void ExchangeOnes(ref float strip, nint fromColumn, nint toColumn, nint fromRow, nint toRow, nint m, ref float output, nint outputRow, ref float added)
    {
        for (var row = fromRow; row < toRow; row++)
        {
            for (var column = fromColumn; column < toColumn; column++)
            {
                var sum = Unsafe.Add(ref strip, column * m + row);
                Unsafe.Add(ref output, row * outputRow + column) = Unsafe.IsNullRef(ref added) ? sum : sum + Unsafe.Add(ref added, column);
            }
        }
    }
}
