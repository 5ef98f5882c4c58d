// Writes PNGs for tests: 8 bits a channel, every row with the filter asked for. The checksums are left zero: the reader under test skips them.
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Lab.Tests.Checking;

internal static class TestPng
{
    /// <param name="colour">0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGBA.</param>
    /// <param name="rows">The bytes of the picture, row after row.</param>
    /// <param name="pixelsAMetre">The resolution; 0: the file says none.</param>
    public static byte[] Encode(int width, int height, byte colour, int size, byte filter, byte[] rows, byte[]? palette = null, int pixelsAMetre = 0)
    {
        var file = new MemoryStream();
        file.Write([137, 80, 78, 71, 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, colour);
        Chunk(file, "IHDR", header);
        if (palette is not null)
        {
            Chunk(file, "PLTE", palette);
        }

        if (pixelsAMetre > 0)
        {
            Chunk(file, "pHYs", [.. BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(pixelsAMetre)), .. BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(pixelsAMetre)), 1]);
        }

        Chunk(file, "IDAT", Compress(Filter(rows, width * size, height, size, filter)));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Filter(byte[] rows, int stride, int height, int size, byte filter)
    {
        var filtered = new byte[(stride + 1) * height];
        for (var y = 0; y < height; y++)
        {
            filtered[y * (stride + 1)] = filter;
            for (var x = 0; x < stride; x++)
            {
                int At(int dx, int dy) => x - dx * size < 0 || y - dy < 0 ? 0 : rows[(y - dy) * stride + x - dx * size];
                var (a, b, c) = (At(1, 0), At(0, 1), At(1, 1));
                // Paeth picks the neighbour nearest to a + b - c, the first of them in this order.
                var paeth = new[] { a, b, c }.MinBy(neighbour => Math.Abs(a + b - c - neighbour));
                var guess = filter switch { 1 => a, 2 => b, 3 => (a + b) / 2, 4 => paeth, _ => 0 };
                filtered[y * (stride + 1) + 1 + x] = (byte)(rows[y * stride + x] - guess);
            }
        }
        return filtered;
    }

    private static byte[] Compress(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            zlib.Write(bytes);
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        file.Write(length);
        file.Write(Encoding.ASCII.GetBytes(type));
        file.Write(content);
        file.Write(new byte[4]);
    }
}
