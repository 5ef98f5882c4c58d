// exp, log, sin, cos, tanh on lanes, by series that need no tables: each comment says which remainder is left and why it may be.
// The reductions are Cody and Waite's (Software Manual for the Elementary Functions, 1980): the constant is split into a head with trailing zeros and
// a tail, so that subtracting its multiples is exact.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace TorchSharp;

internal static class LanesMath
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Exp<T>(Vector512<T> x) where T : unmanaged => Vectors.Apply<T, ExpFunction<T>>(x);

    private readonly struct ExpFunction<T> : IFunction<T> where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V, O>(V x) where V : struct where O : IVectors<V, T> => Exp<T, V, O>(x);
    }

    /// <summary>
    /// e^x. x = n ln 2 + r with |r| ≤ ln 2 / 2; e^r by Taylor to r^7 (remainder below 5.3e-9, a twelfth of an ulp), times 2^n in two exact steps,
    /// so that results go through the subnormals down to 0 and up to infinity.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Exp<T, V, O>(V x) where T : unmanaged where V : struct where O : IVectors<V, T>
    {
        if (typeof(T) == typeof(double))
        {
            return Exp<T, V, O>(x, O.Constant(0));
        }
        var clamped = O.Min(O.Max(x, O.Constant(-110)), O.Constant(100));
        var n = O.Round(O.Product(clamped, O.Constant(1.44269504f)));
        var r = O.Fma(n, O.Constant(-0.693359375f), clamped);
        r = O.Fma(n, O.Constant(2.12194440e-4f), r);
        var p = O.Constant(1f / 5040);
        p = O.Fma(p, r, O.Constant(1f / 720));
        p = O.Fma(p, r, O.Constant(1f / 120));
        p = O.Fma(p, r, O.Constant(1f / 24));
        p = O.Fma(p, r, O.Constant(1f / 6));
        p = O.Fma(p, r, O.Constant(0.5f));
        p = O.Fma(p, r, O.Constant(1));
        p = O.Fma(p, r, O.Constant(1));
        return O.Select(O.Equal(x, x), O.Scale(p, n), x);
    }

    /// <summary>e^(x + rest) in double, for a rest too small to change x: the same, by Taylor to r^13 (remainder below 4.2e-18).</summary>
    internal static V Exp<T, V, O>(V x, V rest) where T : unmanaged where V : struct where O : IVectors<V, T>
    {
        var clamped = O.Min(O.Max(x, O.Constant(-760)), O.Constant(720));
        var n = O.Round(O.Product(clamped, O.Constant(1.4426950408889634)));
        var r = O.Fma(n, O.Constant(-0.693147180369123816490), clamped);
        r = O.Sum(O.Fma(n, O.Constant(-1.90821492927058770002e-10), r), rest);
        var p = O.Constant(1);
        for (var k = 13; k >= 1; k--)
        {
            p = O.Fma(O.Product(p, O.Constant(1.0 / k)), r, O.Constant(1));
        }
        return O.Select(O.Equal(x, x), O.Scale(p, n), x);
    }

    /// <summary>
    /// ln x. x = m·2^e with m in [√½, √2); with s = (m-1)/(m+1), ln m = 2 artanh s = 2(s + s³/3 + … + s^9/9) + remainder below 2e-9 relative.
    /// </summary>
    internal static Vector512<float> Log(Vector512<float> x)
    {
        // Subnormals are lifted into the normal range first.
        var tiny = LessThan(x, Create(1.17549435e-38f));
        var lifted = ConditionalSelect(tiny, x * Create(8388608f), x);
        var bits = lifted.AsInt32();
        // The exponent, counted so that the mantissa falls into [√½, √2): 0x3f3504f3 are the bits of √½.
        var e = (bits - Create(0x3f3504f3)) >> 23;
        var m = (bits - (e << 23)).AsSingle();
        var power = ConvertToSingle(e) - ConditionalSelect(tiny, Create(23f), Create(0f));
        var f = m - Create(1f);
        var s = f / (Create(2f) + f);
        var z = s * s;
        var series = Lanes.Fma(z, Lanes.Fma(z, Lanes.Fma(z, Create(2f / 9), Create(2f / 7)), Create(2f / 5)), Create(2f / 3)) * z;
        // ln m = f - (f²/2 - s(f²/2 + series)): the small parts first, so that little is lost near 1.
        var halfSquare = Create(0.5f) * f * f;
        var low = Lanes.Fma(power, Create(-2.12194440e-4f), s * (halfSquare + series));
        var y = Lanes.Fma(power, Create(0.693359375f), f - (halfSquare - low));
        return LogEdges(x, y);
    }

    /// <summary>ln x in double: the same, to s^21 (remainder below 1e-17 relative).</summary>
    internal static Vector512<double> Log(Vector512<double> x)
    {
        var (m, power) = Split(x);
        var f = m - Create(1.0);
        var s = f / (Create(2.0) + f);
        var z = s * s;
        var series = Create(2.0 / 21);
        for (var k = 19; k >= 3; k -= 2)
        {
            series = Lanes.Fma(series, z, Create(2.0 / k));
        }
        series *= z;
        var halfSquare = Create(0.5) * f * f;
        var low = Lanes.Fma(power, Create(1.90821492927058770002e-10), s * (halfSquare + series));
        var y = Lanes.Fma(power, Create(0.693147180369123816490), f - (halfSquare - low));
        return LogEdges(x, y);
    }

    /// <summary>x > 0 as m·2^power with m in [√½, √2).</summary>
    internal static (Vector512<double> Mantissa, Vector512<double> Power) Split(Vector512<double> x)
    {
        var tiny = LessThan(x, Create(2.2250738585072014e-308));
        var lifted = ConditionalSelect(tiny, x * Create(18014398509481984.0), x);
        var bits = lifted.AsInt64();
        var e = (bits - Create(0x3fe6a09e667f3bcdL)) >> 52;
        return ((bits - (e << 52)).AsDouble(), ConvertToDouble(e) - ConditionalSelect(tiny, Create(54.0), Create(0.0)));
    }

    /// <summary>Up to here sin and cos subtract the multiple of π/2 on the lanes; beyond, LargeAngles does.</summary>
    private const double LargestAngle = 4294967296;

    /// <summary>
    /// sin and cos by their Taylor series on |r| ≤ π/4 (to r^17 and r^18: remainder below 1e-18), after subtracting multiples of π/2. That constant is split
    /// in four, of which three have 33 bits. With three parts the doubles nearest to a multiple of π/2 begin to lose digits at |x| = 3·10⁵; with four
    /// r is right to 3·2^-53 of itself at least to 2^45.
    /// </summary>
    internal static Vector512<double> Sin(Vector512<double> x) => SinOfQuadrant(x, 0);

    internal static Vector512<double> Cos(Vector512<double> x) => SinOfQuadrant(x, 1);

    internal static Vector512<float> Sin(Vector512<float> x) => ByDouble<SinOp>(x);

    internal static Vector512<float> Cos(Vector512<float> x) => ByDouble<CosOp>(x);

    /// <summary>tanh x = (e^2|x| - 1) / (e^2|x| + 1) with the sign of x; below 0.35 by its own series, where that difference would lose digits.</summary>
    internal static Vector512<double> Tanh(Vector512<double> x)
    {
        var a = Min(Abs(x), Create(20.0));
        var e = Exp(a + a);
        var large = (e - Create(1.0)) / (e + Create(1.0));
        // e^2a - 1 by Taylor for small a: 2a(1 + 2a/2(1 + 2a/3(…))), to the 20th power: below 1e-18 at a = 0.35.
        var t = a + a;
        var p = Create(1.0);
        for (var k = 20; k >= 2; k--)
        {
            p = Lanes.Fma(p * Create(1.0 / k), t, Create(1.0));
        }
        var minusOne = p * t;
        var small = minusOne / (minusOne + Create(2.0));
        var y = ConditionalSelect(LessThan(a, Create(0.35)), small, large);
        return ConditionalSelect(Vector512.Equals(x, x), CopySign(y, x), x);
    }

    internal static Vector512<float> Tanh(Vector512<float> x) => ByDouble<TanhOp>(x);

    /// <summary>A float32 function by way of float64: rounded once at the end, so nearly always the float nearest to the true value.</summary>
    internal static Vector512<float> ByDouble<TOp>(Vector512<float> x) where TOp : IUnary
    {
        var (low, high) = Widen(x);
        return Narrow(TOp.Apply(low), TOp.Apply(high));
    }

    private static Vector512<double> SinOfQuadrant(Vector512<double> x, long quadrantsAhead)
    {
        var n = Round(x * Create(0.63661977236758134308));
        var r = Lanes.Fma(n, Create(-1.5707963267341256), x);
        r = Lanes.Fma(n, Create(-6.077100506303966e-11), r);
        r = Lanes.Fma(n, Create(-2.0222662487111665e-21), r);
        r = Lanes.Fma(n, Create(-8.4784276603689e-32), r);
        var quadrant = ConvertToInt64(n);
        if (GreaterThanAny(Abs(x), Create(LargestAngle)))
        {
            LargeAngles.Reduce(x, LargestAngle, ref quadrant, ref r);
        }
        quadrant += Create(quadrantsAhead);
        var z = r * r;
        var sin = Create(1.0);
        for (var k = 16; k >= 2; k -= 2)
        {
            sin = Lanes.Fma(sin * Create(-1.0 / (k * (k + 1))), z, Create(1.0));
        }
        var cos = Create(1.0);
        for (var k = 17; k >= 1; k -= 2)
        {
            cos = Lanes.Fma(cos * Create(-1.0 / (k * (k + 1))), z, Create(1.0));
        }
        var odd = Vector512.Equals(quadrant & Create(1L), Create(1L)).AsDouble();
        var value = ConditionalSelect(odd, cos, sin * r);
        var negative = ((quadrant & Create(2L)) << 62).AsDouble();
        return value ^ negative;
    }

    private static Vector512<float> LogEdges(Vector512<float> x, Vector512<float> y)
    {
        y = ConditionalSelect(Vector512.Equals(x, Create(0f)), Create(float.NegativeInfinity), y);
        y = ConditionalSelect(LessThan(x, Create(0f)), Create(float.NaN), y);
        return ConditionalSelect(LessThan(x, Create(float.PositiveInfinity)), y, x);
    }

    private static Vector512<double> LogEdges(Vector512<double> x, Vector512<double> y)
    {
        y = ConditionalSelect(Vector512.Equals(x, Create(0.0)), Create(double.NegativeInfinity), y);
        y = ConditionalSelect(LessThan(x, Create(0.0)), Create(double.NaN), y);
        return ConditionalSelect(LessThan(x, Create(double.PositiveInfinity)), y, x);
    }
}
