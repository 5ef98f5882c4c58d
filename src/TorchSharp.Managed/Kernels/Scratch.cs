// A thread's own working memory for kernels, kept from call to call unless it is huge, and beginning on the boundary of a vector: a load across two cache lines
// takes twice as long.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Who uses a buffer: two users at work at the same time on one thread need two.</summary>
internal enum Slot
{
    Panels,
    Rows,
    Tile,
    Strip,
    Scores,
    Slopes,
}

internal static class Scratch
{
    private const int Alignment = 64;

    /// <summary>Buffers of more bytes than this are not kept: the garbage collector takes them back.</summary>
    internal const int KeptUpTo = 32 << 20;

    [ThreadStatic]
    private static byte[]?[]? s_buffers;

    /// <summary>Room for so many elements, which hold anything.</summary>
    internal static ref T Rent<T>(Slot slot, long count) where T : unmanaged
    {
        var buffers = s_buffers ??= new byte[]?[Enum.GetValues<Slot>().Length];
        var bytes = checked((int)(count * Unsafe.SizeOf<T>() + Alignment));
        var buffer = buffers[(int)slot];
        if (buffer is null || buffer.Length < bytes)
        {
            buffer = GC.AllocateUninitializedArray<byte>(bytes, pinned: true);
            buffers[(int)slot] = bytes <= KeptUpTo ? buffer : buffers[(int)slot];
        }
        return ref Unsafe.As<byte, T>(ref buffer[(int)(-Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0) & (Alignment - 1))]);
    }
}
