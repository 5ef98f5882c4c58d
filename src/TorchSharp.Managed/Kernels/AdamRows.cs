// One step of Adam or AdamW on one parameter, in one pass and in place: each element is read with its gradient and moments, changed, and written. No temporaries.
// Sources: Kingma and Ba 2015, algorithm 1; Loshchilov and Hutter 2019, algorithm 2 (decoupled decay); Reddi, Kale and Kumar 2018 (amsgrad). In PyTorch's order:
//   AdamW: p -= lr·decay·p      Adam: g += decay·p
//   m = β₁m + (1-β₁)g,   v = β₂v + (1-β₂)g²,   p -= lr/(1-β₁ᵗ) · m / (√v/√(1-β₂ᵗ) + ε)      amsgrad: the largest v so far in place of v
// Fast because the memory sets the pace: four numbers are read and three written for each element, where the separate operations write a dozen temporaries as large as the parameter.
// The oracle in the tests: PyTorch's parameters after some steps (Optim/OptimizerGoldenTests.cs).

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class AdamRows
{
    /// <summary>All factors of one step. Keep multiplies the parameter first; Decay · parameter is added to the gradient; StepSize and RootScale hold the bias corrections.</summary>
    internal readonly record struct Factors(double Beta1, double Beta2, double Eps, double Keep, double Decay, double StepSize, double RootScale, bool Maximize);

    /// <summary>All tensors are dense and of one shape and type; largest is null without amsgrad.</summary>
    internal static void Step(Tensor p, Tensor g, Tensor m, Tensor v, Tensor? largest, Factors f)
    {
        if (p.dtype == ScalarType.Float32)
        {
            Step<float>(p, g, m, v, largest, f);
        }
        else
        {
            Step<double>(p, g, m, v, largest, f);
        }
        GC.KeepAlive(p);
        GC.KeepAlive(g);
        GC.KeepAlive(m);
        GC.KeepAlive(v);
        GC.KeepAlive(largest);
    }

    /// <summary>x^n by squaring: no library's pow, so the same everywhere.</summary>
    internal static double Power(double x, long n)
    {
        var result = 1.0;
        for (; n > 0; n >>= 1, x *= x)
        {
            result = (n & 1) != 0 ? result * x : result;
        }
        return result;
    }

    private static void Step<T>(Tensor p, Tensor g, Tensor m, Tensor v, Tensor? largest, Factors f) where T : unmanaged
    {
        var n = (int)p.Count;
        if (n == 0)
        {
            return;
        }
        Workers.For(Workers.Pieces(n, Pointwise.Piece), piece =>
        {
            var at = (long)piece * Pointwise.Piece;
            ref var none = ref Unsafe.NullRef<T>();
            Row(ref p.At<T>(at), ref g.At<T>(at), ref m.At<T>(at), ref v.At<T>(at), ref largest is null ? ref none : ref largest.At<T>(at), Math.Min(Pointwise.Piece, n - (int)at), f);
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row<T>(ref T p, ref T g, ref T m, ref T v, ref T largest, int n, in Factors f) where T : unmanaged
    {
        Vector512<T> beta1 = Blocks.All<T>(f.Beta1), rest1 = Blocks.All<T>(1 - f.Beta1), beta2 = Blocks.All<T>(f.Beta2), rest2 = Blocks.All<T>(1 - f.Beta2);
        Vector512<T> keep = Blocks.All<T>(f.Keep), decay = Blocks.All<T>(f.Decay), eps = Blocks.All<T>(f.Eps), size = Blocks.All<T>(-f.StepSize), root = Blocks.All<T>(f.RootScale), sign = Blocks.All<T>(f.Maximize ? -1 : 1);
        for (nint i = 0; i < n; i += Lanes.Count<T>())
        {
            var count = (int)Math.Min(n - i, Lanes.Count<T>());
            var value = Blocks.Load(ref p, i, count) * keep;
            var slope = Lanes.Fma(decay, value, Blocks.Load(ref g, i, count) * sign);
            var mean = Lanes.Fma(rest1, slope, Blocks.Load(ref m, i, count) * beta1);
            var square = Lanes.Fma(rest2 * slope, slope, Blocks.Load(ref v, i, count) * beta2);
            Blocks.Store(mean, ref m, i, count);
            Blocks.Store(square, ref v, i, count);
            if (!Unsafe.IsNullRef(ref largest))
            {
                square = MaxOp.Apply(Blocks.Load(ref largest, i, count), square);
                Blocks.Store(square, ref largest, i, count);
            }
            Blocks.Store(Lanes.Fma(size, mean / (Vector512.Sqrt(square) / root + eps), value), ref p, i, count);
        }
    }
}
