namespace TinyTransformer;

/// <summary>Tokens by id, and ids by text. No text and no special name stands twice.</summary>
internal sealed class Vocabulary
{
    private readonly VocabularyEntry[] _entries;
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, int> _specials = new(StringComparer.Ordinal);

    public Vocabulary(IEnumerable<VocabularyEntry> entries)
    {
        _entries = [.. entries];
        for (var id = 0; id < _entries.Length; id++)
        {
            var entry = _entries[id];
            if (entry.Text.Length == 0)
            {
                throw new ArgumentException($"tokens: the token of id {id} is empty");
            }
            if (entry.IsText && !_ids.TryAdd(entry.Text, id))
            {
                throw new ArgumentException($"tokens: \"{entry.Text}\" has the ids {_ids[entry.Text]} and {id}; each token must be there once");
            }
            if (entry.IsSpecial)
            {
                _specials.Add(entry.Text, id);
            }
        }
    }

    public int Size => _entries.Length;

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyDictionary<string, int> Specials => _specials;

    public VocabularyEntry this[int id] => (uint)id < (uint)_entries.Length
        ? _entries[id]
        : throw new ArgumentException($"id: expected 0 to {Size - 1} in a vocabulary of {Size} tokens, got {id}");

    public bool TryId(string text, out int id) => _ids.TryGetValue(text, out id);

    public static IEnumerable<VocabularyEntry> SpecialEntries(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Select(name => string.IsNullOrEmpty(name) || WellFormed.Text(name) != name
            ? throw new ArgumentException("specials: expected names of at least one character and without lone surrogates")
            : VocabularyEntry.Special(name));
    }
}
