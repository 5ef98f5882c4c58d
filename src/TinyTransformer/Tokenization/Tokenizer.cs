// From text to numbers and back: what the four tokenizers have in common. How a text is cut is each one's own.

using System.Buffers;
using System.Text;

namespace TinyTransformer;

/// <summary>Turns a text into token ids and ids into a text. Explained in notebook 01.</summary>
/// <remarks>
/// A lone surrogate (half of a UTF-16 pair, which stands for no character) counts as U+FFFD. Comparisons are ordinal and nothing depends on the culture or the operating system.
/// A tokenizer never changes, and may be used from several threads.
/// </remarks>
public abstract class Tokenizer
{
    private readonly Vocabulary _vocabulary;

    private protected Tokenizer(IEnumerable<VocabularyEntry> entries) => _vocabulary = new Vocabulary(entries);

    /// <summary>V: ids are 0 to V - 1.</summary>
    public int VocabularySize => _vocabulary.Size;

    /// <summary>The special tokens and their ids, in the order of the ids; see <see cref="SpecialToken"/> for the usual names.</summary>
    public IReadOnlyDictionary<string, int> Specials => _vocabulary.Specials;

    /// <summary>What stands between two tokens in the decoded text.</summary>
    internal virtual string Separator => "";

    private protected Vocabulary Vocabulary => _vocabulary;

    /// <summary>The ids of a text. Adds nothing to it: no begin, no end.</summary>
    /// <param name="text">Any string; the empty one has no tokens.</param>
    /// <param name="allowedSpecials">Special tokens to be recognised by their names in the text, the longest first. All others are text like any other.</param>
    /// <exception cref="ArgumentException">An allowed name is no special token of this tokenizer; or a character is not in the vocabulary and there is no &lt;unk&gt;.</exception>
    public int[] Encode(string text, params string[] allowedSpecials)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = WellFormed.Text(text);
        var ids = new List<int>();
        foreach (var part in TextPart.Of(text, allowedSpecials, Specials))
        {
            AppendPart(text, part, ids);
        }
        return [.. ids];
    }

    /// <summary>As <see cref="Encode"/>, with each token's text and its place in the source, so that a figure can colour it.</summary>
    /// <returns>The tokens in order. Where tokens split a character, it belongs to the one that holds its first byte; so the places never overlap, and they cover the text
    /// (a <see cref="WordTokenizer"/> leaves out white space).</returns>
    public IReadOnlyList<Token> Tokenize(string text, params string[] allowedSpecials)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = WellFormed.Text(text);
        var tokens = new List<Token>();
        foreach (var part in TextPart.Of(text, allowedSpecials, Specials))
        {
            var ids = new List<int>();
            AppendPart(text, part, ids);
            var places = part.Special is null ? Locate(text, part.Start, part.End, ids) : [(part.Start, part.End - part.Start)];
            tokens.AddRange(ids.Zip(places, (id, place) => new Token(id, TokenText(id), place.Start, place.Length)));
        }
        return tokens;
    }

    /// <summary>The text of ids. Bytes that are no UTF-8 become U+FFFD.</summary>
    /// <param name="ids">0 to <see cref="VocabularySize"/> - 1 each.</param>
    /// <param name="specials">False: leave special tokens out, instead of writing their names.</param>
    /// <exception cref="ArgumentException">An id outside the vocabulary.</exception>
    public string Decode(IEnumerable<int> ids, bool specials = true)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var bytes = new ArrayBufferWriter<byte>();
        var separator = Encoding.UTF8.GetBytes(Separator);
        foreach (var entry in ids.Select(id => _vocabulary[id]).Where(entry => specials || !entry.IsSpecial))
        {
            bytes.Write(bytes.WrittenCount > 0 ? separator : []);
            bytes.Write(entry.Bytes);
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>A token's text, exactly: " the". Where its bytes are only a part of a character, they are listed: ⟨E2 82⟩.</summary>
    /// <exception cref="ArgumentException">An id outside the vocabulary.</exception>
    public string TokenText(int id) => _vocabulary[id].Text;

    /// <summary>What a token adds to the decoded text, in UTF-8.</summary>
    /// <exception cref="ArgumentException">An id outside the vocabulary.</exception>
    public byte[] TokenBytes(int id) => [.. _vocabulary[id].Bytes];

    /// <summary>The id of the token with exactly this text, or of the special token with this name.</summary>
    /// <exception cref="ArgumentException">There is no such token.</exception>
    public int IdOf(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return _vocabulary.TryId(token, out var id) ? id : throw new ArgumentException($"token: \"{token}\" is not in this vocabulary of {VocabularySize} tokens");
    }

    /// <summary>Writes the tokenizer to a JSON file that people can read, whole or not at all.</summary>
    /// <param name="path">The file; its folder must exist. An existing file is replaced.</param>
    public abstract void Save(string path);

    /// <summary>Reads what <see cref="Save"/> wrote, of whichever kind.</summary>
    /// <exception cref="InvalidDataException">The file is no tokenizer's, or is damaged; says where.</exception>
    public static Tokenizer Load(string path)
    {
        using var file = TokenizerFile.Open(path);
        Tokenizer tokenizer = file.Guard<Tokenizer>(() => file.Kind switch
        {
            CharacterTokenizer.Kind => CharacterTokenizer.Read(file),
            WordTokenizer.Kind => WordTokenizer.Read(file),
            BytePairTokenizer.Kind => BytePairTokenizer.Read(file),
            UnigramTokenizer.Kind => UnigramTokenizer.Read(file),
            _ => throw file.Error("kind", $"expected one of character, word, byte-pair, unigram, got \"{file.Kind}\""),
        });
        file.RefuseOtherFields();
        return tokenizer;
    }

    /// <summary>Appends the ids of text[start..end], which holds no special token.</summary>
    private protected abstract void EncodePlain(string text, int start, int end, List<int> ids);

    /// <summary>The places of the ids of text[start..end]. This one is for tokens that hold the very bytes of the text.</summary>
    private protected virtual IEnumerable<(int Start, int Length)> Locate(string text, int start, int end, IReadOnlyList<int> ids)
    {
        int position = start, owed = 0;                 // owed: bytes of the last character that are still to come
        foreach (var id in ids)
        {
            var first = position;
            var bytes = _vocabulary[id].Bytes.Length - owed;
            while (bytes > 0)
            {
                Rune.DecodeFromUtf16(text.AsSpan(position), out var rune, out var chars);
                position += chars;
                bytes -= rune.Utf8SequenceLength;
            }
            owed = -bytes;
            yield return (first, position - first);
        }
    }

    private void AppendPart(string text, TextPart part, List<int> ids)
    {
        if (part.Special is { } special)
        {
            ids.Add(special);
        }
        else
        {
            EncodePlain(text, part.Start, part.End, ids);
        }
    }
}
