// Compares two PNGs by what they show. Two levels of 255 are let pass: rounding, not content.
namespace Lab.Checking;

internal static class PictureDifference
{
    private const int Tolerance = 2;

    /// <param name="was">Base64.</param>
    /// <returns>What differs; null if nothing does that counts.</returns>
    public static string? Describe(string was, string now)
    {
        try
        {
            return Describe(PngImage.Decode(Convert.FromBase64String(was)), PngImage.Decode(Convert.FromBase64String(now)));
        }
        catch (Exception error) when (error is FormatException or InvalidDataException)
        {
            return $"one of them cannot be read: {error.Message}";
        }
    }

    private static string? Describe(PngImage was, PngImage now)
    {
        if ((was.Width, was.Height) != (now.Width, now.Height))
        {
            return $"it was {was.Width} × {was.Height} pixels, it is {now.Width} × {now.Height}";
        }

        var (pixels, most) = (0, 0);
        for (var i = 0; i < was.Rgba.Length; i += 4)
        {
            var difference = Enumerable.Range(i, 4).Max(k => Math.Abs(was.Rgba[k] - now.Rgba[k]));
            most = Math.Max(most, difference);
            pixels += difference > Tolerance ? 1 : 0;
        }
        return pixels == 0 ? null : $"{pixels} of {was.Width * was.Height} pixels, by up to {most} of 255 levels ({Tolerance} pass)";
    }
}
