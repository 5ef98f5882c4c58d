// How large a picture wants to be shown. A PNG drawn for a dense screen says its resolution (pHYs); Jupyter's front ends read a size from an output's
// metadata instead, and without it show such a picture twice as large as it was meant.
// Source: "PNG Specification", W3C, section 11.3.5.3 (pHYs); "nbformat", display data.
using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Lab.Checking;

namespace Lab.Display;

internal static class DisplaySize
{
    /// <summary>Pixels a metre of a screen that shows a pixel for a pixel: 96 an inch, as CSS has it.</summary>
    private const double PixelsAMetre = 96 / 0.0254;

    /// <returns>Jupyter's metadata for the bundle: {"image/png": {"height": …, "width": …}} in CSS pixels, or nothing where the picture says nothing.</returns>
    public static JsonObject Of(JsonObject bundle)
    {
        if (bundle["image/png"] is not JsonValue content || Read(content.GetValue<string>()) is not var (width, height))
        {
            return [];
        }

        return new JsonObject { ["image/png"] = new JsonObject { ["height"] = height, ["width"] = width } };
    }

    private static (int Width, int Height)? Read(string base64)
    {
        var file = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, file, out var length))
        {
            return null;
        }

        byte[] header = [], resolution = [];
        try
        {
            foreach (var (type, chunk) in PngImage.Chunks(file[..length]).TakeWhile(chunk => chunk.Type != "IDAT"))
            {
                (header, resolution) = (type == "IHDR" ? chunk : header, type == "pHYs" ? chunk : resolution);
            }
        }
        catch (InvalidDataException)
        {
            return null;    // a damaged picture is shown, or not, by the front end
        }
        const byte Metre = 1;
        if (header.Length != 13 || resolution.Length != 9 || resolution[8] != Metre || BinaryPrimitives.ReadUInt32BigEndian(resolution) == 0)
        {
            return null;
        }

        var scale = PixelsAMetre / BinaryPrimitives.ReadUInt32BigEndian(resolution);
        return (Shown(header.AsSpan(0, 4), scale), Shown(header.AsSpan(4, 4), scale));
    }

    private static int Shown(ReadOnlySpan<byte> pixels, double scale) => (int)Math.Round(BinaryPrimitives.ReadInt32BigEndian(pixels) * scale);
}
