// The limits of the float types (IEEE 754 binary32 and binary64).

namespace TorchSharp;

public static partial class torch
{
    /// <summary>What a float type can hold. tiny is the smallest normal number; resolution is 10 to the minus the number of decimal digits that survive.</summary>
    public struct FInfo
    {
        public int bits;
        public double eps;
        public double max;
        public double min;
        public double tiny;
        public double smallest_normal;
        public double resolution;
    }

    public static FInfo finfo() => finfo(s_defaultDtype);

    /// <exception cref="ArgumentException">The type is none of this engine's float types.</exception>
    public static FInfo finfo(ScalarType dtype) => dtype switch
    {
        ScalarType.Float32 => Limits(32, float.BitIncrement(1) - 1, float.MaxValue, 1.1754943508222875e-38, 1e-6),
        ScalarType.Float64 => Limits(64, double.BitIncrement(1) - 1, double.MaxValue, 2.2250738585072014e-308, 1e-15),
        _ => throw new ArgumentException($"finfo: expected Float32 or Float64, got {dtype}", nameof(dtype)),
    };

    private static FInfo Limits(int bits, double eps, double max, double tiny, double resolution) =>
        new() { bits = bits, eps = eps, max = max, min = -max, tiny = tiny, smallest_normal = tiny, resolution = resolution };
}
