using System.Text.RegularExpressions;

namespace TinyTransformer.Tests;

public class HeatmapSvgTests
{
    [Fact]
    public void Svg_OfARectangle_NamesEachCellByQueryThenKey() => Assert.Equal(
        ["r1 → c1: 0.1100", "r1 → c2: 0.1200", "r1 → c3: 0.1300", "r2 → c1: 0.2100", "r2 → c2: 0.2200", "r2 → c3: 0.2300"],
        new DecodedSvg(Samples.Rectangle()).Hovers);

    [Fact]
    public void Svg_OfARectangle_PutsQueriesInRowsAndKeysInColumns()
    {
        var svg = new DecodedSvg(Samples.Rectangle());
        var (first, right, below) = (svg.Cell("r1 → c1"), svg.Cell("r1 → c2"), svg.Cell("r2 → c1"));
        Assert.True(DecodedSvg.Number(right, "x") > DecodedSvg.Number(first, "x"));
        Assert.Equal(DecodedSvg.Number(first, "y"), DecodedSvg.Number(right, "y"));
        Assert.True(DecodedSvg.Number(below, "y") > DecodedSvg.Number(first, "y"));
        Assert.Equal(DecodedSvg.Number(first, "x"), DecodedSvg.Number(below, "x"));
    }

    [Fact]
    public void Svg_OfARectangle_WritesEachLabelBesideItsRowOrColumn()
    {
        var svg = new DecodedSvg(Samples.Rectangle());
        var (cell, row, column) = (svg.Cell("r2 → c3"), Label("r2"), Label("c3"));
        Assert.InRange(DecodedSvg.Number(row, "y"), DecodedSvg.Number(cell, "y"), DecodedSvg.Number(cell, "y") + DecodedSvg.Number(cell, "height"));
        Assert.InRange(DecodedSvg.Number(column, "x"), DecodedSvg.Number(cell, "x"), DecodedSvg.Number(cell, "x") + DecodedSvg.Number(cell, "width"));

        System.Xml.Linq.XElement Label(string text) => svg.Texts.Single(t => DecodedSvg.Shown(t) == text);
    }

    [Theory]
    [InlineData(false, 24)]
    [InlineData(true, 46)] // "0.00" does not fit into 24 pixels
    public void Svg_OfACellSize_HasItUnlessNumbersNeedMore(bool showValues, double distance)
    {
        var svg = new DecodedSvg(new Heatmap(new double[2, 2]) { RowLabels = ["a", "b"], ColumnLabels = ["c", "d"], CellSize = 24, ShowValues = showValues });
        Assert.Equal(distance, DecodedSvg.Number(svg.Cell("a → d"), "x") - DecodedSvg.Number(svg.Cell("a → c"), "x"));
    }

    [Fact]
    public void Svg_OfMaskedCell_IsInkAndSaysMaskedWhileZeroIsAColour()
    {
        var svg = new DecodedSvg(Samples.Causal());
        var (masked, zero) = (svg.Cell("the → cat"), svg.Cell("sat → the"));
        Assert.EndsWith(": masked", masked.Value);
        Assert.EndsWith(": 0.0000", zero.Value);
        Assert.Equal("currentColor", masked.Attribute("fill")!.Value);
        Assert.Equal(ColourScale.Sequential.At(0).ToString(), zero.Attribute("fill")!.Value);
    }

    [Fact]
    public void Svg_OfMinusInfinity_IsMasked() => Assert.Equal("a → d: masked", new DecodedSvg(Samples.Scores()).Hovers[1]);

    [Fact]
    public void Svg_OfNaN_SaysNaNInAColourOfItsOwn()
    {
        var svg = new DecodedSvg(new Heatmap(new[,] { { double.NaN, 0 } }));
        Assert.Equal("0 → 0: NaN", svg.Hovers[0]);
        Assert.Equal(HeatmapScene.NotFinite.ToString(), svg.Cells[0].Attribute("fill")!.Value);
        Assert.Contains(svg.Texts, text => text.Value == "NaN");
    }

    [Fact]
    public void Svg_OfAnyFigure_NeedsNothingFromOutside()
    {
        foreach (var svg in new[] { Samples.Pattern(), Samples.Causal(), Samples.AwkwardLabels() }.Select(figure => figure.ToSvg()))
        {
            Assert.DoesNotMatch(new Regex("<script|<style|<image|<use|<foreignObject|href|url\\(| id=| on[a-z]+=", RegexOptions.IgnoreCase), svg);
        }
    }

    [Fact]
    public void Svg_OfAnyFigure_ScalesWithThePage()
    {
        var root = new DecodedSvg(Samples.Pattern()).Root;
        Assert.Equal($"0 0 {root.Attribute("width")!.Value} {root.Attribute("height")!.Value}", root.Attribute("viewBox")!.Value);
        Assert.Contains("max-width:100%;height:auto", root.Attribute("style")!.Value);
    }

    [Fact]
    public void Svg_OfLabels_TakesThePagesColour() => Assert.All(
        new DecodedSvg(Samples.Pattern()).Texts.Where(text => Samples.Tokens.Contains(DecodedSvg.Shown(text))),
        text => Assert.Equal("currentColor", text.Attribute("fill")!.Value));

    [Fact]
    public void Svg_OfALongLabel_ShowsItCutAndNamesItInFull()
    {
        var text = new DecodedSvg(Samples.AwkwardLabels()).Texts.First(t => t.Value.StartsWith(new string('x', 300), StringComparison.Ordinal));
        Assert.Matches("^x{5,40}…$", DecodedSvg.Shown(text));
    }

    [Fact]
    public void Svg_OfAwkwardLabels_ShowsThemVisibly()
    {
        var shown = new DecodedSvg(Samples.AwkwardLabels()).Texts.Select(DecodedSvg.Shown).ToArray();
        foreach (var expected in new[] { "😀", "漢字", "a⏎b", "\"q\"", "<pad>&amp;", "␣cat", "\\uD83D", "<q>", "&k" })
        {
            Assert.Contains(expected, shown);
        }

        Assert.Equal(144, new DecodedSvg(Samples.AwkwardLabels()).Cells.Count);
    }

    [Fact]
    public void Svg_OfDuplicateTokens_KeepsAColumnForEach() =>
        Assert.Equal(4, new DecodedSvg(new Heatmap(new double[2, 2]) { RowLabels = ["the", "the"], ColumnLabels = ["the", "the"] }).Hovers.Count(h => h == "the → the: 0.0000"));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 20)]
    [InlineData(128, 128)]
    [InlineData(512, 2)]
    public void Svg_OfAnyShape_StaysWithinAThousandPixels(int rows, int columns)
    {
        var svg = new DecodedSvg(Samples.Random(rows, columns));
        Assert.Equal(rows * columns, svg.Cells.Count);
        Assert.InRange(DecodedSvg.Number(svg.Root, "width"), 60, 1000);
        Assert.InRange(DecodedSvg.Number(svg.Root, "height"), 60, 1000);
    }

    [Theory]
    [InlineData(8, 8, 64)]
    [InlineData(16, 16, 0)]
    public void Svg_ByDefault_ShowsValuesWhereCellsAreFew(int rows, int columns, int values) =>
        Assert.Equal(values, new DecodedSvg(Samples.Random(rows, columns)).Texts.Count(text => Regex.IsMatch(text.Value, "^[01]\\.\\d\\d$") && text.Attribute("fill")!.Value[0] == '#'));

    [Fact]
    public void Svg_OfManyLabels_DrawsEveryNth() =>
        Assert.InRange(new DecodedSvg(Samples.Random(128, 128)).Texts.Count, 20, 100);
}
