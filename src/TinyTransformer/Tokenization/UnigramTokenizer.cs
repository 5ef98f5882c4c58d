// The unigram language model. Source: Kudo 2018, "Subword Regularization" (arXiv 1804.10959), sections 3.2 and 3.3. Deviations: words are cut as GPT-2 cuts them (PreTokenizer), so that the two subword
// tokenizers differ in their principle alone; text is not normalised; and a character without a piece becomes its bytes (as SentencePiece's byte fallback does) instead of <unk>.

using System.Text;

namespace TinyTransformer;

/// <summary>
/// Each piece has a probability, and a word is cut where the product of its pieces is the largest. Characters that no piece has become bytes, so any well-formed text comes back as it was.
/// Explained in notebook 01.
/// </summary>
/// <remarks>
/// Ids: the special tokens as given, the 256 bytes, the pieces (after training by falling probability, of one probability in ordinal order). The fallback to bytes has the log probability of the least likely
/// piece - 10 for a character. Of two equally good cuts, the one with the longer last piece wins, and so on to the front. Encoding takes O(n · longest piece) for a word of n chars, and words
/// that were seen before are remembered.
/// </remarks>
public sealed class UnigramTokenizer : Tokenizer
{
    internal const string Kind = "unigram";

    private const double FallbackPenalty = 10;              // as in SentencePiece

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly double[] _logProbabilities;
    private readonly int _longest;
    private readonly double _fallback;
    private readonly WordCache _cache = new();

    private UnigramTokenizer(IEnumerable<string> specials, IReadOnlyList<(string Piece, double LogProbability)> pieces)
        : base([.. Vocabulary.SpecialEntries(specials), .. Enumerable.Range(0, 256).Select(b => VocabularyEntry.Raw([(byte)b])), .. pieces.Select(piece => VocabularyEntry.Of(piece.Piece))])
    {
        foreach (var (piece, logProbability) in pieces)
        {
            if (!(logProbability <= 0) || double.IsInfinity(logProbability))
            {
                throw new ArgumentException($"pieces: expected a log probability of 0 or less for \"{piece}\", got {logProbability}");
            }
            _ids.Add(piece, FirstPiece + _ids.Count);
        }
        _logProbabilities = [.. pieces.Select(piece => piece.LogProbability)];
        _longest = pieces.Select(piece => piece.Piece.Length).DefaultIfEmpty(0).Max();
        _fallback = _logProbabilities.DefaultIfEmpty(0).Min() - FallbackPenalty;
    }

    private int FirstByte => Specials.Count;

    private int FirstPiece => Specials.Count + 256;

