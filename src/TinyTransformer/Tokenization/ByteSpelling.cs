namespace TinyTransformer;

/// <summary>How GPT-2's files write bytes as visible characters: the printable ones of Latin-1 as they are, the other 68 as U+0100, U+0101 …; so a space is Ġ and a line break Ċ.</summary>
internal static class ByteSpelling
{
    private static readonly char[] s_characters = Characters();

    private static readonly Dictionary<char, byte> s_bytes = Enumerable.Range(0, 256).ToDictionary(b => s_characters[b], b => (byte)b);

    public static string Spell(IEnumerable<byte> bytes) => string.Concat(bytes.Select(b => s_characters[b]));

    /// <returns>The bytes; null where a character spells none.</returns>
    public static byte[]? Bytes(string spelled) => spelled.All(s_bytes.ContainsKey) ? [.. spelled.Select(c => s_bytes[c])] : null;

    private static char[] Characters()
    {
        var characters = new char[256];
        var next = 256;
        for (var b = 0; b < 256; b++)
        {
            characters[b] = b is >= '!' and <= '~' or >= '¡' and <= '¬' or >= '®' and <= 'ÿ' ? (char)b : (char)next++;
        }
        return characters;
    }
}
