namespace TinyTransformer;

// An sRGB colour, with the measures that readability is judged by: WCAG's relative luminance and contrast.
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    internal static readonly Rgb White = new(255, 255, 255);
    internal static readonly Rgb Black = new(0, 0, 0);

    /// <summary>Relative luminance, 0 (black) to 1 (white).</summary>
    internal double Luminance => 0.2126 * Linear(R) + 0.7152 * Linear(G) + 0.0722 * Linear(B);

    /// <summary>CIE L*, 0 to 100.</summary>
    internal double Lightness => Luminance > 216.0 / 24389 ? 116 * Math.Cbrt(Luminance) - 16 : Luminance * 24389 / 27;

    internal static double Contrast(Rgb a, Rgb b) =>
        (Math.Max(a.Luminance, b.Luminance) + 0.05) / (Math.Min(a.Luminance, b.Luminance) + 0.05);

    /// <summary>Black or white, whichever is read more easily on this colour: at least 4.58:1 on any.</summary>
    internal Rgb TextOn => Contrast(this, White) >= Contrast(this, Black) ? White : Black;

    internal Rgb Under(Rgb top, double opacity) =>
        new(Mix(R, top.R, opacity), Mix(G, top.G, opacity), Mix(B, top.B, opacity));

    public override string ToString() => $"#{R:x2}{G:x2}{B:x2}";

    private static byte Mix(byte below, byte above, double opacity) => (byte)Math.Round(below + (above - below) * opacity);

    private static double Linear(byte channel)
    {
        var c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
