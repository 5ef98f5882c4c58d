// softmax(Q Kᵀ · scale + mask) V for one block of 64 queries after another, forward and backward. The scores of a block are computed, turned into the pattern and multiplied
// with V while they lie in the cache; the T × S matrix of all scores is never written, so memory grows with T + S and not with their product. Backward computes each
// block's pattern again, which costs less than keeping it (the idea of Dao et al. 2022, "FlashAttention"; since a whole row of scores fits the cache of a CPU, its online softmax
// is not needed, and the numbers are those of the plain definition). Under the causal mask keys that a block cannot see are not touched at all.
// Forward, blocks are the pieces of work for the threads; backward, the matrices of the batch, whose blocks add to the same dK and dV in order.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class AttentionRows
{
    private const int QueriesAtOnce = 64;

    /// <summary>Multiply-adds from which two threads are faster than one.</summary>
    private const int ThreadsFrom = 1 << 19, OneQueryThreadsFrom = 1 << 17;

    /// <summary>A batch of matrices whose rows are dense: where each matrix begins, and from a row to the next. In elements.</summary>
    internal readonly record struct Matrices(Tensor Tensor, long[] Starts, int Row)
    {
        internal ref T At<T>(int batch, long row = 0) where T : unmanaged => ref Tensor.At<T>(Starts[batch] + row * Row);
    }

    /// <summary>One call: B matrices of T queries and S keys, heads of D, values of Dv. The mask is added to the scores; its rows repeat where its row step is 0.</summary>
    internal readonly record struct Call(int B, int T, int S, int D, int Dv, double Scale, bool Causal, Matrices Q, Matrices K, Matrices V, Matrices? Mask, int MaskColumn)
    {
        internal int Blocks => (T + QueriesAtOnce - 1) / QueriesAtOnce;

        /// <summary>How many keys a query may see.</summary>
        internal int Seen(int query) => Causal ? Math.Min(S, query + 1) : S;

        /// <summary>Rows of scores that there are at once.</summary>
        internal int Rows => Math.Min(QueriesAtOnce, T);

        /// <summary>From a row of scores to the next, a whole number of vectors.</summary>
        internal int ScoreRow => Whole(S);
    }

    /// <summary>So many elements, up to a whole number of vectors of either float type.</summary>
    private static int Whole(int elements) => (elements + 15) & ~15;

    /// <summary>Whether a block of scores fits one buffer.</summary>
    internal static bool Fits(long queries, long keys, int elementSize) => Math.Min(QueriesAtOnce, queries) * (keys + 15) * elementSize <= Storage.MaxBytes;

    internal static void Forward<T>(Call c, Matrices output) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (c.B * c.Blocks == 1)
        {
            ForwardBlock<T>(c, output, 0, 0);
        }
        else
        {
            ForwardBlocks<T>(c, output);
        }
        KeepAlive(c, output.Tensor);
    }

    private static void ForwardBlocks<T>(Call c, Matrices output) where T : unmanaged, IFloatingPointIeee754<T> =>
        ForPieces(c, c.B * c.Blocks, piece => ForwardBlock<T>(c, output, piece / c.Blocks, piece % c.Blocks * QueriesAtOnce));

    internal static void Backward<T>(Call c, Matrices g, Matrices dQ, Matrices dK, Matrices dV) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ForPieces(c, c.B, batch =>
        {
            for (var query = 0; query < c.T; query += QueriesAtOnce)
            {
                BackwardBlock<T>(c, g, dQ, dK, dV, batch, query);
            }
        });
        KeepAlive(c, g.Tensor);
    }

    /// <summary>Small calls stay on one thread. A single query, as where a model writes token by token, has every key and value read for one multiply-add: there two threads pay earlier.</summary>
    private static void ForPieces(in Call c, int pieces, Action<int> body) => Workers.For(pieces, body, pays: (long)c.B * c.T * c.S * (c.D + c.Dv) >= (c.T == 1 ? OneQueryThreadsFrom : ThreadsFrom));

    private static void ForwardBlock<T>(in Call c, in Matrices output, int batch, int from) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = Math.Min(QueriesAtOnce, c.T - from);
        var seen = c.Seen(from + rows - 1);
        ref var pattern = ref Pattern<T>(c, batch, from, rows, seen);
        MatMul.Serial(ref pattern, ref c.V.At<T>(batch), ref output.At<T>(batch, from), new(1, rows, c.Dv, seen, c.ScoreRow, 1, c.V.Row, 1) { OutputRow = output.Row });
    }

    /// <summary>dV += Pᵀ g; dP = g Vᵀ; dS = P ∘ (dP - rowsum(P ∘ dP)) · scale; dQ = dS K; dK += dSᵀ Q.</summary>
    private static void BackwardBlock<T>(in Call c, in Matrices g, in Matrices dQ, in Matrices dK, in Matrices dV, int batch, int from) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = Math.Min(QueriesAtOnce, c.T - from);
        var (seen, row) = (c.Seen(from + rows - 1), c.ScoreRow);
        ref var pattern = ref Pattern<T>(c, batch, from, rows, seen);
        ref var gradient = ref g.At<T>(batch, from);
        MatMul.Serial(ref pattern, ref gradient, ref dV.At<T>(batch), new(1, seen, c.Dv, rows, 1, row, g.Row, 1) { OutputRow = dV.Row }, add: true);
        ref var slopes = ref Scratch.Rent<T>(Slot.Slopes, (long)c.Rows * row);
        MatMul.Serial(ref gradient, ref c.V.At<T>(batch), ref slopes, new(1, rows, seen, c.Dv, g.Row, 1, 1, c.V.Row) { OutputRow = row });
        for (var i = 0; i < rows; i++)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref slopes, i * row + seen), row - seen).Clear();
            Slope(ref Unsafe.Add(ref pattern, i * row), ref Unsafe.Add(ref slopes, i * row), Whole(seen), T.CreateTruncating(c.Scale));
        }
        MatMul.Serial(ref slopes, ref c.K.At<T>(batch), ref dQ.At<T>(batch, from), new(1, rows, c.D, seen, row, 1, c.K.Row, 1) { OutputRow = dQ.Row });
        MatMul.Serial(ref slopes, ref c.Q.At<T>(batch, from), ref dK.At<T>(batch), new(1, seen, c.D, rows, 1, row, c.Q.Row, 1) { OutputRow = dK.Row }, add: true);
    }

    /// <summary>The pattern of some queries: scores, scaled and masked, each row a softmax over the keys that its query sees, and 0 beyond.</summary>
    private static ref T Pattern<T>(in Call c, int batch, int from, int rows, int seen) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var row = c.ScoreRow;
        ref var scores = ref Scratch.Rent<T>(Slot.Scores, (long)c.Rows * row);
        MatMul.Serial(ref c.Q.At<T>(batch, from), ref c.K.At<T>(batch), ref scores, new(1, rows, seen, c.D, c.Q.Row, 1, 1, c.K.Row) { OutputRow = row });
        var scale = T.CreateTruncating(c.Scale);
        for (var i = 0; i < rows; i++)
        {
            ref var first = ref Unsafe.Add(ref scores, i * row);
            var length = c.Seen(from + i);
            if (c.Mask is { } mask)
            {
                AddMask(ref first, scale, ref mask.At<T>(batch, from + i), c.MaskColumn, length);
            }
            // Up to whole vectors the row goes on with -∞, which changes neither the largest score nor the sum: no vector has to be put together from a part of one.
            var rest = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, length), row - length);
            rest.Fill(T.NegativeInfinity);
            Softmax.Row(ref first, ref first, Whole(length), c.Mask is null ? scale : T.One);
            rest.Clear();
        }
        return ref scores;
    }

    private static void AddMask<T>(ref T scores, T scale, ref T mask, int step, int n) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var factor = Vector512.Create(scale);
        nint i = 0;
        for (; step == 1 && i <= n - Lanes.Count<T>(); i += Lanes.Count<T>())
        {
            Lanes.Store(Lanes.Fma(Lanes.Load(ref scores, i), factor, Lanes.Load(ref mask, i)), ref scores, i);
        }
        for (; i < n; i++)
        {
            Unsafe.Add(ref scores, i) = T.FusedMultiplyAdd(Unsafe.Add(ref scores, i), scale, Unsafe.Add(ref mask, i * step));
        }
    }

    /// <summary>In place: s = p ∘ (s - Σ p ∘ s) · scale. Whole vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Slope<T>(ref T p, ref T s, nint n, T scale) where T : unmanaged
    {
        var dot = Vector512<T>.Zero;
        for (nint i = 0; i < n; i += Lanes.Count<T>())
        {
            dot = Lanes.Fma(Lanes.Load(ref p, i), Lanes.Load(ref s, i), dot);
        }
        Vector512<T> total = Vector512.Create(Lanes.Fold<T, AddOp>(dot)), factor = Vector512.Create(scale);
        for (nint i = 0; i < n; i += Lanes.Count<T>())
        {
            Lanes.Store(Lanes.Load(ref p, i) * (Lanes.Load(ref s, i) - total) * factor, ref s, i);
        }
    }

    private static void KeepAlive(in Call c, Tensor other)
    {
        GC.KeepAlive(c.Q.Tensor);
        GC.KeepAlive(c.K.Tensor);
        GC.KeepAlive(c.V.Tensor);
        GC.KeepAlive(c.Mask?.Tensor);
        GC.KeepAlive(other);
    }
}
