// Layer normalisation of rows (Ba, Kiros and Hinton 2016), forward and backward, each in one pass over a row that lies in the first-level cache.
//   forward   y = x̂·w + b,  x̂ = (x - μ)·r,  r = 1/√(σ² + ε),  σ² the biased variance about μ
//   backward  with u = g·w:  dx = r·(u - mean(u) - x̂·mean(u·x̂)),  dw = Σ_rows g·x̂,  db = Σ_rows g
// The sums over rows are made in pieces of a fixed number of rows, added in order.
// Fast because nothing of a row's size is written but the result: μ and r, two numbers a row, are kept for backward, which computes x̂ again while the row lies in the cache, and
// makes dx, dw and db together. The oracle in the tests: PyTorch (RandomPrograms/OracleTests.cs, Modules/), and differences for the gradients.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class LayerNormRows
{
    /// <summary>x (rows, n) -> result (rows, n) and, for backward, stats (rows, 2): μ and r of each row.</summary>
    internal static void Forward(Tensor x, Tensor? weight, Tensor? bias, Tensor result, Tensor stats, int n, double eps)
    {
        if (x.dtype == ScalarType.Float32)
        {
            Forward<float>(x, weight, bias, result, stats, n, (float)eps);
        }
        else
        {
            Forward<double>(x, weight, bias, result, stats, n, eps);
        }
        KeepAlive(x, weight, bias, result, stats);
    }

    /// <summary>From the gradient g (rows, n) to those of x, weight and bias; each of them is left out where it is null.</summary>
    internal static void Backward(Tensor g, Tensor x, Tensor? weight, Tensor stats, int n, Tensor? dx, Tensor? dw, Tensor? db)
    {
        if (x.dtype == ScalarType.Float32)
        {
            Backward<float>(g, x, weight, stats, n, dx, dw, db);
        }
        else
        {
            Backward<double>(g, x, weight, stats, n, dx, dw, db);
        }
        KeepAlive(g, x, weight, stats, dx);
        KeepAlive(dw, db, null, null, null);
    }

    private static void Forward<T>(Tensor x, Tensor? weight, Tensor? bias, Tensor result, Tensor stats, int n, T eps) where T : unmanaged, IRootFunctions<T>, INumber<T> =>
        Reduce.ForRows((int)(stats.Count / 2), n, row =>
        {
            ref var from = ref x.At<T>((long)row * n);
            var mean = Reduce.Sum(ref from, n) / T.CreateChecked(n);
            var scale = T.One / T.Sqrt(SquaresAround(ref from, mean, n) / T.CreateChecked(n) + eps);
            stats.At<T>(2L * row) = mean;
            stats.At<T>(2L * row + 1) = scale;
            ref var none = ref Unsafe.NullRef<T>();
            Normalize(ref from, mean, scale, ref weight is null ? ref none : ref weight.At<T>(), ref bias is null ? ref none : ref bias.At<T>(), ref result.At<T>((long)row * n), n);
        });

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T SquaresAround<T>(ref T x, T mean, int n) where T : unmanaged
    {
        var sum = Vector512<T>.Zero;
        var center = Vector512.Create(mean);
        nint i = 0;
        for (; i <= n - Lanes.Count<T>(); i += Lanes.Count<T>())
        {
            var away = Lanes.Load(ref x, i) - center;
            sum = Lanes.Fma(away, away, sum);
        }
        if (i < n)
        {
            var away = Lanes.LoadPartial(ref x, i, n - (int)i, mean) - center;
            sum = Lanes.Fma(away, away, sum);
        }
        return Lanes.Fold<T, AddOp>(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Normalize<T>(ref T x, T mean, T scale, ref T weight, ref T bias, ref T y, int n) where T : unmanaged, INumber<T>
    {
        Vector512<T> center = Vector512.Create(mean), factor = Vector512.Create(scale);
        for (nint i = 0; i < n; i += Lanes.Count<T>())
        {
            var count = (int)Math.Min(n - i, Lanes.Count<T>());
            var value = (Blocks.Load(ref x, i, count) - center) * factor;
            var w = Unsafe.IsNullRef(ref weight) ? Vector512.Create(T.One) : Blocks.Load(ref weight, i, count);
            var b = Unsafe.IsNullRef(ref bias) ? Vector512<T>.Zero : Blocks.Load(ref bias, i, count);
            Blocks.Store(Lanes.Fma(value, w, b), ref y, i, count);
        }
    }

    private static void Backward<T>(Tensor g, Tensor x, Tensor? weight, Tensor stats, int n, Tensor? dx, Tensor? dw, Tensor? db) where T : unmanaged, INumber<T>
    {
        var rows = (int)(stats.Count / 2);
        var pieces = (rows + Columns.RowsOfPiece - 1) / Columns.RowsOfPiece;
        var sums = new T[dw is null && db is null ? 0 : 2 * n * pieces];
        Workers.For(pieces, piece =>
        {
            ref var none = ref Unsafe.NullRef<T>();
            for (var row = piece * Columns.RowsOfPiece; row < Math.Min((piece + 1) * Columns.RowsOfPiece, rows); row++)
            {
                var at = (long)row * n;
                BackwardRow(ref g.At<T>(at), ref x.At<T>(at), ref weight is null ? ref none : ref weight.At<T>(), stats.At<T>(2L * row), stats.At<T>(2L * row + 1),
                    ref dx is null ? ref none : ref dx.At<T>(at), ref sums.Length == 0 ? ref none : ref sums[2 * n * piece], n);
            }
        }, Columns.PaysThreads(rows, n));
        for (var piece = 0; piece < pieces && sums.Length > 0; piece++)
        {
            ref var sum = ref sums[2 * n * piece];
            AddTo(dw, ref sum, n);
            AddTo(db, ref Unsafe.Add(ref sum, n), n);
        }
    }

    private static void AddTo<T>(Tensor? total, ref T sum, int n) where T : unmanaged
    {
        if (total is not null)
        {
            Columns.Add(ref sum, ref total.At<T>(), n);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BackwardRow<T>(ref T g, ref T x, ref T weight, T mean, T scale, ref T dx, ref T sums, int n) where T : unmanaged, INumber<T>
    {
        Vector512<T> center = Vector512.Create(mean), factor = Vector512.Create(scale);
        Vector512<T> sumU = default, sumUx = default;
        for (nint i = 0; i < n; i += Lanes.Count<T>())
        {
            var count = (int)Math.Min(n - i, Lanes.Count<T>());
            var slope = Blocks.Load(ref g, i, count);
            var normal = (Blocks.Load(ref x, i, count) - center) * factor;
            var u = Unsafe.IsNullRef(ref weight) ? slope : slope * Blocks.Load(ref weight, i, count);
            sumU += u;
            sumUx = Lanes.Fma(u, normal, sumUx);
            if (!Unsafe.IsNullRef(ref sums))
            {
                Blocks.Store(Lanes.Fma(slope, normal, Blocks.Load(ref sums, i, count)), ref sums, i, count);
                Blocks.Store(slope + Blocks.Load(ref sums, n + i, count), ref sums, n + i, count);
            }
        }
        if (Unsafe.IsNullRef(ref dx))
        {
            return;
        }
        var length = T.CreateChecked(n);
        Vector512<T> meanU = Vector512.Create(Lanes.Fold<T, AddOp>(sumU) / length), meanUx = Vector512.Create(-Lanes.Fold<T, AddOp>(sumUx) / length);
        for (nint i = 0; i < n; i += Lanes.Count<T>())
        {
            var count = (int)Math.Min(n - i, Lanes.Count<T>());
            var slope = Blocks.Load(ref g, i, count);
            var normal = (Blocks.Load(ref x, i, count) - center) * factor;
            var u = Unsafe.IsNullRef(ref weight) ? slope : slope * Blocks.Load(ref weight, i, count);
            Blocks.Store(Lanes.Fma(normal, meanUx, u - meanU) * factor, ref dx, i, count);
        }
    }

    private static void KeepAlive(Tensor? a, Tensor? b, Tensor? c, Tensor? d, Tensor? e)
    {
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(c);
        GC.KeepAlive(d);
        GC.KeepAlive(e);
    }
}
