// x minus its nearest multiple of π/2, for angles so large that subtracting multiples of a few constants no longer carries it (after Payne and Hanek, "Radian
// reduction for trigonometric functions", 1983): x·2/π is computed exactly enough as an integer of 1,300 bits, of which only the quadrant and the first bits
// after the point count. Integers alone, one lane at a time: slow (about a microsecond), and the same bits everywhere.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp;

internal static class LargeAngles
{
    /// <summary>Bits after the point in 2/π: 971 for the exponent of the largest double, 53 for its mantissa, and 276 of the result.</summary>
    private const int Bits = 1300;

    /// <summary>Bits kept of the fraction of a quadrant. The double nearest to a multiple of π/2 is 2^-61 away from it, so that 130 are left even there.</summary>
    private const int Kept = 192;

    private static readonly BigInteger Pi = MachinsPi(Bits);
    private static readonly BigInteger TwoOverPi = (BigInteger.One << (2 * Bits + 1)) / Pi;
    private static readonly BigInteger HalfPi = Pi >> (Bits - Kept + 1);

    /// <summary>Rewrites the lanes in which |x| is above the limit: how many quarter turns (only the last two bits count), and the rest in [-π/4, π/4].</summary>
    internal static void Reduce(Vector512<double> x, double limit, ref Vector512<long> quadrant, ref Vector512<double> rest)
    {
        for (var i = 0; i < Vector512<double>.Count; i++)
        {
            if (Math.Abs(x[i]) > limit)
            {
                var (q, r) = double.IsInfinity(x[i]) ? (0, double.NaN) : Reduce(x[i]);
                quadrant = quadrant.WithElement(i, q);
                rest = rest.WithElement(i, r);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (long Quadrant, double Angle) Reduce(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7ff) - 1075;
        var mantissa = (bits & ((1L << 52) - 1)) | (1L << 52);

        // |x|·2/π = quarters / 2^(Bits - exponent); rounded to the nearest whole number of quarter turns.
        var quarters = mantissa * TwoOverPi >> (Bits - exponent - Kept);
        var whole = (quarters + (BigInteger.One << (Kept - 1))) >> Kept;
        var rest = ToDouble((quarters - (whole << Kept)) * HalfPi, 2 * Kept);
        var quadrant = (long)(whole & 3);
        return x < 0 ? (-quadrant, -rest) : (quadrant, rest);
    }

    /// <summary>value / 2^scale, rounded to the nearest double.</summary>
    private static double ToDouble(BigInteger value, int scale)
    {
        var size = BigInteger.Abs(value);
        var surplus = (int)Math.Max(0, size.GetBitLength() - 54);
        // 54 bits, and a sticky one in the last place for all that is cut off: so that the conversion below rounds as if it saw them all.
        var head = (long)(size >> surplus) << 1;
        if ((size & ((BigInteger.One << surplus) - 1)) != 0)
        {
            head |= 1;
        }
        return Math.ScaleB(value.Sign < 0 ? -head : head, surplus - scale - 1);
    }

    /// <summary>π·2^bits, by Machin's formula of 1706: π = 16 arctan 1/5 - 4 arctan 1/239.</summary>
    private static BigInteger MachinsPi(int bits)
    {
        var one = BigInteger.One << (bits + 32);
        return (16 * ArcTangentOfInverse(5, one) - 4 * ArcTangentOfInverse(239, one)) >> 32;
    }

    private static BigInteger ArcTangentOfInverse(int n, BigInteger one)
    {
        var power = one / n;
        var sum = power;
        for (var k = 3; !power.IsZero; k += 2)
        {
            power /= -n * n;
            sum += power / k;
        }
        return sum;
    }
}
