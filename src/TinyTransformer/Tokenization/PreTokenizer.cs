// GPT-2's pre-tokenisation (Radford et al. 2019, section 2.2: no merges across character categories, but for a space). Their code says it as a regular expression over code points:
//
//     's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
//
// Written by hand, since .NET's expressions see UTF-16 units: there a letter outside the basic plane (𝐇, 𠀀) would be two halves of something that is no letter. \s is Unicode's White_Space, as in the
// Python module "regex" that GPT-2 uses: U+0085 is one, U+001C to U+001F are none (Python's own "re" takes them in). Characters newer than either side's Unicode tables may fall differently.

using System.Globalization;
using System.Text;

namespace TinyTransformer;

/// <summary>Cuts a text into the words that no token crosses, as GPT-2 does: a word takes the space before it; letters, digits and other characters stay apart; so do 's, 't, 're, 've, 'm, 'll, 'd.</summary>
public static class PreTokenizer
{
    private static readonly string[] s_contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    private static readonly Category[] s_ascii = [.. Enumerable.Range(0, 128).Select(c => Slow(new Rune(c)))];

    private enum Category
    {
        Space,
        Letter,
        Number,
        Other,
    }

    /// <summary>The words of a text; joined, they are the text. A lone surrogate counts as U+FFFD.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = WellFormed.Text(text);
        var words = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var end = End(text, i);
            words.Add(text[i..end]);
            i = end;
        }
        return words;
    }

    /// <summary>Where the word that begins at <paramref name="start"/> ends.</summary>
    internal static int End(ReadOnlySpan<char> text, int start)
    {
        foreach (var contraction in text[start] == '\'' ? s_contractions : [])
        {
            if (text[start..].StartsWith(contraction, StringComparison.Ordinal))
            {
                return start + contraction.Length;
            }
        }
        var first = text[start] == ' ' && start + 1 < text.Length ? start + 1 : start;
        var category = CategoryAt(text, first, out _);
        if (category != Category.Space)
        {
            return EndOfRun(text, first, category);
        }
        var end = EndOfRun(text, start, Category.Space);
        return end == text.Length || end == start + 1 ? end : end - 1;          // \s+(?!\S): the last white space before a word is left to it
    }

    private static int EndOfRun(ReadOnlySpan<char> text, int i, Category category)
    {
        while (i < text.Length && CategoryAt(text, i, out var chars) == category)
        {
            i += chars;
        }
        return i;
    }

    private static Category CategoryAt(ReadOnlySpan<char> text, int i, out int chars)
    {
        chars = 1;
        if (text[i] < 128)
        {
            return s_ascii[text[i]];
        }
        Rune.DecodeFromUtf16(text[i..], out var rune, out chars);
        return Slow(rune);
    }

    private static Category Slow(Rune rune) => Rune.IsWhiteSpace(rune) ? Category.Space : Rune.GetUnicodeCategory(rune) switch
    {
        <= UnicodeCategory.OtherLetter => Category.Letter,                      // Lu, Ll, Lt, Lm, Lo
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Category.Number,
        _ => Category.Other,
    };
}
