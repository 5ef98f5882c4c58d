// What makes decoding a text of T tokens cost O(T) forward passes of one token instead of O(T) passes of up to T: the keys and values of the past do not change, so
// they are kept.

using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// The past of one decoding run, for all blocks of a model. Made by a model's <c>NewCache()</c>, and handed to its <c>forward</c> again and again.
/// </summary>
public sealed class KeyValueCache : IDisposable
{
    private Tensor? _isToken;

    /// <param name="capacity">The most positions; null: the config's <see cref="TransformerConfig.MaxPositions"/>.</param>
    public KeyValueCache(TransformerConfig config, long? capacity = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        Capacity = capacity ?? config.MaxPositions;
        ArgumentOutOfRangeException.ThrowIfLessThan(Capacity, 1, nameof(capacity));
        Layers = [.. Enumerable.Range(0, config.NumLayers).Select(_ => new LayerCache(Capacity))];
    }

    /// <summary>The most positions that fit.</summary>
    public long Capacity { get; }

    /// <summary>One part for each block.</summary>
    public IReadOnlyList<LayerCache> Layers { get; }

    /// <summary>Positions so far.</summary>
    public long Length => Layers[0].Length;

    /// <summary>Bytes of all buffers.</summary>
    public long Bytes => Layers.Sum(layer => layer.Bytes);

    /// <summary>Forgets the positions from <paramref name="length"/> on, to try another continuation.</summary>
    public void Truncate(long length)
    {
        foreach (var layer in Layers)
        {
            layer.Truncate(length);
        }
        if (_isToken?.shape[1] > length)
        {
            Keep(_isToken.narrow(1, 0, length));
        }
    }

    /// <inheritdoc cref="LayerCache.Reorder"/>
    public void Reorder(Tensor order)
    {
        ArgumentNullException.ThrowIfNull(order);
        foreach (var layer in Layers)
        {
            layer.Reorder(order);
        }
        if (_isToken is not null)
        {
            Keep(_isToken.index_select(0, order));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var layer in Layers)
        {
            layer.Dispose();
        }
        _isToken?.Dispose();
    }

    /// <exception cref="ArgumentException">The new tokens do not fit.</exception>
    internal void RequireRoom(Tensor ids)
    {
        var (_, T) = ids.Dims2();
        if (Length + T > Capacity)
        {
            throw new ArgumentException($"ids: the cache holds {Capacity} positions: {Length} are taken, {T} more do not fit");
        }
    }

    /// <summary>Which of all positions so far, the new ones among them, are tokens and not padding.</summary>
    /// <param name="isToken">(B, T) of Bool, for the new ones.</param>
    /// <returns>(B, Length + T).</returns>
    internal Tensor Extend(Tensor isToken)
    {
        Keep(_isToken is null ? isToken : cat([_isToken, isToken], 1));
        return _isToken!;
    }

    private void Keep(Tensor isToken)
    {
        var old = _isToken;
        _isToken = isToken.DetachFromDisposeScope();
        old?.Dispose();
    }
}
