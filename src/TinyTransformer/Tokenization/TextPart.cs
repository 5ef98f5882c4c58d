using System.Text.RegularExpressions;

namespace TinyTransformer;

/// <summary>A stretch text[Start..End] that is either one special token or holds none.</summary>
/// <param name="Start">In chars.</param>
/// <param name="End">In chars, outside.</param>
/// <param name="Special">The special token's id.</param>
internal readonly record struct TextPart(int Start, int End, int? Special)
{
    /// <summary>Cuts a text at the special tokens that are allowed in it: the leftmost first, at one place the longest.</summary>
    public static IEnumerable<TextPart> Of(string text, string[] allowed, IReadOnlyDictionary<string, int> specials)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        foreach (var name in allowed)
        {
            if (name is null || !specials.ContainsKey(name))
            {
                throw new ArgumentException($"allowedSpecials: expected special tokens of this tokenizer ({(specials.Count == 0 ? "it has none" : string.Join(", ", specials.Keys))}), got \"{name}\"");
            }
        }
        return allowed.Length == 0 ? text.Length == 0 ? [] : [new(0, text.Length, null)] : Cut(text, allowed, specials);
    }

    private static IEnumerable<TextPart> Cut(string text, string[] allowed, IReadOnlyDictionary<string, int> specials)
    {
        var anyOfThem = string.Join('|', allowed.OrderByDescending(name => name.Length).Select(Regex.Escape));
        var position = 0;
        foreach (Match special in Regex.Matches(text, anyOfThem, RegexOptions.CultureInvariant))
        {
            if (special.Index > position)
            {
                yield return new TextPart(position, special.Index, null);
            }
            position = special.Index + special.Length;
            yield return new TextPart(special.Index, position, specials[special.Value]);
        }
        if (position < text.Length)
        {
            yield return new TextPart(position, text.Length, null);
        }
    }
}
