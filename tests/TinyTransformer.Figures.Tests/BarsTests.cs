using System.Text.Json;

namespace TinyTransformer.Tests;

public class BarsTests
{
    [Fact]
    public void Svg_OfBars_HasThemByFallingSizeAndOneForTheRest() => Assert.Equal(
        ["␣dog: 0.50000", "␣the: 0.25000", "␣cat: 0.12500", "<pad>: 0.06250", "rare0: 0.00521", "rare1: 0.00521", "10 more: 0.05208"],
        new DecodedSvg(BarsSamples.NextToken()).Hovers);

    [Fact]
    public void Svg_OfBars_MakesThemAsLongAsTheirNumbers()
    {
        var svg = new DecodedSvg(BarsSamples.NextToken());
        Assert.Equal(4, DecodedSvg.Number(svg.Cell("␣dog"), "width") / DecodedSvg.Number(svg.Cell("␣cat"), "width"), 6);
    }

    [Fact]
    public void Svg_OfASignedBar_LiesLeftOfZero()
    {
        var svg = new DecodedSvg(BarsSamples.Signed());
        var (above, below) = (svg.Cell("head 0"), svg.Cell("head 1"));
        Assert.Equal(DecodedSvg.Number(above, "x"), DecodedSvg.Number(below, "x") + DecodedSvg.Number(below, "width"), 6);
        Assert.Equal(1.5, DecodedSvg.Number(below, "width") / DecodedSvg.Number(above, "width"), 6);
    }

    [Fact]
    public void Svg_OfACut_DrawsTheTailInInkAndTellsItsMass()
    {
        var svg = new DecodedSvg(BarsSamples.NextToken());
        Assert.Equal(["#1b67fd", "#1b67fd", "#1b67fd", "currentColor", "currentColor", "currentColor", "currentColor"], svg.Cells.Select(cell => cell.Attribute("fill")!.Value));
        Assert.Contains(svg.Texts, text => DecodedSvg.Shown(text) == "kept 3 of 16: 0.875, tail: 0.125");
    }

    [Fact]
    public void Svg_OfNaN_IsNamedAndHasNoLength()
    {
        var bar = new DecodedSvg(BarsSamples.Signed()).Cell("head 2: NaN");
        Assert.Equal((1, HeatmapScene.NotFinite.ToString()), (DecodedSvg.Number(bar, "width"), bar.Attribute("fill")!.Value));
    }

    [Fact]
    public void Plotly_OfBars_PlacesThemByNumberFromTheTop()
    {
        var figure = JsonDocument.Parse(BarsSamples.NextToken().ToPlotlyJson()).RootElement;
        var (trace, axis) = (figure.GetProperty("data")[0], figure.GetProperty("layout").GetProperty("yaxis"));
        Assert.Equal(("bar", "h", "reversed"), (trace.GetProperty("type").GetString(), trace.GetProperty("orientation").GetString(), axis.GetProperty("autorange").GetString()));
        Assert.Equal("[0.5,0.25,0.125,0.0625,0.00520833,0.00520833,0.0520833]", trace.GetProperty("x").GetRawText());
        Assert.Equal(["␣dog", "␣the", "␣cat", "&lt;pad&gt;", "rare0", "rare1", "10 more"], axis.GetProperty("ticktext").EnumerateArray().Select(t => t.GetString()!));
        Assert.Equal(2.5, figure.GetProperty("layout").GetProperty("shapes")[0].GetProperty("y0").GetDouble());
    }

    [Fact]
    public void Text_OfBars_HoldsNumbersAndTheCut()
    {
        var lines = BarsSamples.NextToken().ToText().Split('\n');
        Assert.Equal("␣cat     0.125  ######", lines[3]);
        Assert.StartsWith("---", lines[4], StringComparison.Ordinal);
        Assert.Equal("kept 3 of 16: 0.875, tail: 0.125", lines[^2]);
    }

    [Fact]
    public void Text_OfCounts_WritesThemOut() => Assert.Contains("1,234,567", new Bars(["d"], new[] { 1234567 }) { Decimals = 0 }.ToText());

    [Fact]
    public void Bars_OfAWholeVocabulary_KeepTheLargest()
    {
        var values = Enumerable.Range(0, 50_000).Select(i => i == 31_000 ? 0.5f : 1e-5f).ToArray();
        Assert.StartsWith("t31000", new Bars([.. values.Select((_, i) => $"t{i}")], values).ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Guards_OfBars_SayWhatWasExpected()
    {
        Throws<ArgumentException>("labels: expected at least one label, got none", () => new Bars([], []));
        Throws<ArgumentException>("labels[1]: expected a label, got null", () => new Bars(["a", null!], [1, 2]));
        Throws<ArgumentException>("values: expected 1 numbers, one for each label, got 2", () => new Bars(["a"], [1, 2]));
        Throws<ArgumentOutOfRangeException>("Kept: expected 1 to 1, got 2", () => new Bars(["a"], [1]) { Kept = 2 });
        Throws<ArgumentOutOfRangeException>("Kept: expected finite numbers of at least 0, which have a mass, got values[1] = -1", () => new Bars(["a", "b"], [1, -1]) { Kept = 1 }.ToText());
        Throws<ArgumentOutOfRangeException>("MaxBars: expected 1 to 64, got 0", () => new Bars(["a"], [1]) { MaxBars = 0 });
    }

    private static void Throws<T>(string message, Func<object> act) where T : Exception => Assert.Contains(message, Assert.Throws<T>(act).Message);
}
