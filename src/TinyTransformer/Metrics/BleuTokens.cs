// How sacreBLEU cuts a text by default: "13a", after NIST's script mteval-v13a.pl. Written from its rules, in their order.

using System.Text.RegularExpressions;

namespace TinyTransformer;

internal static partial class BleuTokens
{
    public static string[] Of(string text)
    {
        text = text.Replace("<skipped>", "").Replace("-\n", "").Replace('\n', ' ');
        text = text.Replace("&quot;", "\"").Replace("&amp;", "&").Replace("&lt;", "<").Replace("&gt;", ">");
        text = Punctuation().Replace($" {text} ", " $1 ");
        text = MarkAfterNoDigit().Replace(text, "$1 $2 ");
        text = MarkBeforeNoDigit().Replace(text, " $1 $2");
        text = HyphenAfterDigit().Replace(text, "$1 $2 ");
        return text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>All of ASCII's marks but ' , - and .</summary>
    [GeneratedRegex(@"([\{-\~\[-\` -\&\(-\+\:-\@\/])")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"([^0-9])([\.,])")]
    private static partial Regex MarkAfterNoDigit();

    [GeneratedRegex(@"([\.,])([^0-9])")]
    private static partial Regex MarkBeforeNoDigit();

    [GeneratedRegex(@"([0-9])(-)")]
    private static partial Regex HyphenAfterDigit();
}
