// Division with a rounded result, element by element. Not here: true division, which runs on lanes (DivOp).
// The remainder of two floats is exact, so that the C library's is the same number on every platform.

using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class Quotient
{
    /// <summary>Both operands must have the same type; the result has it too.</summary>
    internal static Tensor Rounded(Tensor x, Tensor y, RoundingMode mode)
    {
        var floor = mode == RoundingMode.floor;
        return x.dtype switch
        {
            ScalarType.Float32 => Elements.Map<float>("div", x, y, floor ? Floor : Truncated),
            ScalarType.Float64 => Elements.Map<double>("div", x, y, floor ? Floor : Truncated),
            ScalarType.Int64 => Elements.Map<long>("div", x, y, floor ? FloorOfIntegers : TruncatedOfIntegers),
            ScalarType.Int32 => Elements.Map<int>("div", x, y, floor ? FloorOfIntegers : TruncatedOfIntegers),
            _ => throw DTypes.Unsupported(x.dtype),
        };
    }

    private static T Truncated<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Truncate(x / y);

    /// <summary>
    /// The largest whole number whose product with y is not above x (for y > 0). floor(x / y) would miss it where the division rounds up to a whole number;
    /// so the remainder is taken away first, and what is left divides without one.
    /// </summary>
    private static T Floor<T>(T x, T y) where T : IFloatingPointIeee754<T>
    {
        if (y == T.Zero || !T.IsFinite(x) || T.IsNaN(y))
        {
            return y == T.Zero ? x / y : T.NaN;
        }
        var remainder = x % y;
        var whole = T.Round((x - remainder) / y);
        if (remainder != T.Zero && T.IsNegative(remainder) != T.IsNegative(y))
        {
            whole -= T.One;
        }
        return whole == T.Zero ? T.CopySign(T.Zero, x / y) : whole;
    }

    private static T TruncatedOfIntegers<T>(T x, T y) where T : IBinaryInteger<T>
    {
        RequireDivisor(y);
        // The one overflow, the smallest number by -1, wraps around as integers do elsewhere.
        return y == -T.One ? unchecked(-x) : x / y;
    }

    private static T FloorOfIntegers<T>(T x, T y) where T : IBinaryInteger<T>
    {
        var whole = TruncatedOfIntegers(x, y);
        return y != -T.One && x % y != T.Zero && T.IsNegative(x) != T.IsNegative(y) ? whole - T.One : whole;
    }

    private static void RequireDivisor<T>(T y) where T : INumberBase<T>
    {
        if (T.IsZero(y))
        {
            throw Fail.Error("div: an integer was divided by 0; for ±∞ and NaN divide floats, or without a rounding mode");
        }
    }
}
