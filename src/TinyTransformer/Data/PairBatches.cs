// Sentences of like length together: a batch is as wide as its longest row, and what fills the others up is computed for nothing. Batches are cut by tokens, as in the paper (section 5.1).

namespace TinyTransformer;

/// <summary>Batches of pairs for an encoder-decoder, bucketed by length, in a new order each epoch.</summary>
/// <remarks>
/// The pairs are shuffled; each pool of some batches' worth is sorted by length (the shuffle decides among equals) and cut; then the batches are shuffled. A pool, and not all: sentences meet others in each epoch.
/// Every pair is in exactly one batch of an epoch.
/// </remarks>
public sealed class PairBatches : IBatchSource
{
    private const int BatchesInPool = 20;

    private readonly Func<int, IReadOnlyList<SequencePair>> _pairsOfEpoch;
    private readonly long _paddingId;
    private readonly int _tokens;
    private readonly long? _seed;

    private PairBatches(Func<int, IReadOnlyList<SequencePair>> pairsOfEpoch, long paddingId, int tokens, long? seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1);
        (_pairsOfEpoch, _paddingId, _tokens, _seed) = (pairsOfEpoch, paddingId, tokens, seed);
    }

    /// <summary>Batches of a corpus.</summary>
    /// <param name="pairs">One or more.</param>
    /// <param name="tokens">The most places of a batch on either side, filled-up ones included; a pair that is longer by itself makes a batch of its own.</param>
    /// <param name="seed">For the order; null: the order of lengths, the same in each epoch, as evaluation wants it.</param>
    public static PairBatches Of(IReadOnlyList<SequencePair> pairs, long paddingId, int tokens, long? seed)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return pairs.Count > 0 ? new(_ => pairs, paddingId, tokens, seed) : throw new ArgumentException("pairs: expected at least one");
    }

    /// <summary>Batches of a task whose pairs are drawn anew for each epoch.</summary>
    /// <param name="pairsInEpoch">How many are drawn for an epoch.</param>
    /// <param name="tokens">The most places of a batch on either side.</param>
    public static PairBatches Drawn(SyntheticTask task, PairEncoder encoder, int pairsInEpoch, int tokens, long seed)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentOutOfRangeException.ThrowIfLessThan(pairsInEpoch, 1);
        return new(epoch => [.. task.Draw(pairsInEpoch, Seeds.Of(seed, 1, epoch)).Select(encoder.Encode)], encoder.PaddingId, tokens, seed);
    }

    /// <inheritdoc/>
    public IEnumerable<Batch> Epoch(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        return Groups(epoch).Select(group => Batch.OfPairs(group, _paddingId));
    }

    /// <summary>Which pairs form a batch; nothing is made of them yet, so that batches can be passed over at no cost.</summary>
    internal IReadOnlyList<IReadOnlyList<SequencePair>> Groups(int epoch)
    {
        var pairs = _pairsOfEpoch(epoch);
        if (_seed is not { } seed)
        {
            return [.. Cut([.. pairs.OrderBy(pair => pair.Length)])];
        }
        using var generator = Seeds.Generator(seed, 2, epoch);
        var shuffled = Seeds.Permutation(pairs.Count, generator).Select(i => pairs[i]).ToArray();
        var inPool = Math.Max(1, (int)(BatchesInPool * _tokens / Math.Max(1, pairs.Average(pair => pair.Length))));
        var groups = shuffled.Chunk(inPool).SelectMany(pool => Cut([.. pool.OrderBy(pair => pair.Length)])).ToArray();
        return [.. Seeds.Permutation(groups.Length, generator).Select(i => groups[i])];
    }

    private IEnumerable<IReadOnlyList<SequencePair>> Cut(SequencePair[] sorted)
    {
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && sorted[end].Length * (end + 1 - start) <= _tokens)        // the last one is the longest
            {
                end++;
            }
            yield return sorted[start..end];
            start = end;
        }
    }
}
