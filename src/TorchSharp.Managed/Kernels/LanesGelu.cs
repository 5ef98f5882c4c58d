// The exact Gaussian error linear unit and its slope on lanes. gelu(x) = x·Φ(x), gelu'(x) = Φ(x) + x·φ(x), with φ the density of the normal law and Φ its distribution
// function. float64 goes through erf. float32 has a way of its own, six times as fast: Φ(-a) = φ(a)·M(a) with Mills' ratio M, a smooth function without cancellation, so that
// the negative tail, 1 + erf in most libraries, keeps its digits. M by a polynomial of t = (a-4)/(a+4): tests/golden/gelu_coefficients.py, relative error 1.3e-8;
// of the whole, at most 4.7 units in the last place found between -4 and 13 (tests/golden/make_ulps.py).

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace TorchSharp;

internal static class LanesGelu
{
    /// <summary>From here on φ is 0 in float32.</summary>
    private const float Farthest = 14;

    /// <summary>φ(x), and Φ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (V Density, V Below) Normal<V, O>(V x) where V : struct where O : IVectors<V, float>
    {
        var one = O.Constant(1);
        var a = O.Min(O.Abs(x), O.Constant(Farthest));
        var t = O.Quotient(O.Difference(a, O.Constant(4)), O.Sum(a, O.Constant(4)));
        var mills = O.Constant(-3.765720225e-05f);
        mills = O.Fma(mills, t, O.Constant(6.306104297e-05f));
        mills = O.Fma(mills, t, O.Constant(0.0004926520567f));
        mills = O.Fma(mills, t, O.Constant(-0.001104853971f));
        mills = O.Fma(mills, t, O.Constant(-0.002359129087f));
        mills = O.Fma(mills, t, O.Constant(0.01892713924f));
        mills = O.Fma(mills, t, O.Constant(-0.05844287948f));
        mills = O.Fma(mills, t, O.Constant(0.1213009698f));
        mills = O.Fma(mills, t, O.Constant(-0.1904713564f));
        mills = O.Fma(mills, t, O.Constant(0.2366523854f));
        // What rounding x² loses would cost e^(-x²/2) some units in the last place for each unit of x²: it is put back.
        var square = O.Product(a, a);
        var lost = O.Fma(a, a, O.Product(square, O.Constant(-1)));
        var density = O.Product(LanesMath.Exp<float, V, O>(O.Product(O.Product(x, x), O.Constant(-0.5f))), O.Constant(0.3989422804f));
        density = O.Fma(density, O.Product(lost, O.Constant(-0.5f)), density);
        var outside = O.Product(density, O.Product(mills, O.Difference(one, t)));
        return (density, O.Select(O.Less(x, O.Constant(0)), outside, O.Difference(one, outside)));
    }

    /// <summary>φ(x), and Φ(x), in float64.</summary>
    internal static (Vector512<double> Density, Vector512<double> Below) Normal(Vector512<double> x) =>
        (LanesMath.Exp(x * x * Create(-0.5)) * Create(0.3989422804014327), Create(0.5) * (Create(1.0) + LanesErf.Erf(x * Create(0.7071067811865476))));
}

/// <summary>gelu(x).</summary>
internal readonly struct GeluOp : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x) where T : unmanaged => typeof(T) == typeof(float)
        ? Vectors.Apply<float, Function>(x.AsSingle()).As<float, T>()
        : (x.AsDouble() * LanesGelu.Normal(x.AsDouble()).Below).As<double, T>();

    private readonly struct Function : IFunction<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V, O>(V x) where V : struct where O : IVectors<V, float> => O.Product(x, LanesGelu.Normal<V, O>(x).Below);
    }
}

/// <summary>g·gelu'(x), from x and the gradient g.</summary>
internal readonly struct GeluSlopeOp : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x, Vector512<T> g) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            return (g.AsSingle() * Vectors.Apply<float, Slope>(x.AsSingle())).As<float, T>();
        }
        else
        {
            var (density, below) = LanesGelu.Normal(x.AsDouble());
            return (g.AsDouble() * Lanes.Fma(x.AsDouble(), density, below)).As<double, T>();
        }
    }

    private readonly struct Slope : IFunction<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Apply<V, O>(V x) where V : struct where O : IVectors<V, float>
        {
            var (density, below) = LanesGelu.Normal<V, O>(x);
            return O.Fma(x, density, below);
        }
    }
}
