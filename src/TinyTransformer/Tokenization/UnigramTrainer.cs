// The unigram model's learning loop: begin with far too many pieces, fit their probabilities, drop those that are missed the least, repeat.
// Source: Kudo 2018 (arXiv 1804.10959), section 3.2. Where the paper is open, or we deviate:
// - The seeds are all substrings of words that occur twice or more, the best by count · length (as the paper says; found by counting, not by a suffix array).
// - The loss of a piece is taken as its expected count times what its best other cut costs in log probability, as if no other probability changed; the exact loss would need EM for each piece.
// - No piece's count falls below a thousandth, so that every logarithm is finite.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Learns a unigram model step by step, so that each can be looked at. <see cref="UnigramTokenizer.Train"/> does it all at once.</summary>
/// <remarks>Of two pieces that would be missed alike, the one that comes later in ordinal order is dropped.</remarks>
public sealed class UnigramTrainer
{
    private const int LongestPiece = 16;                    // chars
    private const double LeastCount = 1e-3;
    private const double Shrinking = 0.8;                   // what a round of pruning keeps, at least (the paper's η)

    private readonly List<(string Text, long Count, (int Start, int End, int Piece)[] Edges)> _words = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);    // those that are still in
    private readonly string[] _pieces;                      // the characters, then the longer ones
    private readonly double[] _probabilities;               // 0: dropped
    private double[] _counts;                               // expected, of the last E step

    /// <summary>A trainer with all seeds, each with a probability in proportion to its count.</summary>
    /// <param name="texts">At least one character. No piece crosses the words of <see cref="PreTokenizer"/>.</param>
    /// <param name="seeds">How many pieces of two characters or more to begin with, at most.</param>
    public UnigramTrainer(IEnumerable<string> texts, int seeds = 50_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seeds);
        var words = WellFormed.Texts(texts).SelectMany(PreTokenizer.Split).CountBy(word => word, StringComparer.Ordinal).ToList();
        if (words.Count == 0)
        {
            throw new ArgumentException("texts: expected at least one character");
        }
        var substrings = Substrings(words);
        var characters = substrings.Where(pair => IsCharacter(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var longer = substrings
            .Where(pair => !IsCharacter(pair.Key) && pair.Value > 1)
            .OrderByDescending(pair => pair.Value * pair.Key.Length).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(seeds);
        CharacterCount = characters.Count;
        KeyValuePair<string, long>[] all = [.. characters, .. longer];
        _pieces = [.. all.Select(pair => pair.Key)];
        _counts = [.. all.Select(pair => (double)pair.Value)];
        _probabilities = new double[_pieces.Length];
        Normalise();
        for (var i = 0; i < _pieces.Length; i++)
        {
            _ids.Add(_pieces[i], i);
        }
        foreach (var (word, count) in words)
        {
            _words.Add((word, count, [.. Edges(word)]));
        }
    }

    /// <summary>How many different characters the texts have. They stay pieces throughout.</summary>
    public int CharacterCount { get; }

    /// <summary>How many pieces there are now.</summary>
    public int PieceCount => _ids.Count;

    /// <summary>The pieces now, with their probabilities, the most probable first.</summary>
    public IReadOnlyList<(string Piece, double Probability)> Pieces => [.. _ids
        .Select(pair => (Piece: pair.Key, Probability: _probabilities[pair.Value]))
        .OrderByDescending(pair => pair.Probability).ThenBy(pair => pair.Piece, StringComparer.Ordinal)];

    /// <summary>One step of expectation and maximisation: how often each piece is expected over all cuts of all words, and from that its new probability.</summary>
    /// <returns>The log likelihood of the texts (natural logarithm) under the probabilities before the step; it rises from step to step, until pieces are dropped.</returns>
    public double Maximise()
    {
        _counts = new double[_pieces.Length];
        var likelihoods = _words.Select(word => Expect(word.Text.Length, word.Count, word.Edges)).ToList();
        Normalise();
        var logarithms = Logarithms([.. likelihoods.Select(likelihood => likelihood.Mantissa), 2]);
        return _words.Select((word, i) => word.Count * (logarithms[i] + likelihoods[i].Exponent * logarithms[^1])).Sum();
    }

    /// <summary>Drops the pieces that would be missed the least: a fifth of them, or fewer where that is enough. Characters stay.</summary>
    /// <param name="pieces">How many are to be left in the end, not fewer than <see cref="CharacterCount"/>.</param>
    /// <returns>Whether any piece was dropped.</returns>
    public bool Prune(int pieces)
    {
        if (pieces < CharacterCount)
        {
            throw new ArgumentException($"pieces: expected at least {CharacterCount}, one for each character, got {pieces}");
        }
        var kept = Math.Max(pieces, (int)(PieceCount * Shrinking));
        if (kept >= PieceCount)
        {
            return false;
        }
        var logarithms = Logarithms([.. _probabilities.Select(p => p > 0 ? p : 1)]);
        var dropped = _ids.Values
            .Where(piece => piece >= CharacterCount)
            .Select(piece => (Piece: piece, Loss: _counts[piece] * (logarithms[piece] - BestOtherCut(piece, logarithms))))
            .OrderByDescending(pair => pair.Loss).ThenBy(pair => _pieces[pair.Piece], StringComparer.Ordinal)
            .Skip(Math.Max(0, kept - CharacterCount))
            .Select(pair => pair.Piece)
            .ToList();
        foreach (var piece in dropped)
        {
            _ids.Remove(_pieces[piece]);
            (_counts[piece], _probabilities[piece]) = (0, 0);
        }
        Normalise();
        foreach (ref var word in CollectionsMarshal.AsSpan(_words))
        {
            word.Edges = Array.FindAll(word.Edges, edge => _probabilities[edge.Piece] > 0);
        }
        return dropped.Count > 0;
    }

    /// <summary>A tokenizer with the pieces and probabilities of now.</summary>
    /// <param name="specials">Special tokens; their ids come first.</param>
    public UnigramTokenizer ToTokenizer(params string[] specials)
    {
        var pieces = Pieces;
        return UnigramTokenizer.Of([.. pieces.Select(pair => pair.Piece).Zip(Logarithms([.. pieces.Select(pair => pair.Probability)]))], specials);
    }

    // Forward and backward over the word: an edge's share of all cuts is what comes before it, times itself, times what comes after it, over everything.
    private Scaled Expect(int length, long count, (int Start, int End, int Piece)[] edges)
    {
        var (before, after) = (new Scaled[length + 1], new Scaled[length + 1]);
        (before[0], after[length]) = (Scaled.One, Scaled.One);
        foreach (var (start, end, piece) in edges)
        {
            before[end] += before[start] * _probabilities[piece];
        }
        for (var i = edges.Length - 1; i >= 0; i--)
        {
            var (start, end, piece) = edges[i];
            after[start] += after[end] * _probabilities[piece];
        }
        foreach (var (start, end, piece) in edges)
        {
            _counts[piece] += count * (before[start] * after[end] * _probabilities[piece] / before[length]);
        }
        return before[length];
    }

    private void Normalise()
    {
        var total = 0.0;
        for (var i = 0; i < _counts.Length; i++)
        {
            total += _counts[i] = IsIn(i) ? Math.Max(_counts[i], LeastCount) : 0;
        }
        for (var i = 0; i < _counts.Length; i++)
        {
            _probabilities[i] = _counts[i] / total;
        }
    }

    // Before the first piece is looked up, all are in.
    private bool IsIn(int piece) => _ids.Count == 0 || _ids.ContainsKey(_pieces[piece]);

    private double BestOtherCut(int piece, double[] logarithms)
    {
        var text = _pieces[piece];
        var best = new double[text.Length + 1];
        Array.Fill(best, double.NegativeInfinity, 1, text.Length);
        foreach (var edge in Edges(text).Where(edge => edge.Piece != piece))
        {
            best[edge.End] = Math.Max(best[edge.End], best[edge.Start] + logarithms[edge.Piece]);
        }
        return best[^1];
    }

    // By rising end: every edge into a place comes before the edges out of it.
    private IEnumerable<(int Start, int End, int Piece)> Edges(string word)
    {
        var ids = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var end = 1; end <= word.Length; end++)
        {
            for (var start = Math.Max(0, end - LongestPiece); start < end; start++)
            {
                if (ids.TryGetValue(word.AsSpan(start, end - start), out var piece))
                {
                    yield return (start, end, piece);
                }
            }
        }
    }

    private static Dictionary<string, long> Substrings(List<KeyValuePair<string, int>> words)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (word, count) in words)
        {
            for (var start = 0; start < word.Length; start++)
            {
                for (var end = start + 1; end <= Math.Min(word.Length, start + LongestPiece); end++)
                {
                    if (!char.IsLowSurrogate(word[start]) && !char.IsHighSurrogate(word[end - 1]))   // else half a character
                    {
                        CollectionsMarshal.GetValueRefOrAddDefault(lookup, word.AsSpan(start, end - start), out _) += count;
                    }
                }
            }
        }
        return counts;
    }

    private static bool IsCharacter(string piece) => piece.Length == 1 || piece.Length == 2 && char.IsHighSurrogate(piece[0]);

    // The engine's, since the system's logarithm differs from system to system.
    private static double[] Logarithms(double[] values) => tensor(values).log().data<double>().ToArray();
}
