// Byte-pair encoding on bytes. Sources: Sennrich et al. 2016 (arXiv 1508.07909), section 3.2; Radford et al. 2019, section 2.2, for bytes and the cut into words.

using System.Text;

namespace TinyTransformer;

/// <summary>Tokens are byte sequences: the 256 bytes, and what learned merges make of them. So there is no unknown character, and any well-formed text comes back as it was. Explained in notebook 01.</summary>
/// <remarks>Encoding takes O(n log n) for a word of n bytes, and words that were seen before are remembered.</remarks>
public sealed class BytePairTokenizer : Tokenizer
{
    internal const string Kind = "byte-pair";

    private readonly BytePairMerge[] _merges;
    private readonly Dictionary<(int Left, int Right), int> _ranks = [];
    private readonly int[] _idOfByte = new int[256];
    private readonly WordCache _cache = new();

    internal BytePairTokenizer(IReadOnlyList<VocabularyEntry> entries, BytePairMerge[] merges)
        : base(entries)
    {
        _merges = merges;
        for (var rank = 0; rank < merges.Length; rank++)
        {
            _ranks.Add((merges[rank].LeftId, merges[rank].RightId), rank);
        }
        for (var id = 0; id < entries.Count; id++)
        {
            if (entries[id] is { Bytes: [var single], IsSpecial: false })
            {
                _idOfByte[single] = id;
            }
        }
    }

    /// <summary>The rules, in the order in which they apply.</summary>
    public IReadOnlyList<BytePairMerge> Merges => _merges;

    /// <summary>Learns merges until the vocabulary has the size.</summary>
    /// <param name="texts">At least one character.</param>
    /// <param name="vocabularySize">256 bytes + the merges + the special tokens.</param>
    /// <param name="specials">Special tokens; their ids come last.</param>
    /// <exception cref="ArgumentException">The size is smaller than the bytes and special tokens alone, or larger than what the texts have merges for.</exception>
    public static BytePairTokenizer Train(IEnumerable<string> texts, int vocabularySize, params string[] specials)
    {
        ArgumentNullException.ThrowIfNull(specials);
        var fixedTokens = 256 + specials.Length;
        if (vocabularySize < fixedTokens)
        {
            throw new ArgumentException($"vocabularySize: expected at least {fixedTokens} (256 bytes, {specials.Length} special tokens), got {vocabularySize}");
        }
        var trainer = new BytePairTrainer(texts);
        while (trainer.Merges.Count < vocabularySize - fixedTokens)
        {
            if (trainer.MergeNext() is null)
            {
                throw new ArgumentException($"vocabularySize: after {trainer.Merges.Count} merges every word of the texts is one token, so expected at most {fixedTokens + trainer.Merges.Count}, got {vocabularySize}");
            }
        }
        return trainer.ToTokenizer(specials);
    }

    /// <summary>Reads GPT-2's two files. Tokens that are neither a byte nor made by a merge (there: &lt;|endoftext|&gt;) are special.</summary>
    /// <param name="vocabularyPath">vocab.json: an object from token to id.</param>
    /// <param name="mergesPath">merges.txt: a line for each merge, two tokens with a space between, after a line that begins with #version.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or they do not fit together; says where.</exception>
    public static BytePairTokenizer LoadGpt2(string vocabularyPath, string mergesPath) => BytePairFiles.ReadGpt2(vocabularyPath, mergesPath);

    /// <summary>How one word is encoded, step by step: the definition, written plainly. <see cref="Tokenizer.Encode"/> gives the last step's tokens, faster.</summary>
    /// <param name="word">One word, as <see cref="PreTokenizer"/> gives it.</param>
    /// <returns>The bytes, then a step for each rule that applied: always the earliest learned of those that fit.</returns>
    public IReadOnlyList<BytePairStep> Trace(string word)
    {
        if (PreTokenizer.Split(word) is not [var single])
        {
            throw new ArgumentException($"word: expected one word as PreTokenizer.Split gives it, got \"{word}\"");
        }
        var ids = Encoding.UTF8.GetBytes(single).Select(b => _idOfByte[b]).ToList();
        var steps = new List<BytePairStep> { new(null, [.. ids.Select(TokenText)]) };
        while (ids.Zip(ids.Skip(1)).Where(_ranks.ContainsKey).Select(pair => _ranks[pair]).Order().Select(rank => _merges[rank]).FirstOrDefault() is { } merge)
        {
            for (var i = 0; i + 1 < ids.Count; i++)
            {
                if (ids[i] == merge.LeftId && ids[i + 1] == merge.RightId)
                {
                    ids[i] = merge.Id;
                    ids.RemoveAt(i + 1);
                }
            }
            steps.Add(new BytePairStep(merge, [.. ids.Select(TokenText)]));
        }
        return steps;
    }

    /// <inheritdoc/>
    public override void Save(string path) => TokenizerFile.Write(path, Kind, writer =>
    {
        TokenizerFile.WriteStrings(writer, "specials", Specials.Values.Select(Spelled));
        TokenizerFile.WriteStrings(writer, "tokens", Enumerable.Range(0, VocabularySize).Select(Spelled));
        TokenizerFile.WriteStrings(writer, "merges", _merges.Select(merge => $"{Spelled(merge.LeftId)} {Spelled(merge.RightId)}"));
    });

    internal static BytePairTokenizer Read(TokenizerFile file) => BytePairFiles.Read(file);

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

    // A linked list of symbols, and a queue of the places where a rule fits, by rank and then from the left. A rule's tokens are made by earlier rules, so no merge lets an earlier one fit again:
    // the queue gives the same as applying one rule everywhere before the next.
    private int[] EncodeWord(string word)
    {
        int[] symbols = [.. Encoding.UTF8.GetBytes(word).Select(b => _idOfByte[b])];
        var next = Enumerable.Range(1, symbols.Length).ToArray();
        var previous = Enumerable.Range(-1, symbols.Length).ToArray();
        var queue = new PriorityQueue<int, (int Rank, int Place)>();
        for (var i = 0; i < symbols.Length; i++)
        {
            Enqueue(i);
        }
        while (queue.TryDequeue(out var i, out var priority))
        {
            if (RankAt(i) != priority.Rank)
            {
                continue;                                                   // one of the two was merged meanwhile
            }
            var right = next[i];
            (symbols[i], symbols[right], next[i]) = (_merges[priority.Rank].Id, -1, next[right]);
            if (next[i] < symbols.Length)
            {
                previous[next[i]] = i;
            }
            Enqueue(i);
            Enqueue(previous[i]);
        }
        return [.. symbols.Where(symbol => symbol >= 0)];

        int? RankAt(int i) => i >= 0 && next[i] < symbols.Length && _ranks.TryGetValue((symbols[i], symbols[next[i]]), out var rank) ? rank : null;

        void Enqueue(int i)
        {
            if (RankAt(i) is { } rank)
            {
                queue.Enqueue(i, (rank, i));
            }
        }
    }

    private string Spelled(int id) => ByteSpelling.Spell(TokenBytes(id));
}
