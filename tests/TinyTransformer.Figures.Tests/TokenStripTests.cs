using System.Text.Json;

namespace TinyTransformer.Tests;

public class TokenStripTests
{
    [Fact]
    public void Svg_OfAStrip_HasAPieceForEachTokenWithItsId()
    {
        var svg = new DecodedSvg(BarsSamples.Strip());
        Assert.Equal(13, svg.Cells.Count);
        Assert.Equal(["The, id 464", "␣cat, id 3797", "␣sat, id 3332", ".⏎, id 13"], svg.Hovers.Take(4));
        Assert.Contains(svg.Texts, text => text.Value == "3797");
    }

    [Fact]
    public void Svg_AfterANewline_BeginsALine()
    {
        var svg = new DecodedSvg(BarsSamples.Strip());
        var (first, last, next) = (svg.Cell("The"), svg.Cell(".⏎"), svg.Cell("It"));
        Assert.Equal(DecodedSvg.Number(first, "y"), DecodedSvg.Number(last, "y"));
        Assert.True(DecodedSvg.Number(next, "y") > DecodedSvg.Number(last, "y"));
        Assert.Equal(DecodedSvg.Number(first, "x"), DecodedSvg.Number(next, "x"));
    }

    [Fact]
    public void Svg_OfAStrip_StaysWithinItsWidth()
    {
        var svg = new DecodedSvg(new TokenStrip([.. Enumerable.Range(0, 300).Select(i => i % 50 == 0 ? new string('x', 300) : $" token{i}")]));
        Assert.All(svg.Cells, cell => Assert.InRange(DecodedSvg.Number(cell, "x") + DecodedSvg.Number(cell, "width"), 0, 620));
    }

    [Fact]
    public void Tints_OfNeighbours_DifferInLightness()
    {
        var tints = TokenStripScene.Tints;
        Assert.All(Enumerable.Range(0, tints.Count), i => Assert.True(Rgb.Contrast(tints[i], tints[i].TextOn) >= 7 && Math.Abs(tints[i].Lightness - tints[(i + 1) % tints.Count].Lightness) > 3));
    }

    [Fact]
    public void Svg_OfWeights_HasTheScalesColours() => Assert.Equal(
        new[] { .2483, .5035, .2483 }.Select(weight => ColourScale.Sequential.At(weight).ToString()),
        new DecodedSvg(BarsSamples.Weighted()).Cells.Select(cell => cell.Attribute("fill")!.Value));

    [Fact]
    public void Plotly_OfAStrip_IsATableOfTokensAndIds()
    {
        var trace = JsonDocument.Parse(BarsSamples.Strip().ToPlotlyJson()).RootElement.GetProperty("data")[0];
        var columns = trace.GetProperty("cells").GetProperty("values");
        Assert.Equal("table", trace.GetProperty("type").GetString());
        Assert.Equal(("␣cat", 3797), (columns[0][1].GetString(), columns[1][1].GetInt32()));
    }

    [Fact]
    public void Text_OfAStrip_HasALineForEachToken()
    {
        var lines = BarsSamples.Strip().ToText().Split('\n');
        Assert.Equal("␣cat     3797", lines[2]);
        Assert.Equal(1 + 13 + 1, lines.Length);
    }

    [Fact]
    public void Guards_OfAStrip_SayWhatWasExpected()
    {
        Throws<ArgumentException>("tokens: expected at least one token, got none", () => new TokenStrip([]));
        Throws<ArgumentException>("Ids: expected 1, one for each token, got 2", () => new TokenStrip(["a"]) { Ids = [1, 2] });
        Throws<ArgumentException>("Weights: expected 1 numbers, one for each token, got 2", () => new TokenStrip(["a"]) { Weights = [1, 2] });
        Throws<ArgumentOutOfRangeException>("Weights[0]: expected 0 to 1, got 1.5", () => new TokenStrip(["a"]) { Weights = [1.5] }.ToSvg());
    }

    private static void Throws<T>(string message, Func<object> act) where T : Exception => Assert.Contains(message, Assert.Throws<T>(act).Message);
}
