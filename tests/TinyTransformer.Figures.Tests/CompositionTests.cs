using System.Text.Json;

namespace TinyTransformer.Tests;

public class CompositionTests
{
    [Fact]
    public void Chain_OfAttention_DrawsEachCellOfEachMatrix()
    {
        var hovers = new DecodedSvg(CompositionSamples.Attention()).Hovers;
        Assert.Equal(6 + 6 + 4 * 9 + 6 + 6, hovers.Count);
        Assert.Equal(2 * 3, hovers.Count(hover => hover.EndsWith(": masked", StringComparison.Ordinal)));
    }

    [Fact]
    public void Chain_OfAttention_NamesOperationsMatricesAndShapes()
    {
        var texts = new DecodedSvg(CompositionSamples.Attention()).Texts.Select(DecodedSvg.Shown).ToHashSet();
        Assert.Superset(new HashSet<string> { "Q", "·", "Kᵀ", "=", "scores", "÷ √2", "scaled", "mask", "softmax", "pattern", "V", "output", "3 × 2", "2 × 3", "0.71", "1.34" }, texts);
    }

    [Fact]
    public void Chain_OfSignedMatrices_HasOneColourForOneNumber()
    {
        var svg = new DecodedSvg(new MatrixChain(Signed(2)).Then("÷ 2", Signed(1)).Then("· 2", Signed(2)));
        var colours = svg.Cells.Select(cell => cell.Attribute("fill")!.Value).ToArray();
        Assert.Equal(colours[0], colours[2]);
        Assert.NotEqual(colours[0], colours[1]);
    }

    [Fact]
    public void Then_OnAChain_LeavesTheChainAlone()
    {
        var one = new MatrixChain(Signed(1)) { Title = "chain" };
        Assert.Equal("chain", one.Then("÷ 2", Signed(.5)).Title);
        Assert.DoesNotContain("÷ 2", one.ToText());
    }

    [Fact]
    public void Chain_Text_HoldsTheStepsInOrder()
    {
        var text = CompositionSamples.Attention().ToText();
        Assert.Contains("→ softmax\npattern\nquery \\ key   the   cat   sat\nthe          1.00     ·     ·\n", text);
        Assert.True(text.IndexOf("→ ÷ √2", StringComparison.Ordinal) < text.IndexOf("→ softmax", StringComparison.Ordinal));
    }

    [Fact]
    public void Multiples_Plotly_GivesEachPanelAxesOfItsOwn()
    {
        var figure = Parse(new SmallMultiples(Samples.Pattern(), BarsSamples.NextToken(), BarsSamples.Strip()) { Columns = 2 });
        var data = figure.GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal(["heatmap", "bar", "table"], data.Select(trace => trace.GetProperty("type").GetString()));
        Assert.Equal(["x", "x2"], data.Take(2).Select(trace => trace.GetProperty("xaxis").GetString()));
        Assert.Equal("x", figure.GetProperty("layout").GetProperty("yaxis").GetProperty("scaleanchor").GetString());
        Assert.Equal("y2", figure.GetProperty("layout").GetProperty("xaxis2").GetProperty("anchor").GetString());
        Assert.Equal(("x2 domain", "y2"), (Shape("xref"), Shape("yref")));
        Assert.True(data[2].GetProperty("domain").GetProperty("y")[1].GetDouble() < figure.GetProperty("layout").GetProperty("yaxis").GetProperty("domain")[0].GetDouble());

        string? Shape(string name) => figure.GetProperty("layout").GetProperty("shapes")[0].GetProperty(name).GetString();
    }

    [Fact]
    public void Multiples_OfPanels_DoNotOverlap()
    {
        var svg = new DecodedSvg(new SmallMultiples(Samples.Rectangle(), Samples.Rectangle(), Samples.Rectangle()) { Columns = 2 });
        var places = svg.Cells.Select(cell => (DecodedSvg.Number(cell, "x"), DecodedSvg.Number(cell, "y"))).ToArray();
        Assert.Equal(18, places.Distinct().Count());
        Assert.True(places[6].Item1 > places[2].Item1 && places[12].Item2 > places[5].Item2);
    }

