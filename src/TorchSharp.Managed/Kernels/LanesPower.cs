// x^y on lanes: e^(y ln x), with ln x and its product by y carried as a sum of two doubles (about 63 bits, so that e to the power of up to 709 has its 53).
// Float32 goes by way of float64. The rules for 0, ±∞, NaN and negative bases are those of C's pow. Integers have a power of their own below.

using System.Numerics;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace TorchSharp;

internal static class LanesPower
{
    /// <summary>ln 2 in two parts; the first has 42 bits, so that its product with an exponent is exact.</summary>
    private const double Ln2 = 0.6931471805598903, Ln2Rest = 5.497923018708371e-14;

    internal static Vector512<double> Power(Vector512<double> x, Vector512<double> y)
    {
        var a = Abs(x);
        var (log, logRest) = Log(a);
        var product = y * log;
        var rest = Lanes.Fma(y, log, -product) + y * logRest;
        // Beyond ±760 the result is 0 or infinite, and the rest of an infinite product would be NaN.
        rest = ConditionalSelect(LessThan(Abs(product), Create(760.0)), rest, Vector512<double>.Zero);
        var size = LanesMath.Exp<double, Vector512<double>, Bits512<double>>(product, rest);

        var whole = Vector512.Equals(Floor(y), y);
        var odd = whole & ~Vector512.Equals(Floor(y * Create(0.5)) * Create(2.0), y);
        var negative = LessThan(x.AsInt64(), Vector512<long>.Zero).AsDouble();
        var result = ConditionalSelect(negative & odd, -size, size);
        var undefined = LessThan(x, Vector512<double>.Zero) & ~whole & LessThan(a, Create(double.PositiveInfinity));
        result = ConditionalSelect(undefined, Create(double.NaN), result);
        // 1 to any power (and -1 to an infinite one), and anything to the power 0, are 1: also NaN.
        var one = Vector512.Equals(y, Vector512<double>.Zero) | Vector512.Equals(x, Create(1.0))
            | (Vector512.Equals(x, Create(-1.0)) & Vector512.Equals(Abs(y), Create(double.PositiveInfinity)));
        return ConditionalSelect(one, Create(1.0), result);
    }

    /// <summary>
    /// ln x for x ≥ 0 as a sum of two. With m in [√½, √2) and s = (m-1)/(m+1): ln m = 2s + 2s³/3 + …; s and its first two terms carry a second double,
    /// the others are below 2^-12 of the whole and need none.
    /// </summary>
    private static (Vector512<double> Log, Vector512<double> Remainder) Log(Vector512<double> x)
    {
        var (m, power) = LanesMath.Split(x);
        var f = m - Create(1.0);
        var d = Create(1.0) + m;
        var dRest = m - (d - Create(1.0));
        var s = f / d;
        var sRest = (Lanes.Fma(-s, d, f) - s * dRest) / d;

        var z = s * s;
        var zRest = Lanes.Fma(s, s, -z) + Create(2.0) * s * sRest;
        var series = Create(2.0 / 27);
        for (var k = 25; k >= 5; k -= 2)
        {
            series = Lanes.Fma(series, z, Create(2.0 / k));
        }
        var third = z * Create(2.0 / 3);
        var thirdRest = Lanes.Fma(z, Create(2.0 / 3), -third) + Lanes.Fma(zRest, Create(2.0 / 3), z * Create(3.700743415417188e-17));
        var (u, uRest) = Sum(third, z * z * series);
        uRest += thirdRest;
        var v = s * u;
        var vRest = Lanes.Fma(s, u, -v) + Lanes.Fma(s, uRest, sRest * u);
        var (mantissa, mantissaRest) = Sum(Create(2.0) * s, v);
        mantissaRest += Lanes.Fma(Create(2.0), sRest, vRest);

        var (log, rest) = Sum(power * Create(Ln2), mantissa);
        rest += Lanes.Fma(power, Create(Ln2Rest), mantissaRest);
        (log, rest) = Sum(log, rest);
        var edge = Vector512.Equals(x, Vector512<double>.Zero) | ~LessThan(x, Create(double.PositiveInfinity));
        var atEdge = ConditionalSelect(Vector512.Equals(x, Vector512<double>.Zero), Create(double.NegativeInfinity), x);
        return (ConditionalSelect(edge, atEdge, log), ConditionalSelect(edge, Vector512<double>.Zero, rest));
    }

    /// <summary>large + small, and what the rounding of that sum left out (exact where |large| ≥ |small|, or large is 0).</summary>
    private static (Vector512<double> Sum, Vector512<double> Remainder) Sum(Vector512<double> large, Vector512<double> small)
    {
        var sum = large + small;
        return (sum, small - (sum - large));
    }

    /// <summary>Integers by repeated squaring, with wrap-around. A negative power of anything but 1 and -1 is below one, and so 0.</summary>
    internal static T OfIntegers<T>(T x, T y) where T : IBinaryInteger<T>
    {
        if (T.IsNegative(y))
        {
            return x == T.One ? T.One : x == -T.One ? (T.IsEvenInteger(y) ? T.One : -T.One) : T.Zero;
        }
        var result = T.One;
        for (; y != T.Zero; y >>= 1)
        {
            result = T.IsOddInteger(y) ? unchecked(result * x) : result;
            x = unchecked(x * x);
        }
        return result;
    }
}

internal readonly struct PowOp : IBinary
{
    public static Vector512<T> Apply<T>(Vector512<T> x, Vector512<T> y) where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            return LanesPower.Power(x.AsDouble(), y.AsDouble()).As<double, T>();
        }
        var (xLow, xHigh) = Widen(x.AsSingle());
        var (yLow, yHigh) = Widen(y.AsSingle());
        return Narrow(LanesPower.Power(xLow, yLow), LanesPower.Power(xHigh, yHigh)).As<float, T>();
    }
}
