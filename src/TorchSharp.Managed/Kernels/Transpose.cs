// Small transposes in registers. Data moves, nothing is computed, so a path for one processor family cannot change a bit.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp;

internal static class Transpose
{
    /// <summary>Four rows of four become four columns of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Four(ref Vector128<float> x0, ref Vector128<float> x1, ref Vector128<float> x2, ref Vector128<float> x3)
    {
        var (low01, high01, low23, high23) = (Low(x0, x1), High(x0, x1), Low(x2, x3), High(x2, x3));
        x0 = Vector128.Create(low01.GetLower(), low23.GetLower());
        x1 = Vector128.Create(low01.GetUpper(), low23.GetUpper());
        x2 = Vector128.Create(high01.GetLower(), high23.GetLower());
        x3 = Vector128.Create(high01.GetUpper(), high23.GetUpper());
    }

    /// <summary>x0 y0 x1 y1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.UnpackLow(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y)
        : Vector128.Create(x[0], y[0], x[1], y[1]);

    /// <summary>x2 y2 x3 y3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.UnpackHigh(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y)
        : Vector128.Create(x[2], y[2], x[3], y[3]);
}
