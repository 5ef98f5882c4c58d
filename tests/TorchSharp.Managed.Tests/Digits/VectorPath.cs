// Which vectors this process has: what the settings of the runtime that the digit tests and .ci/run turn off really turn off.

using System.Runtime.Intrinsics;

namespace TorchSharp.Managed.Tests.Digits;

internal static class VectorPath
{
    /// <summary>The widest vectors that the processor computes with here: 512, 256, 128 or 0 bits.</summary>
    public static string Run() => Vector512.IsHardwareAccelerated ? "512" : Vector256.IsHardwareAccelerated ? "256" : Vector128.IsHardwareAccelerated ? "128" : "0";
}
