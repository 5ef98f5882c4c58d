// One row times a matrix, the step of a model that writes token by token: (1,K) @ (K,N) in float32. Every number of B serves one multiply-add, so the memory sets the pace, and
// B is read once and in order. Where its rows are dense, eight vectors of columns run side by side. Where its columns are (the weights of a Linear lie so), sixteen of them run
// side by side and blocks of four by four change places in registers; meanwhile, where one column follows the other, the memory is asked for the next sixteen, line after line
// in its own order, which no processor guesses from sixteen short streams. Each column is the chain of MatMul's definition, so the bits are the same as the tile's.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class MatMulRow
{
    /// <summary>Columns of a piece of work. Nobody has asked the memory for the first of them, so the more the better, if there are pieces enough.</summary>
    private const int FewestColumns = 128, MostColumns = 512;

    /// <summary>Numbers of B, a megabyte, from which two threads read faster than one.</summary>
    private const long ThreadsFrom = 1 << 18;

    /// <summary>Columns that run side by side where the rows of B are dense, and where its columns are.</summary>
    private const int SideOfDenseRows = 128, SideOfDenseColumns = 16;

    /// <summary>The longest columns of which the next are asked for: sixteen of them are half a megabyte, a part of the second-level cache.</summary>
    private const int LongestFetched = 8192;

    /// <summary>A narrow B with dense rows is left to the tile of one row.</summary>
    internal static bool Takes<T>(in MatMul.Problem p) where T : unmanaged =>
        p.M == 1 && typeof(T) == typeof(float) && !p.IsPacked && (p.BRow == 1 || p.BColumn == 1 && p.N >= SideOfDenseRows);

    internal static void Run(Tensor a, Tensor b, Tensor result, MatMul.Problem p)
    {
        var columnsAtOnce = Workers.Pieces(Math.Clamp(p.N / MatMul.PiecesWanted, FewestColumns, MostColumns), FewestColumns) * FewestColumns;
        var piecesOfMatrix = Workers.Pieces(p.N, columnsAtOnce);
        var pieces = p.Batch * piecesOfMatrix;
        Workers.For(pieces, Piece, pays: (long)p.Batch * p.N * p.K >= ThreadsFrom);

        void Piece(int piece)
        {
            var (batch, from) = (piece / piecesOfMatrix, piece % piecesOfMatrix * columnsAtOnce);
            ref var row = ref a.At<float>(p.AStarts[batch]);
            ref var columns = ref b.At<float>(p.BStarts[batch] + from * p.BColumn);
            ref var output = ref result.At<float>((long)batch * p.N + from);
            Columns(ref row, ref columns, ref output, Math.Min(columnsAtOnce, p.N - from), new(p), add: false);
        }
    }

    /// <summary>One product on this thread alone.</summary>
    internal static void Serial(ref float row, ref float b, ref float output, in MatMul.Problem p, bool add) => Columns(ref row, ref b, ref output, p.N, new(p), add);

    /// <summary>The steps of the row and of the matrix, from a k to the next and from a column to the next, and how many k there are.</summary>
    private readonly record struct Walk(nint Step, nint Row, nint Column, nint Depth)
    {
        internal Walk(in MatMul.Problem p) : this((nint)p.AColumn, (nint)p.BRow, (nint)p.BColumn, p.K)
        {
        }

        /// <summary>Whether the next columns can be asked for in the memory's order: each begins where the one before ends.</summary>
        internal bool FetchesAhead => Row == 1 && Column == Depth && Depth <= LongestFetched;
    }

    /// <summary>Some columns side by side, through all blocks of k: a weight's memory is read from its beginning to its end.</summary>
    private static void Columns(ref float row, ref float b, ref float output, nint count, in Walk walk, bool add)
    {
        var side = walk.Column == 1 ? SideOfDenseRows : walk.Step == 1 ? SideOfDenseColumns : 1;
        for (nint j = 0; j < count;)
        {
            // The last columns begin earlier, if there are enough: what is computed twice is the same, and may be written twice, but not added twice.
            j = add || count < side ? j : Math.Min(j, count - side);
            var some = count - j < side ? 1 : side;
            for (nint k = 0; k == 0 || k < walk.Depth; k += MatMul.DepthAtOnce)
            {
                ref var from = ref Unsafe.Add(ref row, k * walk.Step);
                ref var block = ref Unsafe.Add(ref b, j * walk.Column + k * walk.Row);
                ref var sums = ref Unsafe.Add(ref output, j);
                ref var next = ref walk.FetchesAhead && count - j >= 2 * side ? ref Unsafe.Add(ref b, (j + side) * walk.Column + side * k) : ref Unsafe.NullRef<float>();
                var piece = walk with { Depth = Math.Min(MatMul.DepthAtOnce, walk.Depth - k) };
                switch (some)
                {
                    case SideOfDenseRows: EightVectors(ref from, ref block, ref sums, piece, add || k > 0); break;
                    case SideOfDenseColumns: SixteenColumns(ref from, ref block, ref sums, piece, ref next, add || k > 0); break;
                    default: OneColumn(ref from, ref block, ref sums, piece, add || k > 0); break;
                }
            }
            j += some;
        }
    }

    private static void OneColumn(ref float row, ref float b, ref float output, in Walk walk, bool add)
    {
        var sum = 0f;
        for (nint k = 0; k < walk.Depth; k++)
        {
            sum = MathF.FusedMultiplyAdd(Unsafe.Add(ref row, k * walk.Step), Unsafe.Add(ref b, k * walk.Row), sum);
        }
        output = add ? output + sum : sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void EightVectors(ref float row, ref float b, ref float output, in Walk walk, bool add)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (nint k = 0; k < walk.Depth; k++, row = ref Unsafe.Add(ref row, walk.Step), b = ref Unsafe.Add(ref b, walk.Row))
        {
            var x = Vector512.Create(row);
            s0 = Lanes.Fma(x, Vector512.LoadUnsafe(ref b), s0);
            s1 = Lanes.Fma(x, Vector512.LoadUnsafe(ref b, 16), s1);
            s2 = Lanes.Fma(x, Vector512.LoadUnsafe(ref b, 32), s2);
            s3 = Lanes.Fma(x, Vector512.LoadUnsafe(ref b, 48), s3);
            s4 = Lanes.Fma(x, Vector512.LoadUnsafe(ref b, 64), s4);
            s5 = Lanes.Fma(x, Vector512.LoadUnsafe(ref b, 80), s5);
            s6 = Lanes.Fma(x, Vector512.LoadUnsafe(ref b, 96), s6);
            s7 = Lanes.Fma(x, Vector512.LoadUnsafe(ref b, 112), s7);
        }
        Store(s0, ref output, 0, add);
        Store(s1, ref output, 16, add);
        Store(s2, ref output, 32, add);
        Store(s3, ref output, 48, add);
        Store(s4, ref output, 64, add);
        Store(s5, ref output, 80, add);
        Store(s6, ref output, 96, add);
        Store(s7, ref output, 112, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> sums, ref float output, nuint at, bool add) =>
        (add ? Vector512.LoadUnsafe(ref output, at) + sums : sums).StoreUnsafe(ref output, at);

    /// <param name="next">The memory of the sixteen columns that follow, if they do: it is asked for while these are at work. Null: none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SixteenColumns(ref float row, ref float b, ref float output, in Walk walk, ref float next, bool add)
    {
        Vector128<float> s0 = default, s1 = default, s2 = default, s3 = default;
        nint k = 0;
        for (; k <= walk.Depth - 4; k += 4)
        {
            ref var x = ref Unsafe.Add(ref row, k);
            ref var block = ref Unsafe.Add(ref b, k);
            if (!Unsafe.IsNullRef(ref next))
            {
                Prefetch.Line(ref next);                                                   // four lines, in the order of the memory
                Prefetch.Line(ref Unsafe.Add(ref next, 16));
                Prefetch.Line(ref Unsafe.Add(ref next, 32));
                Prefetch.Line(ref Unsafe.Add(ref next, 48));
                next = ref Unsafe.Add(ref next, 64);
            }
            s0 = FourColumns(ref x, ref block, walk.Column, s0);
            s1 = FourColumns(ref x, ref Unsafe.Add(ref block, 4 * walk.Column), walk.Column, s1);
            s2 = FourColumns(ref x, ref Unsafe.Add(ref block, 8 * walk.Column), walk.Column, s2);
            s3 = FourColumns(ref x, ref Unsafe.Add(ref block, 12 * walk.Column), walk.Column, s3);
        }
        for (; k < walk.Depth; k++)
        {
            var x = Vector128.Create(Unsafe.Add(ref row, k));
            ref var block = ref Unsafe.Add(ref b, k);
            s0 = Lanes.Fma(x, Gather(ref block, walk.Column), s0);
            s1 = Lanes.Fma(x, Gather(ref Unsafe.Add(ref block, 4 * walk.Column), walk.Column), s1);
            s2 = Lanes.Fma(x, Gather(ref Unsafe.Add(ref block, 8 * walk.Column), walk.Column), s2);
            s3 = Lanes.Fma(x, Gather(ref Unsafe.Add(ref block, 12 * walk.Column), walk.Column), s3);
        }
        Store(Vector512.Create(Vector256.Create(s0, s1), Vector256.Create(s2, s3)), ref output, 0, add);
    }

    /// <summary>Four steps of k for four columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> FourColumns(ref float x, ref float b, nint column, Vector128<float> sum)
    {
        Vector128<float> c0 = Vector128.LoadUnsafe(ref b), c1 = Vector128.LoadUnsafe(ref Unsafe.Add(ref b, column));
        Vector128<float> c2 = Vector128.LoadUnsafe(ref Unsafe.Add(ref b, 2 * column)), c3 = Vector128.LoadUnsafe(ref Unsafe.Add(ref b, 3 * column));
        Vector128<float> low = Zip.Low(c0, c1), low2 = Zip.Low(c2, c3), high = Zip.High(c0, c1), high2 = Zip.High(c2, c3);
        sum = Lanes.Fma(Vector128.Create(x), Zip.LowPairs(low, low2), sum);
        sum = Lanes.Fma(Vector128.Create(Unsafe.Add(ref x, 1)), Zip.HighPairs(low, low2), sum);
        sum = Lanes.Fma(Vector128.Create(Unsafe.Add(ref x, 2)), Zip.LowPairs(high, high2), sum);
        return Lanes.Fma(Vector128.Create(Unsafe.Add(ref x, 3)), Zip.HighPairs(high, high2), sum);
    }

    private static Vector128<float> Gather(ref float b, nint column) =>
        Vector128.Create(b, Unsafe.Add(ref b, column), Unsafe.Add(ref b, 2 * column), Unsafe.Add(ref b, 3 * column));
}
