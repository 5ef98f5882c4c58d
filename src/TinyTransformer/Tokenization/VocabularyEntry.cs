using System.Globalization;
using System.Text;

namespace TinyTransformer;

/// <summary>One token of a vocabulary; its id is its place there.</summary>
/// <param name="Bytes">What it adds to the decoded text, in UTF-8.</param>
/// <param name="Text">What is shown for it.</param>
/// <param name="IsText">False where the bytes are a part of a character, and Text only lists them.</param>
/// <param name="IsSpecial">True where no text makes this token unless the caller allows it.</param>
internal sealed record VocabularyEntry(byte[] Bytes, string Text, bool IsText, bool IsSpecial)
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static VocabularyEntry Of(string text) => new(Encoding.UTF8.GetBytes(text), text, IsText: true, IsSpecial: false);

    public static VocabularyEntry Special(string name) => Of(name) with { IsSpecial = true };

    /// <summary>Bytes that stand for themselves even where they are a whole character.</summary>
    public static VocabularyEntry Raw(byte[] bytes) => new(bytes, Listed(bytes), IsText: false, IsSpecial: false);

    public static VocabularyEntry Of(byte[] bytes)
    {
        try
        {
            return new VocabularyEntry(bytes, s_strict.GetString(bytes), IsText: true, IsSpecial: false);
        }
        catch (DecoderFallbackException)
        {
            return Raw(bytes);
        }
    }

    private static string Listed(byte[] bytes) => $"⟨{string.Join(' ', bytes.Select(b => b.ToString("X2", CultureInfo.InvariantCulture)))}⟩";
}
