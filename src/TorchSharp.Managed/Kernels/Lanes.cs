// The 16 virtual lanes. Every kernel computes as if in Vector512: sixteen float32 or eight float64 side by side. The runtime carries that out as one
// 512-bit, two 256-bit or four 128-bit instructions, or one lane at a time; each lane sees the same operations in the same order, so the bits are
// the same on every machine. Short kernels are written in Vector512 itself; long ones, which the compiler would carry out badly where there are no such vectors,
// for vectors of any width (Vectors.cs). Three rules keep the bits the same:
//   1. multiply-add is always fused (FusedMultiplyAdd rounds once on every path; where the hardware lacks it, the runtime or LanesFma computes it exactly);
//   2. a sum over lanes follows one fixed tree (Fold below);
//   3. no function whose bits depend on the vector's width or on the platform's C library stands in a kernel (so no Math.Exp, no TensorPrimitives).
//
// Which loops are compiled with full optimisation at once (AggressiveOptimization) was measured: the rows of MatMul and the sum of Reduce run up to twice as fast
// with it; pointwise functions and softmax run as fast or faster without it, left to the runtime's tiers, and a first small attention begins a little sooner.
//
// What is not promised is which NaN a NaN is: sign and payload differ between processors. "The same bits" means: with every NaN taken as one.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using X86 = System.Runtime.Intrinsics.X86;

namespace TorchSharp;

internal static class Lanes
{
    /// <summary>Lanes of one block: 16 for four-byte types, 8 for eight-byte types.</summary>
    internal static int Count<T>() where T : unmanaged => Vector512<byte>.Count / Unsafe.SizeOf<T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Load<T>(ref T first, nint at) where T : unmanaged => Vector512.LoadUnsafe(ref first, (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store<T>(Vector512<T> block, ref T first, nint at) where T : unmanaged => block.StoreUnsafe(ref first, (nuint)at);

    /// <summary>A block of which only the first <paramref name="count"/> elements exist; the other lanes hold <paramref name="rest"/>.</summary>
    internal static Vector512<T> LoadPartial<T>(ref T first, nint at, int count, T rest = default) where T : unmanaged =>
        Vectors.LoadPartial<T, Vector512<T>, Bits512<T>>(ref Unsafe.Add(ref first, at), count, rest);

    internal static void StorePartial<T>(Vector512<T> block, ref T first, nint at, int count) where T : unmanaged =>
        Vectors.StorePartial<T, Vector512<T>, Bits512<T>>(block, ref Unsafe.Add(ref first, at), count);

    /// <summary>x·y + z, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Fma<T>(Vector512<T> x, Vector512<T> y, Vector512<T> z) where T : unmanaged
    {
        if (typeof(T) == typeof(float) && Sse2.IsSupported && !X86.Fma.IsSupported)
        {
            return Vector512.Create(Fma(x.GetLower(), y.GetLower(), z.GetLower()), Fma(x.GetUpper(), y.GetUpper(), z.GetUpper()));
        }
        if (typeof(T) == typeof(float))
        {
            return Vector512.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>();
        }
        if (typeof(T) == typeof(double))
        {
            return Vector512.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();
        }
        return x * y + z;
    }

    /// <summary>The same for vectors of half the width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> Fma<T>(Vector256<T> x, Vector256<T> y, Vector256<T> z) where T : unmanaged
    {
        if (typeof(T) == typeof(float) && Sse2.IsSupported && !X86.Fma.IsSupported)
        {
            return Vector256.Create(Fma(x.GetLower(), y.GetLower(), z.GetLower()), Fma(x.GetUpper(), y.GetUpper(), z.GetUpper()));
        }
        if (typeof(T) == typeof(float))
        {
            return Vector256.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>();
        }
        if (typeof(T) == typeof(double))
        {
            return Vector256.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();
        }
        return x * y + z;
    }

    /// <summary>The same for vectors of a quarter of the width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<T> Fma<T>(Vector128<T> x, Vector128<T> y, Vector128<T> z) where T : unmanaged
    {
        if (typeof(T) == typeof(float) && Sse2.IsSupported && !X86.Fma.IsSupported)
        {
            return LanesFma.Run(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>();
        }
        if (typeof(T) == typeof(float))
        {
            return Vector128.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>();
        }
        if (typeof(T) == typeof(double))
        {
            return Vector128.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();
        }
        return x * y + z;
    }

    /// <summary>The fixed tree: the upper half is folded onto the lower, until one lane is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Fold<T, TOp>(Vector512<T> x) where T : unmanaged where TOp : IBinary
    {
        x = TOp.Apply(x, x.GetUpper().ToVector512Unsafe());
        x = TOp.Apply(x, x.GetLower().GetUpper().ToVector256Unsafe().ToVector512Unsafe());
        var last = x.GetLower().GetLower();
        x = TOp.Apply(x, Vector128.Shuffle(last.AsInt64(), Vector128.Create(1, 0L)).As<long, T>().ToVector256Unsafe().ToVector512Unsafe());
        if (Unsafe.SizeOf<T>() == 4)
        {
            last = x.GetLower().GetLower();
            x = TOp.Apply(x, Vector128.Shuffle(last.AsInt32(), Vector128.Create(1, 0, 3, 2)).As<int, T>().ToVector256Unsafe().ToVector512Unsafe());
        }
        return x.ToScalar();
    }
}
