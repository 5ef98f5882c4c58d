// The bytes under one or more tensors. Views share a storage; the graph of autograd holds it too.
//
// Small ones are plain arrays that the garbage collector takes back like any object: no finalizer, nothing to count.
// Those of 64 kB and more come from the BufferPool and go back to it on three ways: the last handle is disposed, backward releases the graph,
// or nobody holds the storage any longer and its finalizer runs. So `using` and dispose scopes speed things up and are never needed.
//
// A buffer is a managed array, and a tensor that is used after its disposal is refused by its handle. Kernels reach the elements through references without
// bounds checks, so the shapes that they are given must be right: every operation checks them first.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

internal class Storage
{
    /// <summary>From this size on (in bytes) buffers are pooled. Below it an array costs less than its bookkeeping.</summary>
    internal const int PooledFrom = 64 * 1024;

    /// <summary>The largest tensor: what one .NET array can hold.</summary>
    internal static readonly long MaxBytes = Array.MaxLength - BufferPool.Alignment;

    private readonly byte[] _bytes;
    private readonly int _start;

    protected Storage(byte[] bytes, int start) => (_bytes, _start) = (bytes, start);

    /// <summary>Counts the in-place writes, so that backward can tell that a saved value is no longer what the forward pass saw.</summary>
    internal int Version { get; set; }

    /// <summary>At most MaxBytes: whoever knows the shape has checked (Shapes.Numel).</summary>
    internal static Storage Allocate(long bytes, bool zeroed)
    {
        if (bytes >= PooledFrom)
        {
            return PooledStorage.Rent((int)bytes, zeroed);
        }
        return new Storage(zeroed ? new byte[bytes] : GC.AllocateUninitializedArray<byte>((int)bytes), 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref T At<T>(long element) where T : unmanaged =>
        ref Unsafe.Add(ref Unsafe.As<byte, T>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), _start)), (nint)element);

    /// <summary>A further handle (a tensor, or the graph) holds this storage.</summary>
    internal virtual void Retain()
    {
    }

    /// <summary>A handle lets go. After the last one the buffer may serve another tensor.</summary>
    internal virtual void Release()
    {
    }
}
