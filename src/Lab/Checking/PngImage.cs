// Reads the PNGs that plots are: 8 bits a channel, grey, grey with alpha, RGB, RGBA or palette, not interlaced. Not a general reader.
// Source: "PNG Specification", W3C, sections 5 (chunks), 9 (filters), 11 (palette and transparency).
using System.Buffers.Binary;
using System.IO.Compression;

namespace Lab.Checking;

/// <param name="Rgba">Row by row, four bytes a pixel.</param>
internal sealed record PngImage(int Width, int Height, byte[] Rgba)
{
    private const int MostPixels = 100_000_000;

    private enum Colour : byte
    {
        Grey = 0,
        Rgb = 2,
        Palette = 3,
        GreyAlpha = 4,
        Rgba = 6,
    }

    private static ReadOnlySpan<byte> Signature => [137, 80, 78, 71, 13, 10, 26, 10];

    /// <exception cref="InvalidDataException">No PNG, a damaged one, or one of a form that is not read.</exception>
    public static PngImage Decode(byte[] file)
    {
        if (!file.AsSpan().StartsWith(Signature))
        {
            throw new InvalidDataException("not a PNG");
        }

        byte[] header = [], palette = [], alpha = [];
        var data = new MemoryStream();
        foreach (var (type, content) in Chunks(file))
        {
            switch (type)
            {
                case "IHDR": header = content; break;
                case "PLTE": palette = content; break;
                case "tRNS": alpha = content; break;
                case "IDAT": data.Write(content); break;
            }
        }

        return Decode(header, data, palette, alpha);
    }

    private static PngImage Decode(byte[] header, MemoryStream data, byte[] palette, byte[] alpha)
    {
        if (header.Length != 13 || header[8] != 8 || header[12] != 0 || !Enum.IsDefined((Colour)header[9]))
        {
            throw new InvalidDataException("a PNG that is not 8 bits a channel without interlace");
        }

        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        if (width <= 0 || height <= 0 || (long)width * height > MostPixels)
        {
            throw new InvalidDataException($"a PNG of {width} × {height} pixels");
        }

        var colour = (Colour)header[9];
        var size = colour switch { Colour.Rgb => 3, Colour.Rgba => 4, Colour.GreyAlpha => 2, _ => 1 };
        var bytes = Unfilter(Inflate(data, (width * size + 1) * height), width * size, height, size);
        var rgba = new byte[width * height * 4];
        for (var i = 0; i < width * height; i++)
        {
            Pixel(bytes.AsSpan(i * size, size), colour, palette, alpha).CopyTo(rgba.AsSpan(i * 4));
        }

        return new PngImage(width, height, rgba);
    }

    /// <exception cref="InvalidDataException">A chunk reaches beyond the end of the file.</exception>
    internal static IEnumerable<(string Type, byte[] Content)> Chunks(byte[] file)
    {
        for (var at = Signature.Length; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (length < 0 || at + 12 + (long)length > file.Length)
            {
                throw new InvalidDataException("a PNG that is cut short");
            }

            yield return (System.Text.Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]);
            at += 12 + length;
        }
    }

    private static byte[] Inflate(MemoryStream data, int length)
    {
        data.Position = 0;
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        var bytes = new byte[length];
        return zlib.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length ? bytes : throw new InvalidDataException("a PNG that is cut short");
    }

    private static byte[] Unfilter(byte[] filtered, int stride, int height, int size)
    {
        var bytes = new byte[stride * height];
        for (var y = 0; y < height; y++)
        {
            var (from, to) = (y * (stride + 1), y * stride);
            for (var x = 0; x < stride; x++)
            {
                int left = x >= size ? bytes[to + x - size] : 0;
                int up = y > 0 ? bytes[to + x - stride] : 0;
                int upLeft = x >= size && y > 0 ? bytes[to + x - stride - size] : 0;
                bytes[to + x] = (byte)(filtered[from + 1 + x] + Predict(filtered[from], left, up, upLeft));
            }
        }
        return bytes;
    }

    private static int Predict(byte filter, int left, int up, int upLeft) => filter switch
    {
        0 => 0,
        1 => left,
        2 => up,
        3 => (left + up) / 2,
        4 => Paeth(left, up, upLeft),
        _ => throw new InvalidDataException($"a PNG with filter {filter}"),
    };

    private static int Paeth(int left, int up, int upLeft)
    {
        var guess = left + up - upLeft;
        var (a, b, c) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - upLeft));
        return a <= b && a <= c ? left : b <= c ? up : upLeft;
    }

    private static byte[] Pixel(ReadOnlySpan<byte> bytes, Colour colour, byte[] palette, byte[] alpha) => colour switch
    {
        Colour.Grey => [bytes[0], bytes[0], bytes[0], 255],
        Colour.GreyAlpha => [bytes[0], bytes[0], bytes[0], bytes[1]],
        Colour.Rgb => [bytes[0], bytes[1], bytes[2], 255],
        Colour.Rgba => [bytes[0], bytes[1], bytes[2], bytes[3]],
        _ when bytes[0] * 3 + 2 < palette.Length => [palette[bytes[0] * 3], palette[bytes[0] * 3 + 1], palette[bytes[0] * 3 + 2], bytes[0] < alpha.Length ? alpha[bytes[0]] : (byte)255],
        _ => throw new InvalidDataException("a PNG whose palette lacks a colour"),
    };
}
