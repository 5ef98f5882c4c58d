// One step of SGD on one parameter, in one pass and in place:
//   g += decay·p,   b = momentum·b + (1 - dampening)·g (at first b = g),   p -= lr·(b, or with Nesterov g + momentum·b)
// To maximize, the gradient changes its sign first, as in PyTorch (TorchSharp 0.107 changes that of the whole step, decay included).
// Fast as Adam's (AdamRows): no temporaries. The oracle in the tests: PyTorch's parameters after some steps (Optim/OptimizerGoldenTests.cs).

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class SgdRows
{
    /// <summary>Intake: how much of a gradient enters the buffer; the first one does so in full.</summary>
    internal readonly record struct Factors(double Rate, double Momentum, double Intake, double Decay, bool Nesterov, bool Maximize, bool First);

    internal static void Step(Tensor p, Tensor g, Tensor? buffer, Factors f)
    {
        if (p.dtype == ScalarType.Float32)
        {
            Step<float>(p, g, buffer, f);
        }
        else
        {
            Step<double>(p, g, buffer, f);
        }
        GC.KeepAlive(p);
        GC.KeepAlive(g);
    }

    private static void Step<T>(Tensor p, Tensor g, Tensor? buffer, Factors f) where T : unmanaged
    {
        var n = (int)p.Count;
        Workers.For(Workers.Pieces(n, Pointwise.Piece), piece =>
        {
            var at = (long)piece * Pointwise.Piece;
            ref var none = ref Unsafe.NullRef<T>();
            Row(ref p.At<T>(at), ref g.At<T>(at), ref buffer is null ? ref none : ref buffer.At<T>(at), Math.Min(Pointwise.Piece, n - (int)at), f);
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row<T>(ref T p, ref T g, ref T buffer, int n, in Factors f) where T : unmanaged
    {
        Vector512<T> rate = Blocks.All<T>(-f.Rate), sign = Blocks.All<T>(f.Maximize ? -1 : 1), decay = Blocks.All<T>(f.Decay), momentum = Blocks.All<T>(f.First ? 0 : f.Momentum), intake = Blocks.All<T>(f.First ? 1 : f.Intake), ahead = Blocks.All<T>(f.Momentum);
        for (nint i = 0; i < n; i += Lanes.Count<T>())
        {
            var count = (int)Math.Min(n - i, Lanes.Count<T>());
            var value = Blocks.Load(ref p, i, count);
            var slope = Blocks.Load(ref g, i, count) * sign;
            slope = f.Decay != 0 ? Lanes.Fma(decay, value, slope) : slope;
            if (!Unsafe.IsNullRef(ref buffer))
            {
                var mean = Lanes.Fma(intake, slope, Blocks.Load(ref buffer, i, count) * momentum);
                Blocks.Store(mean, ref buffer, i, count);
                slope = f.Nesterov ? Lanes.Fma(ahead, mean, slope) : mean;
            }
            Blocks.Store(Lanes.Fma(rate, slope, value), ref p, i, count);
        }
    }
}
