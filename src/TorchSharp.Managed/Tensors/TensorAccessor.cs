// The elements of a tensor as C# sees them: in row-major order, whatever the tensor's layout. What is written reaches the tensor, views included.

using System.Collections;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor in row-major order, for reading and writing. It is the tensor itself, and ends with the tensor's disposal.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor _tensor;

    internal TensorAccessor(torch.Tensor tensor) => _tensor = tensor;

    public long Count => _tensor.Count;

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get => _tensor.Live("data").At<T>(Place(indices));
        set
        {
            _tensor.Live("data").At<T>(Place(indices)) = value;
            _tensor.Storage.Version++;
        }
    }

    public T[] ToArray()
    {
        using var off = new GradMode(false);
        var dense = _tensor.AsDense("data");
        var result = dense.Span<T>().ToArray();
        GC.KeepAlive(dense);
        return result;
    }

    /// <summary>A C# array of as many dimensions as the tensor has; of a single number one of length 1.</summary>
    public Array ToNDArray()
    {
        var values = ToArray();
        if (_tensor.Rank < 2)
        {
            return values;
        }
        var result = Array.CreateInstance(typeof(T), _tensor.Sizes);
        var bytes = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(result), (int)(Count * _tensor.ElementSize));
        MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(bytes);
        return result;
    }

    /// <summary>Copies elements from tensorIndex on into the array from arrayIndex on, as many as both have.</summary>
    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(NotNull(array).AsSpan(), arrayIndex, tensorIndex);

    /// <inheritdoc cref="CopyTo(T[], int, long)"/>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        _tensor.Live("data");
        for (long i = RequireStart(arrayIndex, tensorIndex); i < Count && arrayIndex < array.Length; i++)
        {
            array[arrayIndex++] = _tensor.At<T>(Place(i));
        }
    }

    /// <summary>Writes the array's elements from arrayIndex on into the tensor from tensorIndex on, as many as both have.</summary>
    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)NotNull(array), arrayIndex, tensorIndex);

    /// <inheritdoc cref="CopyFrom(T[], int, long)"/>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        _tensor.Live("data");
        for (long i = RequireStart(arrayIndex, tensorIndex); i < Count && arrayIndex < array.Length; i++)
        {
            _tensor.At<T>(Place(i)) = array[arrayIndex++];
        }
        _tensor.Storage.Version++;
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
        {
            yield return _tensor.Live("data").At<T>(Place(i));
        }
    }

    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Equal are accessors of one tensor.</summary>
    public override bool Equals(object? obj) => obj is TensorAccessor<T> other && ReferenceEquals(_tensor, other._tensor);

    public override int GetHashCode() => _tensor.GetHashCode();

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) => NotNull(left).Equals(right);

    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !NotNull(left).Equals(right);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static long RequireStart(int arrayIndex, long tensorIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(arrayIndex);
        ArgumentOutOfRangeException.ThrowIfNegative(tensorIndex);
        return tensorIndex;
    }

    /// <summary>Where the i-th element lies, counted from the tensor's first one.</summary>
    private long Place(long i)
    {
        if (_tensor.Dense)
        {
            return i;
        }
        long at = 0;
        for (var d = _tensor.Rank - 1; d >= 0; d--)
        {
            at += i % _tensor.Sizes[d] * _tensor.Strides[d];
            i /= _tensor.Sizes[d];
        }
        return at;
    }

    private long Place(long[] indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
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
            at += indices[d] * _tensor.Strides[d];
        }
        return at;
    }
}
