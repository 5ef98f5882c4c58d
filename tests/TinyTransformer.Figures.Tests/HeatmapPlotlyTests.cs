using System.Text.Json;

namespace TinyTransformer.Tests;

public class HeatmapPlotlyTests
{
    [Fact]
    public void Plotly_OfARectangle_HasRowsOfQueriesFromTheTop()
    {
        var figure = Parse(Samples.Rectangle());
        var trace = figure.GetProperty("data")[0];
        Assert.Equal("heatmap", trace.GetProperty("type").GetString());
        Assert.Equal("[[0.11,0.12,0.13],[0.21,0.22,0.23]]", trace.GetProperty("z").GetRawText());
        Assert.Equal("reversed", figure.GetProperty("layout").GetProperty("yaxis").GetProperty("autorange").GetString());
        Assert.Equal("""["r1","r2"]""", Axis(figure, "yaxis").GetRawText());
        Assert.Equal("""["c1","c2","c3"]""", Axis(figure, "xaxis").GetRawText());
    }

    [Fact]
    public void Plotly_OfAPattern_HasTheFixedScale()
    {
        var trace = Parse(Samples.Rectangle()).GetProperty("data")[0];
        Assert.Equal((0, 1), (trace.GetProperty("zmin").GetDouble(), trace.GetProperty("zmax").GetDouble()));
    }

    [Fact]
    public void Plotly_OfScores_HasASymmetricScale()
    {
        var trace = Parse(Samples.Scores()).GetProperty("data")[0];
        Assert.Equal((-2, 2), (trace.GetProperty("zmin").GetDouble(), trace.GetProperty("zmax").GetDouble()));
    }

    [Fact]
    public void Plotly_OfMaskedCells_HasNoNumberThereAndATraceThatSaysMasked()
    {
        var data = Parse(Samples.Causal()).GetProperty("data");
        Assert.Equal("[[1,null,null],[0.25,0.75,null],[0,0.9,0.1]]", data[0].GetProperty("z").GetRawText());
        Assert.Equal("[[null,1,1],[null,null,1],[null,null,null]]", data[1].GetProperty("z").GetRawText());
        Assert.Contains("masked", data[1].GetProperty("hovertemplate").GetString());
    }

    // Plotly writes a text template into the null cells of a trace too: a template "×" would cross out every number.
    [Fact]
    public void Plotly_OfMaskedCells_MarksThemAndNoOthers()
    {
        var masked = Parse(Samples.Causal()).GetProperty("data")[1];
        Assert.Equal("%{text}", masked.GetProperty("texttemplate").GetString());
        Assert.Equal("""[["","×","×"],["","","×"],["","",""]]""", System.Text.RegularExpressions.Regex.Unescape(masked.GetProperty("text").GetRawText()));
        Assert.False(masked.GetProperty("hoverongaps").GetBoolean());
    }

    [Fact]
    public void Plotly_OfNaN_HasATraceThatSaysSo()
    {
        var trace = Parse(new Heatmap(new[,] { { double.NaN, 1 } })).GetProperty("data")[1];
        Assert.Equal("[[1,null]]", trace.GetProperty("z").GetRawText());
        Assert.Equal("""[["NaN",""]]""", trace.GetProperty("text").GetRawText());
    }

    // As categories, the two columns would collapse into one.
    [Fact]
    public void Plotly_OfDuplicateTokens_PlacesThemByNumber()
    {
        var axis = Parse(new Heatmap(new double[1, 2]) { ColumnLabels = ["the", "the"] }).GetProperty("layout").GetProperty("xaxis");
        Assert.Equal("[0,1]", axis.GetProperty("tickvals").GetRawText());
        Assert.Equal("""["the","the"]""", axis.GetProperty("ticktext").GetRawText());
    }

    // Plotly takes <pad> for a tag and would drop it.
    [Fact]
    public void Plotly_OfTokensLikeTags_EscapesThem() =>
        Assert.Equal("&lt;pad&gt;&amp;amp;", Axis(Parse(Samples.AwkwardLabels()), "xaxis")[4].GetString());

    [Fact]
    public void Plotly_OfFloats_WritesTheirShortestForm() =>
        Assert.Equal("[[0.4011]]", Parse(new Heatmap(new[,] { { .4011f } })).GetProperty("data")[0].GetProperty("z").GetRawText());

    private static JsonElement Axis(JsonElement figure, string name) => figure.GetProperty("layout").GetProperty(name).GetProperty("ticktext");

    private static JsonElement Parse(Figure figure) => JsonDocument.Parse(figure.ToPlotlyJson()).RootElement;
}
