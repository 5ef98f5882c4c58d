using System.Buffers.Binary;
using System.IO.Compression;

namespace TinyTransformer.Tests;

// A PNG reader that shares nothing with the writer: it checks each chunk's CRC, and knows the five filters and indexed colour.
internal sealed class DecodedPng
{
    private readonly byte[] _pixels; // palette indices, row by row
    private readonly byte[] _palette = [];

    internal DecodedPng(byte[] png)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        var data = new MemoryStream();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var type = System.Text.Encoding.ASCII.GetString(png, at + 4, 4);
            var body = png.AsSpan(at + 8, length);
            Assert.Equal(BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)), Crc(png.AsSpan(at + 4, length + 4)));
            Chunks.Add(type);
            if (type == "IHDR")
            {
                (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body[4..]));
            }

            if (type == "PLTE")
            {
                _palette = body.ToArray();
            }

            if (type == "IDAT")
            {
                data.Write(body);
            }

            at += 12 + length;
        }
        data.Position = 0;
        _pixels = Unfilter(new ZLibStream(data, CompressionMode.Decompress));
    }

    internal List<string> Chunks { get; } = [];

    internal int Width { get; }

    internal int Height { get; }

    internal string this[double x, double y]
    {
        get
        {
            var index = _pixels[(int)y * Width + (int)x] * 3;
            return $"#{_palette[index]:x2}{_palette[index + 1]:x2}{_palette[index + 2]:x2}";
        }
    }

    internal bool HasPixelsOf(DecodedPng other) => Colours().SequenceEqual(other.Colours());

    private IEnumerable<int> Colours() => _pixels.Select(index => (_palette[3 * index] << 16) | (_palette[3 * index + 1] << 8) | _palette[3 * index + 2]);

    internal IEnumerable<string> Pixels() => _pixels.Select((_, i) => this[i % Width, i / Width]);

    private byte[] Unfilter(Stream stream)
    {
        var pixels = new byte[Width * Height];
        for (var y = 0; y < Height; y++)
        {
            var filter = stream.ReadByte();
            for (var x = 0; x < Width; x++)
            {
                int a = x > 0 ? pixels[y * Width + x - 1] : 0, b = y > 0 ? pixels[(y - 1) * Width + x] : 0, c = x > 0 && y > 0 ? pixels[(y - 1) * Width + x - 1] : 0;
                var predicted = filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, 4 => Paeth(a, b, c), _ => throw new InvalidDataException($"filter {filter}") };
                pixels[y * Width + x] = (byte)(stream.ReadByte() + predicted);
            }
        }
        Assert.Equal(-1, stream.ReadByte());
        return pixels;
    }

    private static int Paeth(int a, int b, int c)
    {
        var (pa, pb, pc) = (Math.Abs(b - c), Math.Abs(a - c), Math.Abs(a + b - 2 * c));
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }

    // Bit by bit, without a table.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
            }
        }
        return ~crc;
    }
}