    [Fact]
    public void Multiples_Text_HoldsEachPanel() =>
        Assert.Equal($"two\n{Samples.Rectangle().ToText()}\n{Samples.Pattern().ToText()}", new SmallMultiples(Samples.Rectangle(), Samples.Pattern()) { Title = "two" }.ToText());

    [Fact]
    public void HeadGrid_Svg_HasAMapForEachHeadAndOneEnlarged()
    {
        var svg = new DecodedSvg(CompositionSamples.Heads());
        var titles = svg.Root.Descendants().Where(e => e.Name.LocalName == "title").Select(e => e.Value).ToArray();
        Assert.Equal(8, titles.Count(title => title.Contains(": each row's largest number is", StringComparison.Ordinal)));
        Assert.Equal(36, svg.Cells.Count);
        Assert.Contains("sat → cat: 0.2958", svg.Hovers); // 1/5 of 1/3 + 1/5 + 1/7
    }

    [Fact]
    public void HeadGrid_Png_HasEachThumbnailsColours()
    {
        double[,] sharp = { { 1, 0 }, { 0, 1 } }, flat = { { .5, .5 }, { .5, .5 } };
        var png = new DecodedPng(new HeadGrid(new[] { new[] { sharp, flat } }).ToPng());
        var pixels = png.Pixels().ToHashSet();
        Assert.Superset(new HashSet<string> { ColourScale.Sequential.At(0).ToString(), ColourScale.Sequential.At(1).ToString(), ColourScale.Sequential.At(.5).ToString() }, pixels);
    }

    [Fact]
    public void HeadGrid_Plotly_IsAllHeadsWhereTheyAreFewAndOneWhereTheyAreMany()
    {
        Assert.Equal(8 * 2, Parse(CompositionSamples.Heads()).GetProperty("data").GetArrayLength()); // each has a trace of its masked cells too
        Assert.Equal(1, Parse(new HeadGrid(CompositionSamples.Patterns(4, 5, 16))).GetProperty("data").GetArrayLength());
    }

    [Fact]
    public void HeadGrid_Text_HoldsASummaryAndTheEnlargedHead()
    {
        var text = CompositionSamples.Heads().ToText();
        Assert.Contains("layer 1    0.64    0.62    0.60    0.58\n", text);
        Assert.Contains("sat          0.49  0.30  0.21     ·     ·     ·\n", text);
    }

    [Fact]
    public void Guards_OfCompositions_SayWhatWasExpected()
    {
        Throws<ArgumentException>("panels: expected at least one figure, got none", () => new SmallMultiples());
        Throws<ArgumentException>("patterns: expected at least one layer, got none", () => new HeadGrid(Array.Empty<float[][,]>()));
        Throws<ArgumentException>("patterns[0][1]: expected (2, 2) as in patterns[0][0], got (2, 3)", () => new HeadGrid(new[] { new[] { new float[2, 2], new float[2, 3] } }));
        Throws<ArgumentOutOfRangeException>("Enlarged.Head: expected 0 to 0, got 1", () => new HeadGrid(new[] { new[] { new float[2, 2] } }) { Enlarged = (0, 1) });
        Throws<ArgumentException>("RowLabels: expected 2 labels for 2 rows, got 1", () => new HeadGrid(new[] { new[] { new float[2, 2] } }) { RowLabels = ["a"] }.ToSvg());
    }

    private static Heatmap Signed(double value) => new(new[,] { { value } }) { Scale = HeatmapScale.Signed };

    private static JsonElement Parse(Figure figure) => JsonDocument.Parse(figure.ToPlotlyJson()).RootElement;

    private static void Throws<T>(string message, Func<object> act) where T : Exception => Assert.Contains(message, Assert.Throws<T>(act).Message);
}
