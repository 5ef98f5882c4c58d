// Writing single elements at numbered places, in the order of the numbers, on one thread: two that meet in one place do so in the same order on every machine.

using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class Putting
{
    /// <summary>target[places[i]] = values[i], or += where they accumulate. All dense; the target is read as one row; the places were checked.</summary>
    internal static void Into(Tensor target, Tensor places, Tensor values, bool accumulate)
    {
        switch (target.dtype)
        {
            case ScalarType.Float32: Into<float>(target, places, values, accumulate); break;
            case ScalarType.Float64: Into<double>(target, places, values, accumulate); break;
            case ScalarType.Int64: Into<long>(target, places, values, accumulate); break;
            case ScalarType.Int32: Into<int>(target, places, values, accumulate); break;
            case ScalarType.Bool: IntoBools(target, places, values, accumulate); break;
            default: throw DTypes.Unsupported(target.dtype);
        }
        GC.KeepAlive(target);
        GC.KeepAlive(places);
        GC.KeepAlive(values);
    }

    private static void Into<T>(Tensor target, Tensor places, Tensor values, bool accumulate) where T : unmanaged, INumber<T>
    {
        var all = target.Span<T>();
        var numbers = places.Span<long>();
        var from = values.Span<T>();
        for (var i = 0; i < numbers.Length; i++)
        {
            ref var at = ref all[(int)numbers[i]];
            at = accumulate ? at + from[i] : from[i];
        }
    }

    /// <summary>Truth values add up by "or".</summary>
    private static void IntoBools(Tensor target, Tensor places, Tensor values, bool accumulate)
    {
        var all = target.Span<byte>();
        var numbers = places.Span<long>();
        var from = values.Span<byte>();
        for (var i = 0; i < numbers.Length; i++)
        {
            ref var at = ref all[(int)numbers[i]];
            at = (byte)(accumulate ? at | from[i] : from[i]);
        }
    }
}
