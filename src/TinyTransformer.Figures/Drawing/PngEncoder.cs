using System.Buffers.Binary;
using System.IO.Compression;

namespace TinyTransformer;

// Writes a raster as an indexed PNG (W3C PNG specification): signature, IHDR, pHYs, PLTE, IDAT, IEND. Not a general encoder.
internal static class PngEncoder
{
    private const int PixelsPerMetreAt96Dpi = 3780;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <param name="raster">The pixels.</param>
    /// <param name="scale">Pixels for each logical pixel, recorded as the resolution: a viewer can divide by it.</param>
    internal static byte[] Encode(Raster raster, int scale)
    {
        var palette = Palette.Of(raster);
        using var png = new MemoryStream();
        png.Write(Signature);

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, raster.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), raster.Height);
        header[8] = 8; // bits for each pixel
        header[9] = 3; // indexed colour
        Chunk(png, "IHDR"u8, header);

        var resolution = new byte[9];
        BinaryPrimitives.WriteInt32BigEndian(resolution, PixelsPerMetreAt96Dpi * scale);
        BinaryPrimitives.WriteInt32BigEndian(resolution.AsSpan(4), PixelsPerMetreAt96Dpi * scale);
        resolution[8] = 1; // the unit is the metre
        Chunk(png, "pHYs"u8, resolution);

        Chunk(png, "PLTE"u8, [.. palette.Colours.SelectMany(c => new[] { c.R, c.G, c.B })]);
        Chunk(png, "IDAT"u8, Compress(raster, palette));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    // Two ways to choose the filter of a line, of which now one and now the other leaves the smaller file.
    private static byte[] Compress(Raster raster, Palette palette)
    {
        var byRuns = Compress(raster, palette, (plain, up) => Changes(up) < Changes(plain));
        var byRepeats = Compress(raster, palette, (_, up) => Changes(up) == 0 && up[1] == 0);
        return byRuns.Length < byRepeats.Length ? byRuns : byRepeats;
    }

    private static byte[] Compress(Raster raster, Palette palette, Func<byte[], byte[], bool> takesUp)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.SmallestSize))
        {
            var (above, line, plain, up) = (new byte[raster.Width], new byte[raster.Width], new byte[raster.Width + 1], new byte[raster.Width + 1]);
            up[0] = 2; // filter "up": each byte less the one above it
            for (var y = 0; y < raster.Height; y++)
            {
                var row = raster.Row(y);
                for (var x = 0; x < line.Length; x++)
                {
                    line[x] = palette.IndexOf(row[x]);
                    plain[x + 1] = line[x];
                    up[x + 1] = (byte)(line[x] - above[x]);
                }
                zlib.Write(takesUp(plain, up) ? up : plain);
                (above, line) = (line, above);
            }
        }
        return data.ToArray();
    }

    // A figure is flat areas: the filter that leaves fewer runs compresses better.
    private static int Changes(byte[] bytes)
    {
        var changes = 0;
        for (var i = 2; i < bytes.Length; i++)
        {
            if (bytes[i] != bytes[i - 1])
            {
                changes++;
            }
        }

        return changes;
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(data, Crc(type, uint.MaxValue)));
        png.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes, uint crc)
    {
        foreach (var b in bytes)
        {
            crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            var c = n;
            for (var k = 0; k < 8; k++)
            {
                c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            }

            table[n] = c;
        }
        return table;
    }
}
