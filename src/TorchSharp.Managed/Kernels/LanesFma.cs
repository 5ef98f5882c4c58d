// Multiply-add of float32, rounded once, where the processor has no instruction for it (x64 before 2013, and some small ones since). The runtime's own way is a call for each
// lane; this is about three times as fast. Boldo and Melquiond 2008, "Emulation of FMA and correctly rounded sums: proved algorithms using rounding to odd":
//   - in float64 the product of two float32 is exact;
//   - the sum is not, and to round it to float64 and then to float32 could round a tie the wrong way. So it is rounded to odd: of the two float64 around the true sum the one whose
//     last bit is 1, which no tie of float32 has. What was lost, to see that the sum was inexact and on which side it lies, is Knuth's two-sum;
//   - float64 has more than twice as many bits as float32 and two, so the last rounding is the right one, also where the result is subnormal.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp;

internal static class LanesFma
{
    /// <summary>x·y + z. Never inlined: a kernel has many, and would take longer to compile than to run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static Vector128<float> Run(Vector128<float> x, Vector128<float> y, Vector128<float> z)
    {
        var lower = SumToOdd(Vector128.WidenLower(x) * Vector128.WidenLower(y), Vector128.WidenLower(z));
        var upper = SumToOdd(Vector128.WidenUpper(x) * Vector128.WidenUpper(y), Vector128.WidenUpper(z));
        return Vector128.Narrow(lower, upper);
    }

    /// <summary>p + z, rounded to odd. Of ∞ and NaN the remainder is NaN, and they stay as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> SumToOdd(Vector128<double> p, Vector128<double> z)
    {
        var sum = p + z;
        var zThere = sum - p;
        var rest = p - (sum - zThere) + (z - zThere);
        var isInexact = (Vector128.LessThan(rest, default) | Vector128.GreaterThan(rest, default)).AsInt64();
        var isEven = Vector128.Equals(sum.AsInt64() & Vector128<long>.One, default);
        var isLarger = Vector128.GreaterThan(rest * sum, default).AsInt64();              // the true sum lies further from 0
        var step = (isLarger & Vector128.Create(2L)) - Vector128<long>.One;
        return (sum.AsInt64() + (step & isInexact & isEven)).AsDouble();
    }
}
