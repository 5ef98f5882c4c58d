using System.Text;

namespace TinyTransformer;

/// <summary>One token a character. A character is a Unicode scalar value (a <see cref="Rune"/>): an emoji is one, though it takes two chars; a letter with a combining mark is two.</summary>
/// <remarks>Ids: the special tokens as given, then the characters in the order of their code points.</remarks>
public sealed class CharacterTokenizer : Tokenizer
{
    internal const string Kind = "character";

    private readonly Dictionary<Rune, int> _ids = [];
    private readonly int? _unknown;

    private CharacterTokenizer(IEnumerable<string> specials, IEnumerable<string> characters)
        : base([.. Vocabulary.SpecialEntries(specials), .. characters.Select(VocabularyEntry.Of)])
    {
        for (var id = Specials.Count; id < VocabularySize; id++)
        {
            _ids.Add(Rune.GetRuneAt(TokenText(id), 0), id);
        }
        _unknown = Specials.TryGetValue(SpecialToken.Unknown, out var unknown) ? unknown : null;
    }

    /// <summary>A tokenizer for all characters of some texts.</summary>
    /// <param name="texts">At least one character.</param>
    /// <param name="specials">Special tokens, with &lt;unk&gt; among them if a text may hold other characters: without it, such a character is an error.</param>
    public static CharacterTokenizer Train(IEnumerable<string> texts, params string[] specials)
    {
        var characters = new SortedSet<Rune>(WellFormed.Texts(texts).SelectMany(text => text.EnumerateRunes()));
        return characters.Count > 0 ? new(specials, characters.Select(rune => rune.ToString())) : throw new ArgumentException("texts: expected at least one character");
    }

    /// <inheritdoc/>
    public override void Save(string path) => TokenizerFile.Write(path, Kind, writer =>
    {
        TokenizerFile.WriteStrings(writer, "specials", Specials.Keys);
        TokenizerFile.WriteStrings(writer, "characters", Enumerable.Range(Specials.Count, VocabularySize - Specials.Count).Select(TokenText));
    });

    internal static CharacterTokenizer Read(TokenizerFile file)
    {
        var (specials, characters) = (file.Strings("specials"), file.Strings("characters"));
        for (var i = 0; i < characters.Length; i++)
        {
            if (characters[i].EnumerateRunes().Count() != 1)
            {
                throw file.Error($"characters[{i}]", $"expected one character, got \"{characters[i]}\"");
            }
        }
        return new(specials, characters);
    }

    private protected override void EncodePlain(string text, int start, int end, List<int> ids)
    {
        var position = start;
        foreach (var rune in text.AsSpan(start, end - start).EnumerateRunes())
        {
            ids.Add(_ids.TryGetValue(rune, out var id) ? id : _unknown ?? throw new ArgumentException(
                $"text: '{rune}' (U+{rune.Value:X4}) at {position} is not among the {_ids.Count} characters of this tokenizer, and it has no {SpecialToken.Unknown}"));
            position += rune.Utf16SequenceLength;
        }
    }

    private protected override IEnumerable<(int Start, int Length)> Locate(string text, int start, int end, IReadOnlyList<int> ids)
    {
        var position = start;
        foreach (var rune in text[start..end].EnumerateRunes())
        {
            yield return (position, rune.Utf16SequenceLength);
            position += rune.Utf16SequenceLength;
        }
    }
}
