// Text files as corpora come: UTF-8, a sentence a line, plain or packed by gzip (WMT's and Multi30k's own form). What is no UTF-8 is refused with its place, never replaced in silence.

using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace TinyTransformer;

/// <summary>Reads lines of UTF-8, plain or gzip (told by the content, not by the name).</summary>
public static class TextFile
{
    private static readonly byte[] s_end = [0xFF, .. "end of the file"u8];
    private static readonly byte[] s_packedEnd = Packed(s_end);

    /// <summary>The lines of a file. Only a line feed ends a line (a carriage return before it goes with it): U+2028 or a lone carriage return within a sentence would else shift one side of a parallel corpus.</summary>
    /// <param name="path">The file; a byte order mark at its start is left out.</param>
    /// <exception cref="InvalidDataException">The file is empty, holds a byte that is no UTF-8, or is a damaged gzip file; the message names the place.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string[] ReadLines(string path)
    {
        var lines = ReadText(path).Split('\n');
        var kept = lines[^1].Length == 0 ? lines[..^1] : lines;             // the last line ends with a line feed, too
        return [.. kept.Select(line => line.EndsWith('\r') ? line[..^1] : line)];
    }

    /// <summary>The whole text of a file.</summary>
    /// <inheritdoc cref="ReadLines"/>
    public static string ReadText(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
        {
            throw new IOException($"{path}: a folder, expected a file");                   // systems differ: some only say that access is denied
        }
        var bytes = Unpacked(path, File.ReadAllBytes(path));
        var text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes;
        if (text.IsEmpty)
        {
            throw new InvalidDataException($"{path}: the file is empty");
        }
        return Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : throw NotUtf8(path, text);
    }

    // GZipStream takes the end of its input for the end of the text, and so a file that is cut off for a whole one. Hence a member of our own behind it (RFC 1952, section 2.2: members follow one another), which
    // comes out again only if all before it is whole.
    private static byte[] Unpacked(string path, byte[] bytes)
    {
        if (bytes is not [0x1F, 0x8B, ..])
        {
            return bytes;
        }
        try
        {
            using var unpacked = new MemoryStream();
            using var gzip = new GZipStream(new MemoryStream([.. bytes, .. s_packedEnd]), CompressionMode.Decompress);
            gzip.CopyTo(unpacked);
            return unpacked.ToArray() is var text && text.AsSpan().EndsWith(s_end) ? text[..^s_end.Length] : throw new InvalidDataException("it is cut off, or something follows it");
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path}: a damaged gzip file: {error.Message}", error);
        }
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }
        return packed.ToArray();
    }

    private static InvalidDataException NotUtf8(string path, ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(text[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }
        var lineStart = text[..at].LastIndexOf((byte)'\n') + 1;
        return new($"{path}: line {text[..at].Count((byte)'\n') + 1}, byte {at - lineStart + 1}: 0x{text[at]:X2} is not UTF-8 here");
    }
}
