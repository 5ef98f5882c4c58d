using System.Text.Json;
using System.Xml.Linq;

namespace TinyTransformer.Tests;

public class TreeTests
{
    [Fact]
    public void Arcs_Svg_AreAsThickAsTheirWeights()
    {
        var arcs = new DecodedSvg(new AttentionArcs(new[,] { { .5, .3, .2 } })).Root.Descendants().Where(e => e.Name.LocalName == "path").ToArray();
        Assert.Equal(["0 → 2: 0.2000", "0 → 1: 0.3000", "0 → 0: 0.5000"], arcs.Select(arc => arc.Value));
        Assert.Equal(2.5, Width(arcs[2]) / Width(arcs[0]), 6);

        static double Width(XElement arc) => DecodedSvg.Number(arc.Parent!, "stroke-width");
    }

    [Fact]
    public void Arcs_OfMaskedOrFaintWeights_AreNotDrawnAndTheFaintAreCounted()
    {
        var svg = new DecodedSvg(TreeSamples.Arcs());
        var hovers = Hovers(svg);
        Assert.Equal(21 - 6, hovers.Count(hover => hover.Contains(" → ", StringComparison.Ordinal))); // those of the triangle, less the faint
        Assert.Contains(svg.Texts, text => text.Value == "6 weights below 0.1 have no arc");
        Assert.Equal(3, svg.Texts.Count(text => text.Value == "masked"));
    }

    [Fact]
    public void Arcs_Text_NamesTheKeysOfEachQueryByFallingWeight() => Assert.Contains("sat → the 0.49, cat 0.30, sat 0.21\n", TreeSamples.Arcs().ToText());

    [Fact]
    public void Arcs_Plotly_BreaksTheLineAfterEachArc()
    {
        var data = Parse(new AttentionArcs(new[,] { { .5, .5 } })).GetProperty("data");
        Assert.Equal(("scatter", "[0,1,null,0,1,null]", "[0,0,null,0,1,null]"), (data[0].GetProperty("type").GetString(), data[0].GetProperty("x").GetRawText(), data[0].GetProperty("y").GetRawText()));
    }

    [Fact]
    public void DecodingTree_Svg_HasANodeForEachTokenAndDashesWhereItGaveUp()
    {
        var svg = new DecodedSvg(TreeSamples.Beams());
        Assert.Equal(["<bos>", "the 0.50", "␣dog 0.20", "␣ran 0.09 (given up)", "␣end 0.05 (given up)", "a 0.40", "␣cat 0.36", "␣sat 0.18", "␣漢字 0.04 (given up)", "⏎ 0.10 (given up)"], svg.Hovers);
        Assert.Equal(4 * 2, svg.Root.Descendants().Count(e => e.Attribute("stroke-dasharray") is not null)); // an edge and an outline each
    }

    [Fact]
    public void DecodingTree_Svg_PutsAParentAtTheMiddleOfItsChildren()
    {
        var svg = new DecodedSvg(TreeSamples.Beams());
        Assert.Equal((Y("␣dog") + Y("␣end")) / 2, Y("the 0.50"), 6);
        Assert.True(Y("the 0.50") < Y("a 0.40") && DecodedSvg.Number(svg.Cell("a 0.40"), "x") < DecodedSvg.Number(svg.Cell("␣cat"), "x"));

        double Y(string hover) => DecodedSvg.Number(svg.Cell(hover), "y");
    }

    [Fact]
    public void DecodingTree_Text_IsIndentedByStep() => Assert.Contains("<bos>\n  the 0.50\n    ␣dog 0.20\n      ␣ran 0.09  (given up)\n", TreeSamples.Beams().ToText());

    [Fact]
    public void DecodingTree_Plotly_HasKeptAndGivenUpEdgesAndNodes()
    {
        var data = Parse(TreeSamples.Beams()).GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal(["dash", "solid"], data.Take(2).Select(trace => trace.GetProperty("line").GetProperty("dash").GetString()));
        Assert.Equal("&lt;bos&gt;", data[2].GetProperty("text")[0].GetString());
    }

    [Fact]
    public void ShapeFlow_Svg_MarksTheDimensionsThatChanged() => Assert.Equal(
        ["D = 64, changed", "H = 4, changed", "Dh = 16, changed", "S = 5, changed", "D = 64, changed", "V = 100, changed"],
        new DecodedSvg(TreeSamples.Flow()).Hovers.Where(hover => hover.EndsWith("changed", StringComparison.Ordinal)));

    [Fact]
    public void ShapeFlow_WithAxes_ComparesByName() => Assert.Equal(
        ["T = 3, changed"],
        new DecodedSvg(new ShapeFlow(new ShapeStep("a", 2, 5) { Axes = "B T" }, new ShapeStep("b", 3, 2) { Axes = "T B" })).Hovers.Where(hover => hover.EndsWith("changed", StringComparison.Ordinal)));

    [Fact]
    public void ShapeFlow_WithoutAxes_ComparesPlaceByPlace() => Assert.Equal(
        ["3, changed", "7, changed"],
        new DecodedSvg(new ShapeFlow(new ShapeStep("a", 2, 5), new ShapeStep("b", 2, 3, 7))).Hovers.Where(hover => hover.EndsWith("changed", StringComparison.Ordinal)));

    [Fact]
    public void ShapeFlow_Text_HasALineForEachStep()
    {
        var lines = TreeSamples.Flow().ToText().Split('\n');
        Assert.Equal("embedding          (2, 5, 64)     B T D  6,400 parameters", lines[2]);
        Assert.Equal("  queries by head  (2, 4, 5, 16)  B H T Dh", lines[4]);
    }

