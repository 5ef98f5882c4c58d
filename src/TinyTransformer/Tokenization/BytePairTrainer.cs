// Byte-pair encoding's learning loop: count the pairs of neighbours, merge the most frequent one, repeat.
// Source: Sennrich et al. 2016 (arXiv 1508.07909), section 3.2, algorithm 1; on bytes, as in Radford et al. 2019, section 2.2. Deviations from the former: bytes instead of characters, and no
// end-of-word symbol, since a word begins with its space (PreTokenizer). Their loop counts everything anew for each merge; here the counts are kept and only what a merge touches changes.

using System.Text;

namespace TinyTransformer;

/// <summary>Learns merges one by one, so that each can be looked at. <see cref="BytePairTokenizer.Train"/> does it all at once.</summary>
/// <remarks>
/// Each step merges the pair with the highest count; of several, the one whose left token has the lowest id, then the right one. Ids: the 256 bytes, then the merges in order.
/// Overlapping pairs count (aaa has two of aa), and are merged from the left. Time: near linear in the bytes of the different words plus what the merges touch.
/// </remarks>
public sealed class BytePairTrainer
{
    private const int Gone = -1;                            // a place whose symbol went into its left neighbour

    private readonly List<(string Text, int Start, int End, long Count)> _words = [];
    private readonly List<VocabularyEntry> _entries = [.. Enumerable.Range(0, 256).Select(b => VocabularyEntry.Of([(byte)b]))];
    private readonly List<BytePairMerge> _merges = [];

    // All words one after the other, a symbol each place. Words are apart since next and previous end with them.
    private readonly int[] _symbols, _next, _previous;
    private readonly int[] _wordAt;

