using System.Collections.Concurrent;

namespace TinyTransformer;

/// <summary>The ids of words that were encoded before. Words repeat: in English prose most of the work is done after some thousand different ones. Bounded, so that it never grows with the text.</summary>
internal sealed class WordCache
{
    private const int Words = 1 << 16;
    private const int LongestWord = 64; // chars

    private readonly ConcurrentDictionary<string, int[]> _ids = new(StringComparer.Ordinal);
    private int _free = Words;

    public int[] GetOrAdd(ReadOnlySpan<char> word, Func<string, int[]> encode)
    {
        if (word.Length <= LongestWord && _ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var known))
        {
            return known;
        }
        var text = word.ToString();
        var ids = encode(text);
        if (word.Length <= LongestWord && Interlocked.Decrement(ref _free) >= 0)
        {
            _ids.TryAdd(text, ids);
        }
        return ids;
    }
}
