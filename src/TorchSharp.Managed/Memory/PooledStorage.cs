// A storage whose buffer belongs to the BufferPool. It counts its handles; the finalizer is the safety net for those that were never disposed.

namespace TorchSharp;

internal sealed class PooledStorage : Storage
{
    private byte[]? _buffer;
    private int _handles;

    private PooledStorage(byte[] buffer, int start) : base(buffer, start) => _buffer = buffer;

    ~PooledStorage() => GiveBack();

    internal static PooledStorage Rent(int bytes, bool zeroed)
    {
        var buffer = BufferPool.Shared.Rent(bytes);
        var start = BufferPool.AlignedStart(buffer);
        if (zeroed)
        {
            buffer.AsSpan(start, bytes).Clear();
        }
        return new PooledStorage(buffer, start);
    }

    internal override void Retain() => Interlocked.Increment(ref _handles);

    internal override void Release()
    {
        if (Interlocked.Decrement(ref _handles) == 0)
        {
            GC.SuppressFinalize(this);
            GiveBack();
        }
    }

    private void GiveBack()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            BufferPool.Shared.Return(buffer);
        }
    }
}
