using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Batches for a model that guesses hidden tokens: each text by itself, in a new order and with other tokens hidden in each epoch. Only hidden places have labels, so that the loss is theirs alone.</summary>
public sealed class MaskedBatches : IBatchSource
{
    private readonly IReadOnlyList<int[]> _texts;
    private readonly TokenMasking _masking;
    private readonly int _rows;
    private readonly long _paddingId;
    private readonly long _seed;

    /// <param name="texts">Token ids, one text or more, each no longer than the model's positions.</param>
    /// <param name="rows">B: texts of a batch.</param>
    public MaskedBatches(IReadOnlyList<int[]> texts, TokenMasking masking, int rows, long paddingId, long seed)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(masking);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        (_texts, _masking, _rows, _paddingId, _seed) = (texts.Count > 0 ? texts : throw new ArgumentException("texts: expected at least one"), masking, rows, paddingId, seed);
    }

    /// <inheritdoc/>
    public IEnumerable<Batch> Epoch(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        using var generator = Seeds.Generator(_seed, 5, epoch);
        var hidden = Seeds.Permutation(_texts.Count, generator).Select(i => _masking.Hide(_texts[i], generator)).ToArray();
        return hidden.Chunk(_rows).Select(rows => new Batch(
            null,
            Batch.Padded([.. rows.Select(row => row.Input)], _paddingId),
            Batch.Padded([.. rows.Select(row => row.Labels)], Batch.Ignored),
            rows.Sum(row => row.Labels.LongCount(label => label != Batch.Ignored))));
    }
}
