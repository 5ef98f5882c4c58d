// Batches for a model that predicts the next token. To train, all texts form one stream that is cut into windows; to measure, each text is read by itself and every token is predicted once.

namespace TinyTransformer;

/// <summary>Windows of texts for a GPT.</summary>
public sealed class TextBatches : IBatchSource
{
    private readonly IReadOnlyList<int[]> _texts;
    private readonly int _window;
    private readonly int _rows;
    private readonly long _paddingId;
    private readonly long? _seed;

    private TextBatches(IReadOnlyList<int[]> texts, int window, int rows, long paddingId, long? seed)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        if (texts.Count == 0 || texts.Any(text => text.Length < 2))
        {
            throw new ArgumentException("texts: expected at least one, each of two tokens or more");
        }
        (_texts, _window, _rows, _paddingId, _seed) = (texts, window, rows, paddingId, seed);
    }

    /// <summary>To train: in each epoch the texts in a new order as one stream, cut at a drawn offset into windows; the windows in a drawn order. Every token but the stream's first is predicted once in an epoch.</summary>
    /// <param name="texts">Token ids, with the tokens that begin and end a text.</param>
    /// <param name="window">T: positions of a row, 2 or more.</param>
    /// <param name="rows">B: rows of a batch.</param>
    public static TextBatches Stream(IReadOnlyList<int[]> texts, int window, int rows, long paddingId, long seed) => new(texts, window, rows, paddingId, seed);

    /// <summary>To measure: each text by itself, and each token but its first predicted once. A text longer than the window is read in windows that overlap by half, of which only the new half counts,
    /// so that every token is predicted from its text's beginning or from half a window at least.</summary>
    /// <inheritdoc cref="Stream"/>
    public static TextBatches Whole(IReadOnlyList<int[]> texts, int window, int rows, long paddingId) => new(texts, window, rows, paddingId, null);

    /// <inheritdoc/>
    public IEnumerable<Batch> Epoch(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        var windows = _seed is { } seed ? StreamWindows(seed, epoch) : [.. _texts.SelectMany(TextWindows).OrderBy(window => window.Ids.Length)];
        return windows.Chunk(_rows).Select(rows => Batch.OfTexts([.. rows.Select(row => row.Ids)], _paddingId, [.. rows.Select(row => row.Seen)]));
    }

    private (int[] Ids, int Seen)[] StreamWindows(long seed, int epoch)
    {
        using var generator = Seeds.Generator(seed, 3, epoch);
        int[] stream = [.. Seeds.Permutation(_texts.Count, generator).SelectMany(i => _texts[i])];
        var first = 1 + Seeds.Numbers(1, _window, generator)[0];                     // the first window is the rest before the offset
        var ends = new List<int>();
        for (var end = Math.Min(first, stream.Length - 1); ends.Count == 0 || ends[^1] < stream.Length - 1; end = Math.Min(end + _window, stream.Length - 1))
        {
            ends.Add(end);
        }
        var windows = ends.Select((end, i) => (Ids: stream[(i == 0 ? 0 : ends[i - 1])..(end + 1)], Seen: 0)).ToArray();
        return [.. Seeds.Permutation(windows.Length, generator).Select(i => windows[i])];
    }

    private IEnumerable<(int[] Ids, int Seen)> TextWindows(int[] text)
    {
        for (var (start, seen) = (0, 0); start + seen < text.Length - 1;)
        {
            var end = Math.Min(start + _window, text.Length - 1);
            yield return (text[start..(end + 1)], seen);
            var next = Math.Max(start + 1, end - _window / 2);
            (start, seen) = (next, end - next);
        }
    }
}
