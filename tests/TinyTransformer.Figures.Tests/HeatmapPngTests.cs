namespace TinyTransformer.Tests;

public class HeatmapPngTests
{
    [Fact]
    public void Png_OfAFigure_IsTwiceItsLogicalSize()
    {
        var (png, svg) = (new DecodedPng(Samples.Pattern().ToPng()), new DecodedSvg(Samples.Pattern()).Root);
        Assert.Equal((2 * DecodedSvg.Number(svg, "width"), 2 * DecodedSvg.Number(svg, "height")), (png.Width, png.Height));
        Assert.Equal(["IHDR", "pHYs", "PLTE", "IDAT", "IEND"], png.Chunks);
    }

    [Fact]
    public void Png_OfAFigure_HasTheColourOfEachCell()
    {
        var (png, svg) = (new DecodedPng(Samples.Rectangle().ToPng()), new DecodedSvg(Samples.Rectangle()));
        Assert.All(svg.Cells, cell => Assert.Equal(cell.Attribute("fill")!.Value, Corner(png, cell)));
        Assert.Equal(6, svg.Cells.Select(cell => Corner(png, cell)).Distinct().Count());
    }

    [Fact]
    public void Png_OfMaskedCell_IsGreyAndHatchedWhileZeroIsAColour()
    {
        var (png, svg) = (new DecodedPng(Samples.Causal().ToPng()), new DecodedSvg(Samples.Causal()));
        var masked = Area(png, svg.Cell("the → sat"));
        Assert.True(masked.Distinct().Count() >= 2, "no hatching");
        Assert.DoesNotContain(ColourScale.Sequential.At(0).ToString(), masked);
        Assert.Equal(ColourScale.Sequential.At(0).ToString(), Corner(png, svg.Cell("sat → the")));
    }

    [Fact]
    public void Png_OfAFigure_StandsOnOpaqueWhite()
    {
        var png = new DecodedPng(Samples.Pattern().ToPng());
        Assert.Equal("#ffffff", png[0, 0]);
        Assert.DoesNotContain("tRNS", png.Chunks);
    }

    [Fact]
    public void Png_OfTheSameFigure_HasTheSameBytes() => Assert.Equal(Samples.Causal().ToPng(), Samples.Causal().ToPng());

    [Fact]
    public void Png_WithMoreColoursThanAPalette_KeepsTheFillsExact()
    {
        var figure = new Heatmap(Values()) { ShowValues = true };
        var (png, svg) = (new DecodedPng(figure.ToPng()), new DecodedSvg(figure));
        Assert.All(svg.Cells, cell => Assert.Equal(cell.Attribute("fill")!.Value, Corner(png, cell)));

        static double[,] Values()
        {
            var values = new double[12, 12];
            for (var i = 0; i < 144; i++)
            {
                values[i / 12, i % 12] = i / 143.0;
            }

            return values;
        }
    }

    [Fact]
    public void Png_OfAwkwardLabels_IsDrawn() => Assert.True(new DecodedPng(Samples.AwkwardLabels().ToPng()).Pixels().Distinct().Count() > 10);

    // Sizes are in bytes; a notebook's cell has a budget of 20 kB.
    [Fact]
    public void Png_OfAThirtyTwoSquare_IsSmall() => Assert.InRange(Samples.Random(32, 32).ToPng().Length, 1000, 20_000);

    // A pixel near the top left of a cell, clear of its text.
    private static string Corner(DecodedPng png, System.Xml.Linq.XElement cell) =>
        png[2 * DecodedSvg.Number(cell, "x") + 2, 2 * DecodedSvg.Number(cell, "y") + 2];

    private static List<string> Area(DecodedPng png, System.Xml.Linq.XElement cell)
    {
        var pixels = new List<string>();
        for (var y = 0; y < 2 * DecodedSvg.Number(cell, "height"); y++)
        {
            for (var x = 0; x < 2 * DecodedSvg.Number(cell, "width"); x++)
            {
                pixels.Add(png[2 * DecodedSvg.Number(cell, "x") + x, 2 * DecodedSvg.Number(cell, "y") + y]);
            }
        }

        return pixels;
    }
}
