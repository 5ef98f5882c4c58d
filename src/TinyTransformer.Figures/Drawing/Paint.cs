namespace TinyTransformer;

// What a shape is drawn with: a fixed colour, or ink, which is the page's own text colour in SVG and near-black in PNG.
internal readonly record struct Paint(Rgb? Colour, double Opacity)
{
    private static readonly Rgb PngInk = new(0x1b, 0x1f, 0x24);

    internal static Paint Ink(double opacity = 1) => new(null, opacity);

    internal static Paint Fixed(Rgb colour) => new(colour, 1);

    internal Rgb PngColour => Colour ?? PngInk;

    internal string Svg => Colour?.ToString() ?? "currentColor";
}
