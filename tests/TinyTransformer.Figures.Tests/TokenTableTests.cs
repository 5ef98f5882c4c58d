using System.Text.Json;

namespace TinyTransformer.Tests;

public class TokenTableTests
{
    [Fact]
    public void Svg_OfATable_PutsTokensOfOnePositionBelowEachOther()
    {
        var svg = new DecodedSvg(BarsSamples.Shifted());
        var (above, below, next) = (svg.Cell("the decoder reads, position 1"), svg.Cell("it is to say, position 1"), svg.Cell("the decoder reads, position 2"));
        Assert.Equal(DecodedSvg.Number(above, "x"), DecodedSvg.Number(below, "x"));
        Assert.Equal(DecodedSvg.Number(above, "width"), DecodedSvg.Number(below, "width"));
        Assert.True(DecodedSvg.Number(below, "y") > DecodedSvg.Number(above, "y"));
        Assert.Equal(DecodedSvg.Number(above, "y"), DecodedSvg.Number(next, "y"));
    }

    [Fact]
    public void Svg_OfATable_HasOneColourForOneTokenAndNothingForNull()
    {
        var svg = new DecodedSvg(BarsSamples.Shifted());
        Assert.Equal(Fill("the decoder reads, position 2: chat"), Fill("it is to say, position 1: chat"));
        Assert.NotEqual(Fill("the decoder reads, position 2: chat"), Fill("the decoder reads, position 1: le"));
        Assert.Equal("currentColor", Fill("the decoder reads, position 3: <pad>")); // muted
        Assert.Equal(7, svg.Cells.Count);

        string Fill(string hover) => svg.Cell(hover).Attribute("fill")!.Value;
    }

    [Fact]
    public void Tints_UnderBlackText_CanBeRead() => Assert.All(TokenTableScene.Tints, tint => Assert.True(Rgb.Contrast(tint, tint.TextOn) >= 7));

    [Fact]
    public void Text_OfATable_HasAColumnForEachPosition() => Assert.Equal(
        """
        Shifted right
        position               0     1      2      3
        the decoder reads  <bos>    le   chat  <pad>
        it is to say          le  chat  <eos>

        """, BarsSamples.Shifted().ToText());

    [Fact]
    public void Plotly_OfATable_IsATableOfItsRows()
    {
        var trace = JsonDocument.Parse(BarsSamples.Shifted().ToPlotlyJson()).RootElement.GetProperty("data")[0];
        var columns = trace.GetProperty("cells").GetProperty("values");
        Assert.Equal("table", trace.GetProperty("type").GetString());
        Assert.Equal(("it is to say", "chat"), (columns[0][1].GetString(), columns[2][1].GetString()));
    }

    [Fact]
    public void Guards_OfATable_SayWhatWasExpected()
    {
        Throws<ArgumentOutOfRangeException>("rows.Count: expected 1 to 32, got 0", () => new TokenTable());
        Throws<ArgumentOutOfRangeException>("rows[0].Tokens.Count: expected 1 to 64, got 0", () => new TokenTable(("a", [])));
        Throws<ArgumentException>("rows[1]: expected 2 tokens as in rows[0], got 1", () => new TokenTable(("a", ["x", "y"]), ("b", ["x"])));
    }

    private static void Throws<T>(string message, Func<object> act) where T : Exception => Assert.Contains(message, Assert.Throws<T>(act).Message);
}
