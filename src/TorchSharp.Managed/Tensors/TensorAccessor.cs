// The elements of a tensor as C# sees them.

using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor in row-major order. It holds the tensor's storage, and outlives its disposal no more than the tensor does.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor _tensor;

    internal TensorAccessor(torch.Tensor tensor) => _tensor = tensor;

    public long Count => _tensor.Count;

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get => _tensor.Span<T>()[Place(indices)];
        set
        {
            _tensor.Span<T>()[Place(indices)] = value;
            _tensor.Storage.Version++;
        }
    }

    public T[] ToArray()
    {
        var result = _tensor.Span<T>().ToArray();
        GC.KeepAlive(_tensor);
        return result;
    }

    /// <summary>A C# array of as many dimensions as the tensor has.</summary>
    public Array ToNDArray()
    {
        if (_tensor.Rank == 0)
        {
            throw new InvalidOperationException("ToNDArray: a tensor without dimensions is no array; use item()");
        }
        var result = Array.CreateInstance(typeof(T), _tensor.Sizes);
        var bytes = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(result), (int)(Count * _tensor.ElementSize));
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(_tensor.Span<T>()).CopyTo(bytes);
        GC.KeepAlive(_tensor);
        return result;
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return _tensor.At<T>(i);
        }
    }

    public void Dispose() => GC.SuppressFinalize(this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Place(long[] indices)
    {
        if (indices.Length != _tensor.Rank)
        {
            throw new ArgumentException($"data: {indices.Length} index(es) for {Fail.Show(_tensor.Sizes)}");
        }
        long at = 0;
        for (var d = 0; d < indices.Length; d++)
        {
            if (indices[d] < 0 || indices[d] >= _tensor.Sizes[d])
            {
                throw new ArgumentOutOfRangeException(nameof(indices), $"data: index {indices[d]} is out of range for dimension {d} of {Fail.Show(_tensor.Sizes)}");
            }
            at = at * _tensor.Sizes[d] + indices[d];
        }
        return checked((int)at);
    }
}
