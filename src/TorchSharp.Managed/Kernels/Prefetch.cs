// Asks the memory for what will be read soon. The hardware does so by itself where one long stream is read; a kernel that reads many short ones, such as the rows of a weight
// side by side, has to say where they go on. A hint: nothing depends on it but the time, it can't fail, and where there is no such instruction nothing happens.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp;

internal static class Prefetch
{
    /// <summary>The line of 64 bytes around x, into the first-level cache; where it is not wanted soon, the second-level cache still has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Line<T>(ref T x) where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref x));
        }
    }
}
