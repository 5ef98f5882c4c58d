namespace TinyTransformer.Tests;

public class HeatmapTextTests
{
    [Fact]
    public void Text_OfARectangle_HasALineForEachQuery() => Assert.Equal(
        """
        query \ key    c1    c2    c3
        r1           0.11  0.12  0.13
        r2           0.21  0.22  0.23

        """, Samples.Rectangle().ToText());

    [Fact]
    public void Text_OfMaskedCells_IsADotAndNotAZero()
    {
        var lines = Samples.Causal().ToText().Split('\n');
        Assert.Equal("the          1.00     ·     ·", lines[2]);
        Assert.Equal("sat          0.00  0.90  0.10", lines[4]);
        Assert.Equal("· masked", lines[5]);
    }

    [Fact]
    public void Text_WithDecimals_ShowsThatMany() =>
        Assert.Contains("0.1250", new Heatmap(new[,] { { .125 } }) { Decimals = 4 }.ToText());

    [Fact]
    public void Text_OfAwkwardLabels_StaysOneLineForEachRow()
    {
        var lines = Samples.AwkwardLabels().ToText().Split('\n');
        Assert.Equal(1 + 1 + 12 + 1, lines.Length);
        Assert.DoesNotContain(lines, line => line.Any(char.IsControl));
    }

    [Fact]
    public void Text_OfABigMap_SaysWhatItLeavesOut() =>
        Assert.EndsWith("… left out: 128 x 128 cells in all\n", Samples.Random(128, 128).ToText());

    [Fact]
    public void ToString_OfAFigure_IsItsText() => Assert.Equal(Samples.Pattern().ToText(), Samples.Pattern().ToString());

    [Fact]
    public void Text_OfHugeValues_ShowsNoDigitsThatNobodyComputed()
    {
        var map = new Heatmap(new[,] { { 7.0710678e29f, -3e5f, 12345.678f } }) { Scale = HeatmapScale.Signed };
        Assert.Contains("7.07e29", map.ToText());
        Assert.Contains("-3.00e5", map.ToText());
        Assert.Contains("12345.68", map.ToText());
    }
}
