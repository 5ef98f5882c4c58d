// Blocks of lanes of which the last of a row may be short, for kernels that read or write several rows side by side.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp;

internal static class Blocks
{
    /// <summary>A block, or what is left of one at the end of a row (then with 0 in the other lanes).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Load<T>(ref T first, nint at, int count) where T : unmanaged =>
        count == Lanes.Count<T>() ? Lanes.Load(ref first, at) : Lanes.LoadPartial(ref first, at, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store<T>(Vector512<T> block, ref T first, nint at, int count) where T : unmanaged
    {
        if (count == Lanes.Count<T>())
        {
            Lanes.Store(block, ref first, at);
        }
        else
        {
            Lanes.StorePartial(block, ref first, at, count);
        }
    }

    /// <summary>One number in all lanes; rounded to float32 where that is the type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> All<T>(double value) where T : unmanaged => Bits512<T>.Constant(value);
}
