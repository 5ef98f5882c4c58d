using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// The keys and values that one block has computed already. Those of self-attention grow by a position a step, in buffers that are written in place; those of
/// cross-attention are computed once.
/// </summary>
/// <param name="capacity">The most positions that fit.</param>
public sealed class LayerCache(long capacity) : IDisposable
{
    private Tensor? _keys, _values;

    /// <summary>Positions whose keys and values are here.</summary>
    public long Length { get; private set; }

    /// <summary>Keys and values of the source, (B, Hkv, S, Dh) each, once they were asked for.</summary>
    public (Tensor Keys, Tensor Values)? Cross { get; private set; }

    /// <summary>Bytes that the buffers take, whatever part of them is in use.</summary>
    public long Bytes => new[] { _keys, _values, Cross?.Keys, Cross?.Values }.Sum(tensor => tensor is null ? 0 : tensor.numel() * tensor.ElementSize);

    /// <summary>Puts new positions behind the old ones.</summary>
    /// <param name="added">(B, Hkv, T, Dh) each.</param>
    /// <returns>All keys and values so far, (B, Hkv, Length, Dh) each: views of the buffers.</returns>
    /// <exception cref="InvalidOperationException">They do not fit any more.</exception>
    public (Tensor Keys, Tensor Values) Extend((Tensor Keys, Tensor Values) added)
    {
        var (keys, values) = added;
        var (B, H, T, Dh) = keys.Dims4();
        if (Length + T > capacity)
        {
            throw new InvalidOperationException($"The cache holds {capacity} positions: {Length} are taken, {T} more do not fit");
        }
        using var off = no_grad();
        _keys ??= zeros([B, H, capacity, Dh], keys.dtype, keys.device).DetachFromDisposeScope();
        _values ??= zeros([B, H, capacity, Dh], values.dtype, values.device).DetachFromDisposeScope();
        _keys.narrow(2, Length, T).copy_(keys);
        _values.narrow(2, Length, T).copy_(values);
        Length += T;
        return (_keys.narrow(2, 0, Length), _values.narrow(2, 0, Length));
    }

    /// <summary>The source's keys and values: computed when first asked for, and then kept.</summary>
    public (Tensor Keys, Tensor Values) Once(Func<(Tensor Keys, Tensor Values)> project)
    {
        ArgumentNullException.ThrowIfNull(project);
        if (Cross is null)
        {
            var (keys, values) = project();
            Cross = (keys.DetachFromDisposeScope(), values.DetachFromDisposeScope());
        }
        return Cross.Value;
    }

    /// <summary>Forgets the positions from <paramref name="length"/> on.</summary>
    public void Truncate(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = Math.Min(Length, length);
    }

    /// <summary>Sequence b of the batch goes on from what is now sequence order[b], as a beam search wants it.</summary>
    /// <param name="order">(B') of Int64.</param>
    public void Reorder(Tensor order)
    {
        using var off = no_grad();
        _keys = Chosen(_keys, order);
        _values = Chosen(_values, order);
        Cross = Cross is { } cross ? (Chosen(cross.Keys, order)!, Chosen(cross.Values, order)!) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _keys?.Dispose();
        _values?.Dispose();
        Cross?.Keys.Dispose();
        Cross?.Values.Dispose();
    }

    private static Tensor? Chosen(Tensor? old, Tensor order)
    {
        var chosen = old?.index_select(0, order).DetachFromDisposeScope();
        old?.Dispose();
        return chosen;
    }
}
