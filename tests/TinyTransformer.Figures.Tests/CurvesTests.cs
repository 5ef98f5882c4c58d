using System.Text.Json;
using System.Xml.Linq;

namespace TinyTransformer.Tests;

public class CurvesTests
{
    [Fact]
    public void Svg_OfCurves_HasALineForEachRunOfFiniteNumbers()
    {
        var hovers = Hovers(CurvesSamples.Broken());
        Assert.Equal(2 + 1, hovers.Count(h => h == "lr = 10: 10 points, first 2.000, last 3.000, lowest 2.000 at 0, 4 not finite")); // two runs and the name
        Assert.Contains("lr = 10: 3 → 4.000", hovers);
    }

    [Theory]
    [InlineData("lr = 10: 2 → NaN")]
    [InlineData("lr = 10: 7 → ∞")]
    [InlineData("lr = 10: 8 → -∞")]
    public void Svg_OfWhatIsNotFinite_MarksIt(string hover)
    {
        var mark = Paths(CurvesSamples.Broken()).Single(p => p.Value == hover);
        Assert.Equal(HeatmapScene.NotFinite.ToString(), mark.Attribute("fill")!.Value);
        Assert.Contains(new DecodedSvg(CurvesSamples.Broken()).Texts, t => t.Value == "not a finite number (4)");
    }

    [Fact]
    public void Svg_OfNamesAtOneHeight_SetsThemApart()
    {
        var heights = Enumerable.Range(0, 6).Select(i => new Curve($"run {i}", [1, 2])).ToArray();
        var names = new DecodedSvg(new Curves(heights)).Texts.Where(t => DecodedSvg.Shown(t).StartsWith("run", StringComparison.Ordinal)).Select(t => DecodedSvg.Number(t, "y")).Order().ToArray();
        Assert.All(names.Zip(names.Skip(1), (a, b) => b - a), gap => Assert.True(gap >= 18, $"{gap} px"));
    }

    [Fact]
    public void Plotly_OfCurves_HasStepsAsTwoNumbersAndNullForNaN()
    {
        var figure = Parse(CurvesSamples.Broken());
        var trace = figure.GetProperty("data")[0];
        Assert.Equal(("scatter", "lines+markers"), (trace.GetProperty("type").GetString(), trace.GetProperty("mode").GetString()));
        Assert.Equal("[2,2.5,null,4,null,3,3.5,null,null,3]", trace.GetProperty("y").GetRawText());
        Assert.Equal((0, 1), (trace.GetProperty("x0").GetDouble(), trace.GetProperty("dx").GetDouble()));
        Assert.False(trace.GetProperty("connectgaps").GetBoolean());
    }

    [Fact]
    public void Plotly_OfALogAxisWithABand_HasBoth()
    {
        var figure = Parse(CurvesSamples.Losses());
        Assert.Equal("log", figure.GetProperty("layout").GetProperty("yaxis").GetProperty("type").GetString());
        Assert.Equal(["", "toself", "", ""], figure.GetProperty("data").EnumerateArray().Select(t => t.TryGetProperty("fill", out var fill) ? fill.GetString()! : ""));
    }

    [Fact]
    public void Plotly_OfAThousandSteps_IsUnderTwentyKilobytes()
    {
        var random = new Random(1);
        float[] losses = [.. Enumerable.Range(0, 1000).Select(_ => random.NextSingle())];
        Assert.InRange(new Curves(new Curve("a", losses), new Curve("b", losses)).ToPlotlyJson().Length, 10_000, 20_000);
    }

    [Fact]
    public void Text_OfCurves_HoldsEachNumberByItsX()
    {
        var lines = CurvesSamples.Broken().ToText().Split('\n');
        Assert.Equal("2         NaN     1.600", lines[4]);
        Assert.Contains("lr = 0.1: 10 points, first 2.000, last 1.150, lowest 1.150 at 9", lines);
    }

    [Theory]
    [InlineData(0, 1, 6, "0.0, 0.2, 0.4, 0.6, 0.8, 1.0")]
    [InlineData(-3, 7, 5, "−2, 0, 2, 4, 6")]
    [InlineData(0, 250_000, 4, "0, 1e5, 2e5")]
    [InlineData(0.01234, 0.01236, 5, "0.012340, 0.012345, 0.012350, 0.012355, 0.012360")]
    [InlineData(1e-7, 2e-7, 4, "1e−7, 1.5e−7, 2e−7")]
    public void Ticks_OfALinearAxis_AreRound(double low, double high, int max, string expected) =>
        Assert.Equal(expected, string.Join(", ", Ticks.Linear(low, high, max).Select(t => t.Text)));

    [Fact]
    public void Ticks_OfAWholeAxis_AreWhole() => Assert.Equal(["0", "1", "2"], Ticks.Linear(0, 2, 8, isWhole: true).Select(t => t.Text));

    [Theory]
    [InlineData(-4, 0, 6, "0.0001, 0.001, 0.01, 0.1, 1")]
    [InlineData(0, 1, 6, "1, 2, 5, 10")]
    [InlineData(-0.4, 0.8, 3, "0.5, 1, 2, 5")]
    [InlineData(-6, 6, 5, "1e−6, 0.001, 1, 1000, 1e6")]
    public void Ticks_OfALogAxis_ArePowersOfTen(double low, double high, int max, string expected) =>
        Assert.Equal(expected, string.Join(", ", Ticks.Log(low, high, max).Select(t => t.Text)));

    [Fact]
    public void Guards_OfCurves_SayWhatWasExpected()
    {
        Throws<ArgumentException>("curves: expected at least one curve, got none", () => new Curves());
        Throws<ArgumentException>("y: expected at least one number, got none", () => new Curve("a", []));
        Throws<ArgumentException>("x: expected 2 numbers, one for each y, got 1", () => new Curve("a", [1], [1, 2]));
        Throws<ArgumentException>("x[1]: expected a finite number, not below the one before it, got 0", () => new Curve("a", [1, 0], [1, 2]));
        Throws<ArgumentException>("Upper: expected 2 numbers, one for each y, got 3", () => new Curve("a", [1, 2]) { Upper = new float[3] });
        Throws<ArgumentOutOfRangeException>("y[1] of \"a\": expected a number above 0 on a log axis, got 0", () => new Curves(new Curve("a", [1, 0])) { YScale = AxisScale.Log }.ToText());
        Throws<ArgumentOutOfRangeException>("YRange: expected to hold all of y, 1 to 2, got 0 to 1.5", () => new Curves(new Curve("a", [1, 2])) { YRange = (0, 1.5) }.ToSvg());
    }

    private static IEnumerable<XElement> Paths(Figure figure) => new DecodedSvg(figure).Root.Descendants().Where(e => e.Name.LocalName == "path");

    private static string[] Hovers(Figure figure) => [.. new DecodedSvg(figure).Root.Descendants().Where(e => e.Name.LocalName == "title").Select(e => e.Value)];

    private static JsonElement Parse(Figure figure) => JsonDocument.Parse(figure.ToPlotlyJson()).RootElement;

    private static void Throws<T>(string message, Func<object> act) where T : Exception => Assert.Contains(message, Assert.Throws<T>(act).Message);
}
