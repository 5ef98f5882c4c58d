using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class ShowSizesTests
{
    [Fact]
    public void Sizes_AsPlotly_HaveAScaleFromZeroToTheLargest()
    {
        using var json = JsonDocument.Parse(Show.Sizes(tensor(new double[,] { { 3, 1 }, { 2, 0 } })).ToPlotlyJson());
        var trace = json.RootElement.GetProperty("data")[0];
        Assert.Equal((0.0, 3.0), (trace.GetProperty("zmin").GetDouble(), trace.GetProperty("zmax").GetDouble()));
    }

    [Fact]
    public void Sizes_NameTheirRowsAndColumns()
    {
        var text = Show.Sizes(tensor(new float[,] { { 3, 1 } }), ["cat"], ["attention", "MLP"], rowTitle: "position", columnTitle: "sublayer").ToText();
        Assert.Equal(["position \\ sublayer  attention   MLP", "cat                       3.00  1.00"], text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Sizes_OfANumberBelowZero_SayWhere()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Show.Sizes(tensor(new float[,] { { 3, -1 } })).ToText());
        Assert.Contains("values[0, 1]", error.Message);
    }
}