    private readonly Dictionary<(int Left, int Right), PairPlaces> _pairs = [];
    private readonly PriorityQueue<(int Left, int Right), (long Count, int Left, int Right)> _queue = new(Comparer<(long Count, int Left, int Right)>.Create(
        (a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : a.Left != b.Left ? a.Left.CompareTo(b.Left) : a.Right.CompareTo(b.Right)));

    /// <summary>A trainer that has merged nothing yet.</summary>
    /// <param name="texts">At least one character. No merge crosses the words of <see cref="PreTokenizer"/>.</param>
    public BytePairTrainer(IEnumerable<string> texts)
    {
        var bytes = new List<byte>();
        foreach (var (word, count) in WellFormed.Texts(texts).SelectMany(PreTokenizer.Split).CountBy(word => word, StringComparer.Ordinal))
        {
            var start = bytes.Count;
            bytes.AddRange(Encoding.UTF8.GetBytes(word));
            _words.Add((word, start, bytes.Count, count));
        }
        if (_words.Count == 0)
        {
            throw new ArgumentException("texts: expected at least one character");
        }
        _symbols = [.. bytes.Select(b => (int)b)];
        (_next, _previous, _wordAt) = (new int[bytes.Count], new int[bytes.Count], new int[bytes.Count]);
        for (var word = 0; word < _words.Count; word++)
        {
            for (var (i, end) = (_words[word].Start, _words[word].End); i < end; i++)
            {
                (_wordAt[i], _previous[i], _next[i]) = (word, i > _words[word].Start ? i - 1 : Gone, i + 1 < end ? i + 1 : Gone);
                AddPair(i);
            }
        }
        foreach (var pair in _pairs.Keys)
        {
            Enqueue(pair);
        }
    }

    /// <summary>What was learned so far, in order.</summary>
    public IReadOnlyList<BytePairMerge> Merges => _merges;

    /// <summary>The different words, in the order of their first places, with their counts and as which tokens they stand now.</summary>
    public IEnumerable<(string Word, long Count, IReadOnlyList<string> Pieces)> Words => _words.Select(word => (word.Text, word.Count, (IReadOnlyList<string>)[.. Pieces(word.Start)]));

    /// <summary>The pairs that could be merged next, the best first.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<BytePairMerge> Candidates(int count) => [.. _pairs
        .Where(pair => pair.Value.Count > 0)
        .OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Key)
        .Take(count)
        .Select(pair => Merge(pair.Key, pair.Value.Count).Merge)];

    /// <summary>Merges the most frequent pair.</summary>
    /// <returns>What was merged, with its count; null where every word is one token.</returns>
    public BytePairMerge? MergeNext()
    {
        while (_queue.TryDequeue(out var pair, out var priority))
        {
            if (_pairs.GetValueOrDefault(pair) is not { Count: > 0 } places)
            {
                continue;
            }
            if (places.Count < priority.Count)                              // other merges took some of its places since
            {
                Enqueue(pair);
                continue;
            }
            var (merge, entry) = Merge(pair, places.Count);
            _merges.Add(merge);
            _entries.Add(entry);
            Apply(pair, merge.Id, places.Places);
            return merge;
        }
        return null;
    }

    /// <summary>A tokenizer with the merges so far.</summary>
    /// <param name="specials">Special tokens; their ids come after the merges'.</param>
    public BytePairTokenizer ToTokenizer(params string[] specials) => new([.. _entries, .. Vocabulary.SpecialEntries(specials)], [.. _merges]);

    // No two merges give the same bytes: a stretch of a word whose ends no merge has crossed was merged as if it stood alone, so at any time all such stretches of the same bytes look alike.
    private (BytePairMerge Merge, VocabularyEntry Entry) Merge((int Left, int Right) pair, long count)
    {
        var (left, right) = (_entries[pair.Left], _entries[pair.Right]);
        var entry = VocabularyEntry.Of([.. left.Bytes, .. right.Bytes]);
        return (new BytePairMerge(pair.Left, pair.Right, _entries.Count, left.Text, right.Text, entry.Text, count), entry);
    }

    private void Apply((int Left, int Right) pair, int id, List<int> places)
    {
        var made = new HashSet<(int, int)>();
        foreach (var i in places)                                           // in rising order, so that aaa merges from the left
        {
            var right = _next[i];
            if (_symbols[i] != pair.Left || right == Gone || _symbols[right] != pair.Right)
            {
                continue;
            }
            var (before, after) = (_previous[i], _next[right]);
            RemovePair(before);
            RemovePair(i);
            RemovePair(right);
            (_symbols[i], _symbols[right], _next[i]) = (id, Gone, after);
            if (before != Gone)
            {
                AddPair(before);
                made.Add((_symbols[before], id));
            }
            if (after != Gone)
            {
                _previous[after] = i;
                AddPair(i);
                made.Add((id, _symbols[after]));
            }
        }
        _pairs.Remove(pair);
        foreach (var newPair in made)
        {
            Enqueue(newPair);
        }
    }

    private void AddPair(int i)
    {
        if (i != Gone && _next[i] != Gone)
        {
            var key = (_symbols[i], _symbols[_next[i]]);
            if (!_pairs.TryGetValue(key, out var places))
            {
                _pairs.Add(key, places = new PairPlaces());
            }
            places.Count += _words[_wordAt[i]].Count;
            places.Places.Add(i);
        }
    }

    private void RemovePair(int i)
    {
        if (i != Gone && _next[i] != Gone)
        {
            _pairs[(_symbols[i], _symbols[_next[i]])].Count -= _words[_wordAt[i]].Count;
        }
    }

    private void Enqueue((int Left, int Right) pair)
    {
        if (_pairs.GetValueOrDefault(pair) is { Count: > 0 } places)
        {
            _queue.Enqueue(pair, (places.Count, pair.Left, pair.Right));
        }
    }

    private IEnumerable<string> Pieces(int place)
    {
        for (; place != Gone; place = _next[place])
        {
            yield return _entries[_symbols[place]].Text;
        }
    }

    // The places may be out of date (a symbol there has been merged since); the count never is.
    private sealed class PairPlaces
    {
        public long Count { get; set; }

        public List<int> Places { get; } = [];
    }
}