    /// <summary>A model of one's own.</summary>
    /// <param name="pieces">Each piece, once, with its log probability (natural logarithm), 0 or less. Their ids come after the bytes', in this order.</param>
    /// <param name="specials">Special tokens; their ids come first.</param>
    public static UnigramTokenizer Of(IReadOnlyList<(string Piece, double LogProbability)> pieces, params string[] specials)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        return new(specials, pieces);
    }

    /// <summary>Learns pieces and their probabilities; see <see cref="UnigramTrainer"/> for the steps.</summary>
    /// <param name="texts">At least one character.</param>
    /// <param name="vocabularySize">The special tokens + 256 bytes + the pieces, among them every character of the texts.</param>
    /// <param name="specials">Special tokens; their ids come first.</param>
    /// <exception cref="ArgumentException">The size is smaller than the special tokens, bytes and characters alone, or larger than what the texts have pieces for.</exception>
    public static UnigramTokenizer Train(IEnumerable<string> texts, int vocabularySize, params string[] specials)
    {
        ArgumentNullException.ThrowIfNull(specials);
        var trainer = new UnigramTrainer(texts);
        var (smallest, largest) = (specials.Length + 256 + trainer.CharacterCount, specials.Length + 256 + trainer.PieceCount);
        if (vocabularySize < smallest || vocabularySize > largest)
        {
            throw new ArgumentException($"vocabularySize: expected {smallest} ({specials.Length} special tokens, 256 bytes, {trainer.CharacterCount} characters) to {largest} (all pieces of the texts), got {vocabularySize}");
        }
        var pieces = vocabularySize - specials.Length - 256;
        do
        {
            trainer.Maximise();
            trainer.Maximise();
        }
        while (trainer.Prune(pieces));
        return trainer.ToTokenizer(specials);
    }

    /// <summary>The log probability of a piece (natural logarithm); null for special tokens and bytes, which have none.</summary>
    /// <exception cref="ArgumentException">An id outside the vocabulary.</exception>
    public double? LogProbability(int id) => Vocabulary[id] is not null && id >= FirstPiece ? _logProbabilities[id - FirstPiece] : null;

    /// <summary>The most probable ways to cut one word, the best first.</summary>
    /// <param name="word">One word, as <see cref="PreTokenizer"/> gives it.</param>
    /// <param name="count">How many at most, 1 or more.</param>
    public IReadOnlyList<Segmentation> Segmentations(string word, int count)
    {
        if (PreTokenizer.Split(word) is not [var single])
        {
            throw new ArgumentException($"word: expected one word as PreTokenizer.Split gives it, got \"{word}\"");
        }
        if (count < 1)
        {
            throw new ArgumentException($"count: expected 1 or more, got {count}");
        }
        var best = new List<(double Score, UnigramEdge Edge, int RankBefore)>[single.Length + 1];
        best[0] = [(0, default, 0)];
        foreach (var edges in Edges(single).GroupBy(edge => edge.End))
        {
            best[edges.Key] = [.. edges
                .SelectMany(edge => best[edge.Start].Select((before, rank) => (Score: before.Score + edge.LogProbability, edge, rank)))
                .OrderByDescending(way => way.Score)
                .Take(count)];
        }
        return [.. Enumerable.Range(0, best[^1].Count).Select(rank => Segmentation(single, rank, best))];
    }

    /// <summary>Cuts each word at random, a cut with a probability in proportion to P^alpha of all its cuts (Kudo 2018, section 3.3, with l = ∞): other ids each time, for the same text.</summary>
    /// <param name="text">Any string.</param>
    /// <param name="alpha">0 or more: 0 takes all cuts alike, 1 by the model, and large ones the best.</param>
    /// <param name="random">Where the chance comes from; seed it to get the same again.</param>
    public int[] Sample(string text, double alpha, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (!(alpha >= 0) || double.IsInfinity(alpha))
        {
            throw new ArgumentException($"alpha: expected 0 or more, got {alpha}");
        }
        return [.. PreTokenizer.Split(text).SelectMany(word => SampleWord(word, alpha, random))];
    }

    /// <inheritdoc/>
    public override void Save(string path) => TokenizerFile.Write(path, Kind, writer =>
    {
        TokenizerFile.WriteStrings(writer, "specials", Specials.Keys);
        writer.WriteStartObject("pieces");
        for (var id = FirstPiece; id < VocabularySize; id++)
        {
            writer.WriteNumber(TokenText(id), _logProbabilities[id - FirstPiece]);
        }
        writer.WriteEndObject();
    });

    internal static UnigramTokenizer Read(TokenizerFile file) => new(file.Strings("specials"), file.Numbers("pieces"));

    private protected override void EncodePlain(string text, int start, int end, List<int> ids)
    {
        var part = text.AsSpan(0, end);
        for (var i = start; i < end;)
        {
            var next = PreTokenizer.End(part, i);
            ids.AddRange(_cache.GetOrAdd(part[i..next], EncodeWord));
            i = next;
        }
    }

    // Viterbi: the best way to each place is the best way to an earlier place and one more edge.
    private int[] EncodeWord(string word)
    {
        var best = new (double Score, UnigramEdge Last)[word.Length + 1];
        Array.Fill(best, (double.NegativeInfinity, default), 1, word.Length);
        foreach (var edge in Edges(word))
        {
            var score = best[edge.Start].Score + edge.LogProbability;
            if (score > best[edge.End].Score)
            {
                best[edge.End] = (score, edge);
            }
        }
        return IdsOf(word, Back(word.Length, end => best[end].Last));
    }

    // Forward: the log weight of all ways to each place. Backward: the last edge by its share of them, then the one before.
    private int[] SampleWord(string word, double alpha, Random random)
    {
        var edges = Edges(word).ToLookup(edge => edge.End);
        var weights = new double[word.Length + 1];
        for (var end = 1; end <= word.Length; end++)
        {
            weights[end] = edges[end].Select(Weight).Aggregate(double.NegativeInfinity, LogAdd);
        }
        return IdsOf(word, Back(word.Length, end =>
        {
            var ticket = random.NextDouble();
            return edges[end].FirstOrDefault(edge => (ticket -= Math.Exp(Weight(edge) - weights[end])) < 0, edges[end].Last());
        }));

        double Weight(UnigramEdge edge) => weights[edge.Start] + alpha * edge.LogProbability;
    }

    private static double LogAdd(double a, double b) => Math.Max(a, b) is var high && double.IsNegativeInfinity(high) ? high : high + Math.Log(Math.Exp(a - high) + Math.Exp(b - high));

    // By rising end, and for one end by rising start: every edge into a place comes before the edges out of it.
    private IEnumerable<UnigramEdge> Edges(string word)
    {
        var pieces = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var end = 1; end <= word.Length; end++)
        {
            if (end < word.Length && char.IsLowSurrogate(word[end]))
            {
                continue;                                                   // within a character
            }
            var character = end - (char.IsLowSurrogate(word[end - 1]) ? 2 : 1);
            for (var start = Math.Clamp(end - _longest, 0, character); start <= character; start++)
            {
                if (pieces.TryGetValue(word.AsSpan(start, end - start), out var id))
                {
                    yield return new UnigramEdge(start, end, id, _logProbabilities[id - FirstPiece]);
                }
                else if (start == character)
                {
                    yield return new UnigramEdge(start, end, null, _fallback);
                }
            }
        }
    }

    private static List<UnigramEdge> Back(int end, Func<int, UnigramEdge> last)
    {
        var edges = new List<UnigramEdge>();
        while (end > 0)
        {
            edges.Add(last(end));
            end = edges[^1].Start;
        }
        edges.Reverse();
        return edges;
    }

    private Segmentation Segmentation(string word, int rank, List<(double Score, UnigramEdge Edge, int RankBefore)>[] best)
    {
        var score = best[^1][rank].Score;
        var ids = IdsOf(word, Back(word.Length, end =>
        {
            (_, var edge, rank) = best[end][rank];
            return edge;
        }));
        return new Segmentation(ids, [.. ids.Select(TokenText)], score);
    }

    private int[] IdsOf(string word, IEnumerable<UnigramEdge> edges) =>
        [.. edges.SelectMany(edge => edge.Id is { } id ? [id] : Encoding.UTF8.GetBytes(word[edge.Start..edge.End]).Select(b => FirstByte + b))];
}
