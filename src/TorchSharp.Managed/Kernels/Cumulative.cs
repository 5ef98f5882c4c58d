// Running sums and products in place, and running maxima, one by one: the order is the definition.

using System.Numerics;

namespace TorchSharp;

internal static class Cumulative
{
    /// <summary>Sums of T are carried in TSum. Backwards: from the last element to the first.</summary>
    internal static void Add<T, TSum>(Span<T> values, Selection.Around around, bool backwards) where T : unmanaged, INumber<T> where TSum : unmanaged, INumber<TSum>
    {
        for (var row = 0; row < around.Outer * around.Inner; row++)
        {
            var first = row / around.Inner * around.Size * around.Inner + row % around.Inner;
            var sum = TSum.Zero;
            for (var i = 0; i < around.Size; i++)
            {
                ref var value = ref values[first + (backwards ? around.Size - 1 - i : i) * around.Inner];
                sum += TSum.CreateTruncating(value);
                value = T.CreateTruncating(sum);
            }
        }
    }

    /// <summary>Products of T are carried in TProduct.</summary>
    internal static void Multiply<T, TProduct>(Span<T> values, Selection.Around around) where T : unmanaged, INumber<T> where TProduct : unmanaged, INumber<TProduct>
    {
        for (var row = 0; row < around.Outer * around.Inner; row++)
        {
            var first = row / around.Inner * around.Size * around.Inner + row % around.Inner;
            var product = TProduct.One;
            for (var i = 0; i < around.Size; i++)
            {
                ref var value = ref values[first + i * around.Inner];
                product *= TProduct.CreateTruncating(value);
                value = T.CreateTruncating(product);
            }
        }
    }

    /// <summary>Where the largest value so far stands: of equal ones the last, and a NaN stays to the end.</summary>
    internal static void Largest<T>(ReadOnlySpan<T> values, Span<long> places, Selection.Around around) where T : unmanaged, INumber<T>
    {
        for (var row = 0; row < around.Outer * around.Inner; row++)
        {
            var first = row / around.Inner * around.Size * around.Inner + row % around.Inner;
            var best = 0;
            for (var i = 0; i < around.Size; i++)
            {
                var (value, largest) = (values[first + i * around.Inner], values[first + best * around.Inner]);
                best = T.IsNaN(value) || value >= largest ? i : best;
                places[first + i * around.Inner] = best;
            }
        }
    }
}
