namespace TinyTransformer;

/// <summary>Reads a byte-pair vocabulary from our file or from GPT-2's two. Both spell bytes alike, and both are held to the same: 256 bytes, merges of what was made before, and special tokens.</summary>
/// <param name="tokens">Spelled tokens by id.</param>
/// <param name="merges">Two spelled tokens with a space between.</param>
/// <param name="tokenError">What to throw about the token of an id.</param>
/// <param name="mergeError">What to throw about the merge of a rank.</param>
internal sealed class BytePairFiles(string[] tokens, string[] merges, Func<int, string, InvalidDataException> tokenError, Func<int, string, InvalidDataException> mergeError)
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<int> _made = [];
    private VocabularyEntry[] _entries = [];

    public static BytePairTokenizer Read(TokenizerFile file)
    {
        var (tokens, specials) = (file.Strings("tokens"), file.Strings("specials"));
        var reader = new BytePairFiles(tokens, file.Strings("merges"), (id, what) => file.Error($"tokens[{id}]", what), (rank, what) => file.Error($"merges[{rank}]", what));
        return specials.Except(tokens).FirstOrDefault() is { } missing ? throw file.Error("specials", $"\"{missing}\" is not among the tokens") : reader.Build(specials.Contains);
    }

    public static BytePairTokenizer ReadGpt2(string vocabularyPath, string mergesPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(mergesPath);
        var tokens = Gpt2Tokens(vocabularyPath);
        var lines = File.ReadAllLines(mergesPath);
        var header = lines is [var first, ..] && first.StartsWith("#version", StringComparison.Ordinal) ? 1 : 0;
        return new BytePairFiles(
            tokens,
            [.. lines.Skip(header).Reverse().SkipWhile(line => line.Length == 0).Reverse()],
            (id, what) => new InvalidDataException($"{vocabularyPath}: {id}: {what}"),
            (rank, what) => new InvalidDataException($"{mergesPath}: line {rank + header + 1}: {what}")).Build(isSpecial: null);
    }

    // Without a list of special tokens, every token that is not made is one.
    private BytePairTokenizer Build(Func<string, bool>? isSpecial)
    {
        _entries = [.. tokens.Select((token, id) => VocabularyEntry.Of(ByteSpelling.Bytes(token) ?? throw tokenError(id, $"\"{token}\" has a character that spells no byte")))];
        for (var id = 0; id < tokens.Length; id++)
        {
            if (!_ids.TryAdd(tokens[id], id))
            {
                throw tokenError(id, $"\"{tokens[id]}\" is there already, as {_ids[tokens[id]]}");
            }
        }
        for (var b = 0; b < 256; b++)
        {
            var spelled = ByteSpelling.Spell([(byte)b]);
            _made.Add(_ids.TryGetValue(spelled, out var id) ? id : throw tokenError(tokens.Length, $"the byte {b:X2} (\"{spelled}\") is missing"));
        }
        BytePairMerge[] made = [.. merges.Select(Merge)];
        for (var id = 0; id < tokens.Length; id++)
        {
            var special = isSpecial is null ? !_made.Contains(id) : isSpecial(tokens[id]);
            if (special == _made.Contains(id))
            {
                throw tokenError(id, special ? $"\"{tokens[id]}\" is special, but also a byte or made by a merge" : $"\"{tokens[id]}\" is neither a byte nor special, and no merge makes it");
            }
            _entries[id] = _entries[id] with { IsSpecial = special };
        }
        return new BytePairTokenizer(_entries, made);
    }

    private BytePairMerge Merge(string line, int rank)
    {
        if (line.Split(' ') is not [{ Length: > 0 } left, { Length: > 0 } right])
        {
            throw mergeError(rank, $"expected two tokens with a space between, got \"{line}\"");
        }
        var (leftId, rightId, id) = (Id(left, rank), Id(right, rank), Id(left + right, rank));
        foreach (var part in new[] { leftId, rightId })
        {
            if (!_made.Contains(part))
            {
                throw mergeError(rank, $"\"{tokens[part]}\" is merged before it is made");
            }
        }
        return _made.Add(id)
            ? new BytePairMerge(leftId, rightId, id, _entries[leftId].Text, _entries[rightId].Text, _entries[id].Text)
            : throw mergeError(rank, $"\"{tokens[id]}\" is made already");
    }

    private int Id(string token, int rank) => _ids.TryGetValue(token, out var id) ? id : throw mergeError(rank, $"\"{token}\" is not among the tokens");

    private static string[] Gpt2Tokens(string path)
    {
        using var json = TokenizerFile.ParseObject(path);
        var tokens = new string?[json.RootElement.EnumerateObject().Count()];
        foreach (var token in json.RootElement.EnumerateObject())
        {
            if (token.Value.ValueKind != System.Text.Json.JsonValueKind.Number || !token.Value.TryGetInt32(out var id) || (uint)id >= (uint)tokens.Length || tokens[id] is not null)
            {
                throw new InvalidDataException($"{path}: \"{token.Name}\": expected an id of its own, 0 to {tokens.Length - 1}, got {token.Value}");
            }
            tokens[id] = token.Name;
        }
        return tokens!;
    }
}
