using System.Globalization;
using System.Text;

namespace TinyTransformer;

// A token as it can be shown: what is invisible or has no place in XML becomes visible. Not a truncation: StrokeFont.Fit does that.
internal static class Label
{
    /// <summary>
    /// Spaces at either end become ␣, a newline ⏎, a tab ⇥; other control characters, direction overrides and lone surrogates become \uXXXX.
    /// Every result is valid XML text (to be escaped) and valid UTF-16.
    /// </summary>
    internal static string Visible(string label)
    {
        var text = new StringBuilder(label.Length);
        var (first, last) = (0, label.Length - 1);
        while (first <= last && IsSpace(label[first]))
        {
            first++;
        }

        while (last >= first && IsSpace(label[last]))
        {
            last--;
        }

        for (var i = 0; i < label.Length; i++)
        {
            var c = label[i];
            if (char.IsHighSurrogate(c) && i + 1 < label.Length && char.IsLowSurrogate(label[i + 1]))
            {
                text.Append(c).Append(label[++i]);
            }
            else if (IsSpace(c) && (i < first || i > last))
            {
                text.Append('␣');
            }
            else if (c is '\n')
            {
                text.Append('⏎');
            }
            else if (c is '\t')
            {
                text.Append('⇥');
            }
            else if (IsHidden(c))
            {
                text.Append(Invariant.Culture, $"\\u{(int)c:X4}");
            }
            else
            {
                text.Append(c);
            }
        }
        return text.ToString();
    }

    /// <summary>As <see cref="Visible"/>, for a sentence: an empty label is named by two quotes.</summary>
    internal static string Named(string label) => label.Length == 0 ? "\"\"" : Visible(label);

    // Columns that a terminal gives the text: two for wide characters (CJK, emoji), one for others.
    internal static int Columns(string text)
    {
        var columns = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            columns += IsWide(Rune.GetRuneAt(elements.GetTextElement(), 0).Value) ? 2 : 1;
        }

        return columns;
    }

    private static bool IsSpace(char c) => c is ' ' or '\u00A0';

    private static bool IsHidden(char c) =>
        char.IsControl(c) || char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF' or '\u2028' or '\u2029' or '\u200B' or '\uFEFF' or '\u00AD'
            or (>= '\u200E' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069');

    private static bool IsWide(int c) =>
        c is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}
