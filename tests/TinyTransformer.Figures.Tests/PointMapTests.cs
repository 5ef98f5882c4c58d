using System.Text.Json;
using System.Xml.Linq;

namespace TinyTransformer.Tests;

public class PointMapTests
{
    [Fact]
    public void Svg_OfAMap_HasAMarkerAndANameForEachPoint()
    {
        var svg = new DecodedSvg(PointMapSamples.Words());
        Assert.Equal(2, Titles(svg).Count(title => title == "mice (noun): -1.000, 0.3000")); // the marker's and the name's
        Assert.Equal(["cat", "cats", "he", "mice", "mouse", "she"], svg.Texts.Select(DecodedSvg.Shown).Where(PointMapSamples.Words().Labels.Contains).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Layout_OfAMap_HasOneUnitForBothAxes()
    {
        var layout = new PointMapLayout(PointMapSamples.Words(), 560, 240, 440);
        Assert.Equal(layout.Width / (layout.X.High - layout.X.Low), layout.Height / (layout.Y.High - layout.Y.Low), tolerance: 1e-9);
        Assert.True(layout.Points[0].X < layout.Points[4].X && layout.Points[0].Y > layout.Points[1].Y); // y points down there
    }

    [Theory]
    [InlineData("crowded")]
    [InlineData("words")]
    public void Names_OfAMap_CoverNoOtherNameAndNoOtherPoint(string sample)
    {
        var layout = new PointMapLayout(sample == "words" ? PointMapSamples.Words() : PointMapSamples.Crowded(), 560, 240, 440);
        var names = layout.Names.Select((place, i) => (Place: place, I: i)).Where(name => name.Place is not null).ToArray();
        Assert.InRange(names.Length, layout.Names.Count * 3 / 4, layout.Names.Count);
        foreach (var (place, i) in names)
        {
            Assert.All(names.Where(other => other.I != i), other => Assert.Equal(0, place!.Value.Shared(other.Place!.Value)));
            Assert.All(layout.Points.Where((_, j) => j != i), point => Assert.Equal(0, place!.Value.Shared(point.X - 4, point.Y - 4, point.X + 4, point.Y + 4)));
            Assert.True(place!.Value is { Left: >= 0, Top: >= 0 } && place.Value.Right <= layout.Width && place.Value.Bottom <= layout.Height);
        }
    }

    [Fact]
    public void Svg_OfTooManyNames_SaysHowManyHaveNoRoom()
    {
        var map = new PointMap([.. Enumerable.Range(0, 200).Select(i => $"a long name {i}")], [.. Enumerable.Range(0, 200).Select(i => i % 15.0)], [.. Enumerable.Range(0, 200).Select(i => Math.Floor(i / 15.0))]);
        var note = Assert.Single(new DecodedSvg(map).Texts, text => text.Value.StartsWith("no room for", StringComparison.Ordinal)).Value;
        Assert.Matches("^no room for [0-9]+ of 200 names$", note);
        Assert.Contains("a long name 7", map.ToText());
    }

    [Fact]
    public void Arrow_FromCatToCats_LeadsThere()
    {
        var svg = new DecodedSvg(PointMapSamples.Words());
        var path = svg.Root.Descendants().Single(e => e.Name.LocalName == "path" && e.Value == "cat → cats").Attribute("d")!.Value;
        var numbers = path.Split(['M', 'L', ' '], StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.True(numbers[2] > numbers[0] && numbers[3] < numbers[1]); // to the right and up
    }

    [Fact]
    public void Plotly_OfAMap_HasATraceForEachGroupAndAnArrowForEachPair()
    {
        var figure = Parse(PointMapSamples.Words());
        var layout = figure.GetProperty("layout");
        Assert.Equal(["noun", "pronoun"], figure.GetProperty("data").EnumerateArray().Select(trace => trace.GetProperty("name").GetString()));
        Assert.Equal("""["cat","cats","mouse","mice"]""", figure.GetProperty("data")[0].GetProperty("text").GetRawText());
        Assert.Equal("x", layout.GetProperty("yaxis").GetProperty("scaleanchor").GetString());
        var arrow = layout.GetProperty("annotations")[0];
        Assert.Equal((-2, 0.1, -1.2, 0.9), (arrow.GetProperty("ax").GetDouble(), arrow.GetProperty("ay").GetDouble(), arrow.GetProperty("x").GetDouble(), arrow.GetProperty("y").GetDouble()));
    }

    [Fact]
    public void Plotly_OfTwoMaps_KeepsEachArrowInItsOwn()
    {
        var annotations = Parse(new SmallMultiples(PointMapSamples.Words(), PointMapSamples.Words())).GetProperty("layout").GetProperty("annotations");
        Assert.Equal(["x", "x", "x", "x2", "x2", "x2"], annotations.EnumerateArray().Where(a => a.TryGetProperty("axref", out _)).Select(a => a.GetProperty("axref").GetString()));
    }

    [Fact]
    public void Text_OfAMap_HasALineForEachPointAndEachArrow()
    {
        var lines = PointMapSamples.Words().ToText().Split('\n');
        Assert.Equal("point    group  component 1  component 2", lines[1]);
        Assert.Equal("cats      noun       -1.200       0.9000", lines[3]);
        Assert.Equal("he → she", lines[^2]);
    }

    [Fact]
    public void Guards_OfAMap_SayWhatWasExpected()
    {
        Throws<ArgumentException>("labels: expected at least one point, got none", () => new PointMap([], [], []));
        Throws<ArgumentException>("y: expected 1 numbers, one for each point, got 2", () => new PointMap(["a"], [1], [1, 2]));
        Throws<ArgumentException>("x[1]: expected a finite number, got NaN", () => new PointMap(["a", "b"], [1, double.NaN], [1, 2]));
        Throws<ArgumentException>("Groups: expected 1, one for each point, got 2", () => new PointMap(["a"], [1], [1]) { Groups = ["g", "h"] });
        Throws<ArgumentException>("Groups: expected at most 5 different ones, got 6", () => new PointMap(["a", "b", "c", "d", "e", "f"], new double[6], new double[6]) { Groups = ["1", "2", "3", "4", "5", "6"] });
        Throws<ArgumentOutOfRangeException>("Arrows: expected 0 to 0, got 1", () => new PointMap(["a"], [1], [1]) { Arrows = [(0, 1)] });
    }

    private static IEnumerable<string> Titles(DecodedSvg svg) => svg.Root.Descendants().Where(e => e.Name.LocalName == "title").Select(e => e.Value);

    private static JsonElement Parse(Figure figure) => JsonDocument.Parse(figure.ToPlotlyJson()).RootElement;

    private static void Throws<T>(string message, Func<object> act) where T : Exception => Assert.Contains(message, Assert.Throws<T>(act).Message);
}
