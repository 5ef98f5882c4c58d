namespace TinyTransformer.Tests;

// Whether lines can be seen on a page, and told from each other, computed from the definitions and apart from the code that draws them.
public class SeriesStyleTests
{
    private static readonly Rgb[] Pages = [new(255, 255, 255), new(0x1e, 0x1e, 0x1e), new(0x0d, 0x11, 0x17)]; // white; the dark of editors; of GitHub

    // Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
    private static readonly double[][] Full = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
    private static readonly double[][] Protan = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
    private static readonly double[][] Deutan = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];

    [Fact]
    public void Colour_OfEachSeries_IsSeenOnLightAndDark() => Assert.All(
        from colour in SeriesStyle.Colours from page in Pages select (colour, page),
        pair => Assert.True(Rgb.Contrast(pair.colour, pair.page) >= 3, $"{pair.colour} on {pair.page}: {Rgb.Contrast(pair.colour, pair.page)}"));

    // 0.02 in OKLab can just be seen when two patches touch.
    [Fact]
    public void Colours_OfTwoSeries_DifferToColourBlindEyes()
    {
        foreach (var eye in new[] { Full, Protan, Deutan })
        {
            var seen = SeriesStyle.Colours.Select(c => OkLab(Apply(eye, [Linear(c.R), Linear(c.G), Linear(c.B)]))).ToArray();
            Assert.All(from a in seen from b in seen where a != b select Distance(a, b), distance => Assert.True(distance >= 0.13, $"{distance}"));
        }
    }

    [Fact]
    public void Styles_OfTwentySeries_DifferWithoutColour() =>
        Assert.Equal(20, Enumerable.Range(0, 20).Select(SeriesStyle.Of).Select(s => (s.PlotlyDash, s.Marker)).Distinct().Count());

    private static double[] Apply(double[][] matrix, double[] x) => [.. matrix.Select(row => Math.Clamp(row.Zip(x, (a, b) => a * b).Sum(), 0, 1))];

    private static double[] OkLab(double[] rgb)
    {
        double[] lms = [.. Product([[.4122214708, .5363325363, .0514459929], [.2119034982, .6806995451, .1073969566], [.0883024619, .2817188376, .6299787005]], rgb).Select(Math.Cbrt)];
        return Product([[.2104542553, .7936177850, -.0040720468], [1.9779984951, -2.4285922050, .4505937099], [.0259040371, .7827717662, -.8086757660]], lms);
    }

    private static double[] Product(double[][] matrix, double[] x) => [.. matrix.Select(row => row.Zip(x, (a, b) => a * b).Sum())];

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    private static double Linear(byte channel) => channel <= 10 ? channel / 255.0 / 12.92 : Math.Pow((channel / 255.0 + .055) / 1.055, 2.4);
}