    [Fact]
    public void ShapeFlow_Plotly_IsATable() =>
        Assert.Equal("(2, 5, 64)", Parse(TreeSamples.Flow()).GetProperty("data")[0].GetProperty("cells").GetProperty("values")[1][1].GetString());

    [Theory]
    [InlineData("6,6,4,3,2,2,1", 600, 400)]
    [InlineData("1", 10, 20)]
    [InlineData("1000,1,1", 600, 380)]
    public void Squarified_OfSizes_GivesEachItsShareWithoutOverlap(string text, double width, double height)
    {
        var sizes = text.Split(',').Select(double.Parse).ToArray();
        var fields = Squarified.Lay(sizes, new(0, 0, width, height));
        Assert.All(fields.Zip(sizes), pair => Assert.Equal(pair.Second / sizes.Sum() * width * height, pair.First.Width * pair.First.Height, 6));
        Assert.All(fields, field => Assert.True(field is { X: >= 0, Y: >= 0 } && field.X + field.Width <= width + 1e-9 && field.Y + field.Height <= height + 1e-9));
        Assert.DoesNotContain(from a in fields from b in fields where a != b select a.X < b.X + b.Width - 1e-9 && b.X < a.X + a.Width - 1e-9 && a.Y < b.Y + b.Height - 1e-9 && b.Y < a.Y + a.Height - 1e-9, overlap => overlap);
    }

    // The paper's own example, Figure 4: the first line takes the two sixes, and no field is longer than three times its width.
    [Fact]
    public void Squarified_OfThePapersExample_LaysTheTwoSixesFirst()
    {
        var fields = Squarified.Lay([6, 6, 4, 3, 2, 2, 1], new(0, 0, 6, 4));
        Assert.Equal((0, 0, 3, 2), (fields[0].X, fields[0].Y, fields[0].Width, fields[0].Height));
        Assert.Equal((0, 2, 3, 2), (fields[1].X, fields[1].Y, fields[1].Width, fields[1].Height));
        Assert.All(fields, field => Assert.InRange(field.Width / field.Height, 1 / 3.0, 3));
    }

    [Fact]
    public void TreeMap_Svg_HasTheSharesOfGroupsAndFields()
    {
        var hovers = new DecodedSvg(TreeSamples.Parameters()).Hovers;
        Assert.Superset(new HashSet<string> { "blocks: 98,560, 92.9 %", "blocks.0.feed_forward: 32,768, 30.9 %", "embedding: 6,400, 6.0 %" }, hovers.ToHashSet());
    }

    [Fact]
    public void TreeMap_OfAGroupTooSmallForItsName_NamesItBelow() => Assert.Contains(new DecodedSvg(TreeSamples.Parameters()).Texts, text => text.Value == "position.weight 1.0 %");

    [Fact]
    public void TreeMap_Plotly_SumsUp()
    {
        var trace = Parse(TreeSamples.Parameters()).GetProperty("data")[0];
        Assert.Equal(("treemap", "total"), (trace.GetProperty("type").GetString(), trace.GetProperty("branchvalues").GetString()));
        var fields = trace.GetProperty("parents").EnumerateArray().Zip(trace.GetProperty("values").EnumerateArray(), (parent, value) => (Parent: parent.GetString(), Value: value.GetInt64())).ToArray();
        Assert.Equal(106_112, fields.Where(field => field.Parent == "").Sum(field => field.Value));
        Assert.Equal(98_560, fields.Where(field => field.Parent == "blocks").Sum(field => field.Value));
    }

    [Fact]
    public void TreeMap_Text_HoldsEachCount() => Assert.Matches("  0\\.feed_forward +32,768 +30\\.9 %\n", TreeSamples.Parameters().ToText());

    [Fact]
    public void Guards_OfTrees_SayWhatWasExpected()
    {
        Throws<ArgumentOutOfRangeException>("expected 0 to 1, got 1.5", () => new AttentionArcs(new[,] { { 1.5 } }).ToText());
        Throws<ArgumentException>("pattern: expected at most 64 queries and keys, got (65, 1); show a slice", () => new AttentionArcs(new float[65, 1]));
        Throws<ArgumentOutOfRangeException>("Focus: expected 0 to 0, got 1", () => new AttentionArcs(new double[1, 1]) { Focus = 1 });
        Throws<ArgumentException>("root: expected at most 200 nodes", () => new DecodingTree(new DecodingNode("a", 1) { Children = [.. Enumerable.Repeat(new DecodingNode("b", 0), 200)] }));
        Throws<ArgumentException>("root: expected nodes with a token, got null", () => new DecodingTree(new DecodingNode("a", 1) { Children = [null!] }));
        Throws<ArgumentException>("steps[0].Axes: expected 2 names, one for each dimension, got \"B\"", () => new ShapeFlow(new ShapeStep("a", 1, 2) { Axes = "B" }));
        Throws<ArgumentException>("parameters[0].Count: expected at least 0, got -1", () => new ParameterTreeMap(("a", -1)));
        Throws<ArgumentException>("parameters: expected at least one count above 0, got none", () => new ParameterTreeMap(("a", 0)));
        Throws<ArgumentOutOfRangeException>("Limit: expected at least 2, the largest bar, got 1", () => new Bars(["a"], [2]) { Limit = 1 }.ToSvg());
    }

    private static string[] Hovers(DecodedSvg svg) => [.. svg.Root.Descendants().Where(e => e.Name.LocalName == "title").Select(e => e.Value)];

    private static JsonElement Parse(Figure figure) => JsonDocument.Parse(figure.ToPlotlyJson()).RootElement;

    private static void Throws<T>(string message, Func<object> act) where T : Exception => Assert.Contains(message, Assert.Throws<T>(act).Message);
}
