// Code for vectors of any width. Vector512 runs everywhere, but where the hardware has none, each of its operations is a nest of small methods, of which the compiler soon
// stops making plain instructions: with 256 bits gelu took sixteen times as long as with 512. Products, e^x, and gelu and softmax, which are made of it, are therefore written
// once for a vector type V, by operations O that stand beside it, and run with the widest vectors that there are. (Operators of a struct around the vector would read better,
// but for them the compiler moves registers in the loop of a product.) Each lane sees the same operations whatever the width, so the bits are the same.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp;

/// <summary>The operations on a vector V of T. What compares gives a mask: all bits of a lane, or none. Constant, Round and Scale are for floats.</summary>
internal interface IVectors<V, T> where V : struct where T : unmanaged
{
    static abstract nint Count { get; }

    static abstract V Load(ref T first);

    static abstract void Store(V x, ref T first);

    /// <summary>x in every lane.</summary>
    static abstract V All(T x);

    /// <summary>The same, of a number written as a double; rounded to float32 where that is the type.</summary>
    static abstract V Constant(double x);

    static abstract V Sum(V x, V y);

    static abstract V Difference(V x, V y);

    static abstract V Product(V x, V y);

    static abstract V Quotient(V x, V y);

    /// <summary>x·y + z, rounded once.</summary>
    static abstract V Fma(V x, V y, V z);

    /// <summary>The smaller, as the processor has it: which, where one is NaN or both are zeros, is not said.</summary>
    static abstract V Min(V x, V y);

    /// <summary>The larger, with the same reserve.</summary>
    static abstract V Max(V x, V y);

    static abstract V Abs(V x);

    static abstract V Equal(V x, V y);

    static abstract V Less(V x, V y);

    static abstract V Select(V mask, V x, V y);

    /// <summary>To the nearest whole number, halves to the even one.</summary>
    static abstract V Round(V x);

    /// <summary>x · 2^n for whole n of at most ±250 (float64: ±2,000), in two exact steps, so that results go through the subnormals down to 0 and up to infinity.</summary>
    static abstract V Scale(V x, V n);
}

/// <summary>A function of one element.</summary>
internal interface IFunction<T> where T : unmanaged
{
    static abstract V Apply<V, O>(V x) where V : struct where O : IVectors<V, T>;
}

internal static class Vectors
{
    /// <summary>1.5 · 2^23, and 1.5 · 2^52: in the lowest bits of its sum with a whole number n, that number stands as an integer. A conversion would also decide what a NaN becomes, of which nothing depends here.</summary>
    internal const float FloatWhole = 12582912;
    internal const double DoubleWhole = 6755399441055744;

    /// <summary>F of all lanes, with the widest vectors that there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Apply<T, F>(Vector512<T> x) where T : unmanaged where F : IFunction<T> =>
        Vector512.IsHardwareAccelerated ? F.Apply<Vector512<T>, Bits512<T>>(x) : Narrow<T, F>(x);

    /// <summary>Part after part, each by a method of its own, so that the compiler sees the function's operations once and not once for each caller and part.</summary>
    private static Vector512<T> Narrow<T, F>(Vector512<T> x) where T : unmanaged where F : IFunction<T>
    {
        ref var lanes = ref Unsafe.As<Vector512<T>, T>(ref x);
        for (nint i = 0; Vector256.IsHardwareAccelerated && i < Vector512<T>.Count; i += Vector256<T>.Count)
        {
            Part<T, F, Vector256<T>, Bits256<T>>(ref Unsafe.Add(ref lanes, i));
        }
        for (nint i = 0; !Vector256.IsHardwareAccelerated && i < Vector512<T>.Count; i += Vector128<T>.Count)
        {
            Part<T, F, Vector128<T>, Bits128<T>>(ref Unsafe.Add(ref lanes, i));
        }
        return x;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Part<T, F, V, O>(ref T part) where T : unmanaged where F : IFunction<T> where V : struct where O : IVectors<V, T> =>
        O.Store(F.Apply<V, O>(O.Load(ref part)), ref part);

    /// <summary>A vector of which only the first <paramref name="count"/> elements exist, which may be none or all; the other lanes hold <paramref name="rest"/>.</summary>
    internal static V LoadPartial<T, V, O>(ref T first, nint count, T rest) where T : unmanaged where V : struct where O : IVectors<V, T>
    {
        var vector = O.All(rest);
        ref var lanes = ref Unsafe.As<V, T>(ref vector);
        for (nint i = 0; i < Math.Min(count, O.Count); i++)
        {
            Unsafe.Add(ref lanes, i) = Unsafe.Add(ref first, i);
        }
        return vector;
    }

    internal static void StorePartial<T, V, O>(V vector, ref T first, nint count) where T : unmanaged where V : struct where O : IVectors<V, T>
    {
        ref var lanes = ref Unsafe.As<V, T>(ref vector);
        for (nint i = 0; i < Math.Min(count, O.Count); i++)
        {
            Unsafe.Add(ref first, i) = Unsafe.Add(ref lanes, i);
        }
    }
}
