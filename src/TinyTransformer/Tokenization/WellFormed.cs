using System.Text;

namespace TinyTransformer;

/// <summary>The rule for lone surrogates: half of a pair stands for no character and has no UTF-8, so it becomes U+FFFD, as in .NET's own encoder. Offsets stay: one char for one.</summary>
internal static class WellFormed
{
    public static string Text(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

    /// <summary>The texts that a tokenizer is trained on.</summary>
    public static IEnumerable<string> Texts(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Select((text, i) => text is null ? throw new ArgumentException($"texts: text {i} is null") : Text(text));
    }
}
