using System.Globalization;
using System.Text;

namespace TinyTransformer;

/// <summary>One token a word and one a punctuation mark. Words that the corpus lacks, or has too seldom, all become &lt;unk&gt;.</summary>
/// <remarks>
/// A word is a run of letters, digits and combining marks, with apostrophes between letters (don't); any other character that is no white space is a token by itself, with the marks and
/// joiners after it. For texts whose words stand apart already, as in WMT's tokenized files, <see cref="AtBlanks"/> leaves the words as they are (l', 's, est-ce) and takes off only the
/// marks . , ? ! : ; at their ends. Decoding puts one space between tokens, so only text that already looks like that comes back as it was: Decode(Encode(text)) is <see cref="Normalize"/>(text), as long
/// as no word is unknown.
/// Ids: &lt;pad&gt; 0, &lt;unk&gt; 1, &lt;bos&gt; 2, &lt;eos&gt; 3, then the words by falling count, of one count in ordinal order.
/// </remarks>
public sealed class WordTokenizer : Tokenizer
{
    internal const string Kind = "word";

    private const int UnknownId = 1;

    private static readonly string[] s_specials = [SpecialToken.Pad, SpecialToken.Unknown, SpecialToken.Begin, SpecialToken.End];

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    private WordTokenizer(IEnumerable<string> words, bool lowerCase, bool atBlanks)
        : base([.. Vocabulary.SpecialEntries(s_specials), .. words.Select(VocabularyEntry.Of)])
    {
        (LowerCase, AtBlanks) = (lowerCase, atBlanks);
        for (var id = s_specials.Length; id < VocabularySize; id++)
        {
            _ids.Add(TokenText(id), id);
        }
    }

    /// <summary>Whether words are made lower case before they are looked up.</summary>
    public bool LowerCase { get; }

    /// <summary>Whether a word is what stands between blanks, without the marks . , ? ! : ; at its end.</summary>
    public bool AtBlanks { get; }

    internal override string Separator => " ";

    /// <summary>A tokenizer for the words of some texts.</summary>
    /// <param name="texts">At least one word.</param>
    /// <param name="minimumCount">How often a word must be in the texts to get a token, 1 or more.</param>
    /// <param name="lowerCase">Whether The and the are one word.</param>
    /// <param name="atBlanks">Whether the words stand apart already: see <see cref="AtBlanks"/>.</param>
    public static WordTokenizer Train(IEnumerable<string> texts, int minimumCount = 1, bool lowerCase = false, bool atBlanks = false)
    {
        if (minimumCount < 1)
        {
            throw new ArgumentException($"minimumCount: expected 1 or more, got {minimumCount}");
        }
        var counts = WellFormed.Texts(texts).SelectMany(text => Words(text, lowerCase, atBlanks)).CountBy(word => word, StringComparer.Ordinal).ToList();
        var words = counts.Where(pair => pair.Value >= minimumCount).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key).ToList();
        return words.Count > 0 ? new(words, lowerCase, atBlanks) : throw new ArgumentException(counts.Count == 0
            ? "texts: expected at least one word"
            : $"minimumCount: no word is there {minimumCount} times; the most frequent one is there {counts.Max(pair => pair.Value)} times");
    }

    /// <summary>The text as decoding gives it back: one space between tokens, lower case where the tokenizer is.</summary>
    public string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Join(Separator, Words(WellFormed.Text(text), LowerCase, AtBlanks));
    }

    /// <inheritdoc/>
    public override void Save(string path) => TokenizerFile.Write(path, Kind, writer =>
    {
        writer.WriteBoolean("lowerCase", LowerCase);
        writer.WriteBoolean("atBlanks", AtBlanks);
        TokenizerFile.WriteStrings(writer, "words", Enumerable.Range(s_specials.Length, VocabularySize - s_specials.Length).Select(TokenText));
    });

    internal static WordTokenizer Read(TokenizerFile file)
    {
        var (words, lowerCase, atBlanks) = (file.Strings("words"), file.Flag("lowerCase"), file.Flag("atBlanks"));
        for (var i = 0; i < words.Length; i++)
        {
            if (!Words(words[i], lowerCase, atBlanks).SequenceEqual([words[i]]))
            {
                throw file.Error($"words[{i}]", $"expected one word{(lowerCase ? " in lower case" : "")}, got \"{words[i]}\"");
            }
        }
        return new(words, lowerCase, atBlanks);
    }

    private protected override void EncodePlain(string text, int start, int end, List<int> ids)
    {
        foreach (var (from, to) in Spans(text, start, end, AtBlanks))
        {
            ids.Add(_ids.GetValueOrDefault(Word(text, from, to, LowerCase), UnknownId));
        }
    }

    private protected override IEnumerable<(int Start, int Length)> Locate(string text, int start, int end, IReadOnlyList<int> ids) =>
        Spans(text, start, end, AtBlanks).Select(span => (span.Start, span.End - span.Start));

    private static IEnumerable<string> Words(string text, bool lowerCase, bool atBlanks) => Spans(text, 0, text.Length, atBlanks).Select(span => Word(text, span.Start, span.End, lowerCase));

    private static string Word(string text, int start, int end, bool lowerCase) => lowerCase ? text[start..end].ToLowerInvariant() : text[start..end];

    private static IEnumerable<(int Start, int End)> Spans(string text, int start, int end, bool atBlanks) => atBlanks ? SpansBetweenBlanks(text, start, end) : SpansOfOneKind(text, start, end);

    private static IEnumerable<(int Start, int End)> SpansBetweenBlanks(string text, int start, int end)
    {
        for (var i = start; i < end;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            var from = i;
            while (i < end && !char.IsWhiteSpace(text[i]))
            {
                i++;
            }
            var word = i;
            while (word > from && (text[word - 1] is '.' or ',' or '?' or '!' or ':' or ';'))
            {
                word--;
            }
            if (word > from)
            {
                yield return (from, word);
            }
            for (; word < i; word++)
            {
                yield return (word, word + 1);
            }
        }
    }

    private static IEnumerable<(int Start, int End)> SpansOfOneKind(string text, int start, int end)
    {
        for (var i = start; i < end;)
        {
            var from = i;
            var first = Rune.GetRuneAt(text, i);
            i += first.Utf16SequenceLength;
            if (Rune.IsWhiteSpace(first))
            {
                continue;
            }
            var isWord = Rune.IsLetterOrDigit(first) || IsMark(first);
            while (i < end && (IsMark(Rune.GetRuneAt(text, i)) || isWord && Continues(text, i, end)))
            {
                i += Rune.GetRuneAt(text, i).Utf16SequenceLength;
            }
            yield return (from, i);
        }
    }

    private static bool Continues(string text, int i, int end) =>
        Rune.IsLetterOrDigit(Rune.GetRuneAt(text, i))
        || text[i] is '\'' or '’' && Rune.IsLetter(LastRune(text, i)) && i + 1 < end && Rune.IsLetter(Rune.GetRuneAt(text, i + 1));

    private static Rune LastRune(string text, int end)
    {
        Rune.DecodeLastFromUtf16(text.AsSpan(0, end), out var rune, out _);
        return rune;
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;
}
