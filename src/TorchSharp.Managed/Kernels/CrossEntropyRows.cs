// Cross-entropy of rows of logits against class indices, forward and backward, each in one pass; the softmax is never written down.
//   forward   with log p_c = x_c - lse(x):  loss = -(1-s)·w_t·log p_t - s/C·Σ_c w_c·log p_c        s = label smoothing, w = 1 where there are no weights
//   backward  dx_c = g·[ p_c·((1-s)·w_t + s/C·Σ w) - (1-s)·w_t·[c = t] - s/C·w_c ]
// A row whose target is the ignored index has loss 0 and gradient 0. A row without a softmax (a logit is NaN or ∞, or all are -∞) has NaN, in its gradient even if ignored. Source of the smoothing: Szegedy et al. 2016, section 7.
// Fast because a row of logits is read once each way, and of the forward only lse, one number a row, is kept: softmax, logarithm and choice of the target in one, where the
// separate operations write three matrices as large as the logits. The oracle in the tests: PyTorch's numbers (Modules/FunctionGoldenTests.cs), and differences for the gradients.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class CrossEntropyRows
{
    /// <summary>What does not change from row to row. Weights: (C) of the logits' type, or null.</summary>
    internal readonly record struct Setting(int Classes, Tensor Target, Tensor? Weight, long Ignored, double Smoothing);

    /// <summary>x (rows, C), targets (rows) as Int64 -> loss (rows) and, for backward, lse (rows).</summary>
    internal static void Forward(Tensor x, Setting s, Tensor loss, Tensor lse)
    {
        if (x.dtype == ScalarType.Float32)
        {
            Forward<float>(x, s, loss, lse);
        }
        else
        {
            Forward<double>(x, s, loss, lse);
        }
        GC.KeepAlive(x);
        GC.KeepAlive(s.Target);
    }

    /// <summary>g (rows) -> dx (rows, C).</summary>
    internal static void Backward(Tensor g, Tensor x, Setting s, Tensor lse, Tensor dx)
    {
        if (x.dtype == ScalarType.Float32)
        {
            Backward<float>(g, x, s, lse, dx);
        }
        else
        {
            Backward<double>(g, x, s, lse, dx);
        }
        GC.KeepAlive(x);
        GC.KeepAlive(g);
    }

    private static void Forward<T>(Tensor x, Setting s, Tensor loss, Tensor lse) where T : unmanaged, INumber<T>
    {
        var (keep, spread, sumOfWeights) = Factors<T>(s);
        Reduce.ForRows((int)loss.Count, s.Classes, row =>
        {
            ref var logits = ref x.At<T>((long)row * s.Classes);
            var norm = LogSumExp(ref logits, s.Classes);
            lse.At<T>(row) = norm;
            var target = s.Target.At<long>(row);
            if (target == s.Ignored)
            {
                loss.At<T>(row) = T.Zero;
                return;
            }
            var value = keep * WeightOf<T>(s, target) * (norm - Unsafe.Add(ref logits, (nint)target));
            if (spread != T.Zero)
            {
                var weighted = s.Weight is null ? Reduce.Sum(ref logits, s.Classes) : Dot(ref logits, ref s.Weight.At<T>(), s.Classes);
                value += spread * (sumOfWeights * norm - weighted);
            }
            loss.At<T>(row) = value;
        });
    }

    private static void Backward<T>(Tensor g, Tensor x, Setting s, Tensor lse, Tensor dx) where T : unmanaged, INumber<T>
    {
        var (keep, spread, sumOfWeights) = Factors<T>(s);
        Reduce.ForRows((int)lse.Count, s.Classes, row =>
        {
            var at = (long)row * s.Classes;
            var target = s.Target.At<long>(row);
            if (target == s.Ignored)
            {
                System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref dx.At<T>(at), s.Classes).Fill(lse.At<T>(row) - lse.At<T>(row));
                return;
            }
            var slope = g.At<T>(row);
            var atTarget = keep * WeightOf<T>(s, target);
            ref var none = ref Unsafe.NullRef<T>();
            BackwardRow(ref x.At<T>(at), lse.At<T>(row), slope * (atTarget + spread * sumOfWeights), -slope * spread, ref s.Weight is null ? ref none : ref s.Weight.At<T>(), ref dx.At<T>(at), s.Classes);
            dx.At<T>(at + target) -= slope * atTarget;
        });
    }

    /// <summary>dx = ofP·p + ofWeight·w, for the whole row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BackwardRow<T>(ref T x, T lse, T ofP, T ofWeight, ref T weight, ref T dx, int n) where T : unmanaged, INumber<T>
    {
        Vector512<T> norm = Vector512.Create(lse), p = Vector512.Create(ofP), even = Vector512.Create(ofWeight);
        nint i = 0;
        for (; i <= n - Lanes.Count<T>(); i += Lanes.Count<T>())
        {
            var w = Unsafe.IsNullRef(ref weight) ? even : even * Lanes.Load(ref weight, i);
            Lanes.Store(Lanes.Fma(p, ExpOp.Apply(Lanes.Load(ref x, i) - norm), w), ref dx, i);
        }
        if (i < n)
        {
            var rest = n - (int)i;
            var w = Unsafe.IsNullRef(ref weight) ? even : even * Lanes.LoadPartial(ref weight, i, rest);
            Lanes.StorePartial(Lanes.Fma(p, ExpOp.Apply(Lanes.LoadPartial(ref x, i, rest) - norm), w), ref dx, i, rest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T LogSumExp<T>(ref T x, int n) where T : unmanaged, INumber<T>
    {
        var nothing = T.Zero - T.One / T.Zero;
        var max = Vector512.Create(nothing);
        nint i = 0;
        for (; i <= n - Lanes.Count<T>(); i += Lanes.Count<T>())
        {
            max = MaxOp.Apply(max, Lanes.Load(ref x, i));
        }
        max = i < n ? MaxOp.Apply(max, Lanes.LoadPartial(ref x, i, n - (int)i, nothing)) : max;
        var peak = Lanes.Fold<T, MaxOp>(max);
        if (T.IsInfinity(peak))
        {
            return peak - peak;
        }
        var shift = Vector512.Create(peak);
        var sum = Vector512<T>.Zero;
        for (i = 0; i <= n - Lanes.Count<T>(); i += Lanes.Count<T>())
        {
            sum += ExpOp.Apply(Lanes.Load(ref x, i) - shift);
        }
        sum = i < n ? sum + ExpOp.Apply(Lanes.LoadPartial(ref x, i, n - (int)i, nothing) - shift) : sum;
        return peak + LogOp.Apply(Vector512.Create(Lanes.Fold<T, AddOp>(sum))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Dot<T>(ref T x, ref T y, int n) where T : unmanaged
    {
        var sum = Vector512<T>.Zero;
        nint i = 0;
        for (; i <= n - Lanes.Count<T>(); i += Lanes.Count<T>())
        {
            sum = Lanes.Fma(Lanes.Load(ref x, i), Lanes.Load(ref y, i), sum);
        }
        sum = i < n ? Lanes.Fma(Lanes.LoadPartial(ref x, i, n - (int)i), Lanes.LoadPartial(ref y, i, n - (int)i), sum) : sum;
        return Lanes.Fold<T, AddOp>(sum);
    }

    /// <summary>1 - s, s / C, and the sum of the weights.</summary>
    private static (T Keep, T Spread, T SumOfWeights) Factors<T>(Setting s) where T : unmanaged, INumber<T> =>
        (T.CreateChecked(1 - s.Smoothing), T.CreateChecked(s.Smoothing / s.Classes), s.Weight is null ? T.CreateChecked(s.Classes) : Reduce.Sum(ref s.Weight.At<T>(), s.Classes));

    private static T WeightOf<T>(Setting s, long target) where T : unmanaged, INumber<T> => s.Weight is null ? T.One : s.Weight.At<T>(target);
}
