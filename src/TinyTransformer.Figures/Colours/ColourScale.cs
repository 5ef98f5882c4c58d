namespace TinyTransformer;

// The two colour scales, made from a few anchors in OKLab (Björn Ottosson, 2020) whose lightness is then set exactly: CIE L* falls in a
// straight line from one anchor to the next, so that a scale reads the same in greyscale and to colour-blind eyes.
internal sealed class ColourScale
{
    // 201 colours, one for each half percent: finer than the eye, and few enough for a PNG with a palette of 256.
    internal const int Levels = 201;

    /// <summary>0 is cream, 1 is deep indigo, by way of green and blue. Zero is a colour of its own, so it is neither paper nor a masked cell.</summary>
    internal static readonly ColourScale Sequential = new(
        new(0, 96, 0.028, 100), new(0.2, 80.8, 0.082, 145), new(0.4, 65.6, 0.088, 190),
        new(0.6, 50.4, 0.095, 232), new(0.8, 35.2, 0.118, 264), new(1, 20, 0.105, 284));

    /// <summary>Blue below zero, orange above, near-white at it; as dark at −x as at +x.</summary>
    internal static readonly ColourScale Diverging = new(
        new(0, 38, 0.128, 254), new(0.25, 66, 0.100, 250), new(0.5, 96, 0.002, 90), new(0.75, 66, 0.122, 55), new(1, 38, 0.110, 46));

    private readonly Rgb[] _colours = new Rgb[Levels];

    private readonly record struct Anchor(double At, double Lightness, double Chroma, double Hue)
    {
        internal double A => Chroma * Math.Cos(Hue * Math.PI / 180);

        internal double B => Chroma * Math.Sin(Hue * Math.PI / 180);
    }

    private ColourScale(params Anchor[] anchors)
    {
        for (var i = 0; i < Levels; i++)
        {
            var at = i / (Levels - 1.0);
            var right = Math.Max(1, Array.FindIndex(anchors, anchor => anchor.At >= at));
            var (from, to) = (anchors[right - 1], anchors[right]);
            var t = (at - from.At) / (to.At - from.At);
            _colours[i] = WithLightness(from.Lightness + t * (to.Lightness - from.Lightness), from.A + t * (to.A - from.A), from.B + t * (to.B - from.B));
        }
    }

    /// <summary>The colour at a place of the scale, 0 to 1.</summary>
    internal Rgb At(double place) => _colours[(int)Math.Round(Math.Clamp(place, 0, 1) * (Levels - 1))];

    // OKLab's own lightness differs a little from CIE L* for saturated colours, so it is searched for.
    private static Rgb WithLightness(double target, double a, double b)
    {
        double low = 0, high = 1;
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            var (red, green, blue) = Linear(middle, a, b);
            var luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
            if (116 * Math.Cbrt(luminance) - 16 < target)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }
        var (r, g, bl) = Linear(low, a, b);
        return new Rgb(Channel(r), Channel(g), Channel(bl));
    }

    private static (double R, double G, double B) Linear(double lightness, double a, double b)
    {
        var l = Cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        var m = Cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        var s = Cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return (Clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            Clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            Clip(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static double Cube(double x) => x * x * x;

    private static double Clip(double linear) => Math.Clamp(linear, 0, 1);

    private static byte Channel(double linear) =>
        (byte)Math.Round(255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055));
}
