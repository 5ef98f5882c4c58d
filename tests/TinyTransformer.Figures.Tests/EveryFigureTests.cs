using System.Text.Json;
using System.Text.RegularExpressions;

namespace TinyTransformer.Tests;

// What holds for all figures, the ordinary and the odd.
public class EveryFigureTests
{
    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, Func<Figure>> All { get; } = Samples.Named.Concat(OddSamples.Named).ToDictionary();

    [Theory]
    [MemberData(nameof(Names))]
    public void Svg_OfAnyFigure_IsWholeAndNeedsNothing(string name)
    {
        var svg = new DecodedSvg(All[name]());
        Assert.DoesNotMatch(new Regex("<script|<style|<image|<use|<foreignObject|href|url\\(| id=| on[a-z]+=", RegexOptions.IgnoreCase), svg.Root.ToString());
        Assert.DoesNotContain(svg.Root.Descendants().SelectMany(element => element.Attributes()), attribute => attribute.Value.Contains("NaN", StringComparison.Ordinal) || attribute.Value.Contains('∞'));
        Assert.False(string.IsNullOrEmpty(svg.Root.Attribute("aria-label")!.Value));
    }

    // In our own font's widths; a browser's may be a few percent wider.
    [Theory]
    [MemberData(nameof(Names))]
    public void Svg_OfAnyFigure_HasItsTextsInside(string name)
    {
        var svg = new DecodedSvg(All[name]());
        var (width, height) = (DecodedSvg.Number(svg.Root, "width"), DecodedSvg.Number(svg.Root, "height"));
        Assert.All(svg.Texts.Where(text => text.Attribute("transform") is null), text =>
        {
            var length = StrokeFont.Width(DecodedSvg.Shown(text), DecodedSvg.Number(text.Parent!, "font-size"));
            var start = DecodedSvg.Number(text, "x") - text.Parent!.Attribute("text-anchor")?.Value switch { "middle" => length / 2, "end" => length, _ => 0 };
            Assert.InRange(start, -1, width);
            Assert.InRange(start + length, 0, width + 1);
            Assert.InRange(DecodedSvg.Number(text, "y"), 0, height);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Plotly_OfAnyFigure_HasTracesOfTypesThatPlotlyKnows(string name)
    {
        var figure = JsonDocument.Parse(All[name]().ToPlotlyJson()).RootElement;
        Assert.Equal(JsonValueKind.Object, figure.GetProperty("layout").ValueKind);
        Assert.All(figure.GetProperty("data").EnumerateArray(), trace => Assert.Contains(trace.GetProperty("type").GetString(), new[] { "heatmap", "scatter", "bar", "table", "treemap" }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_OfAnyFigure_HasWholeLinesWithoutControlCharacters(string name)
    {
        var text = All[name]().ToText();
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
    }

    // A notebook's saved cell holds the PNG in base64, the text and the Plotly figure.
    [Theory]
    [MemberData(nameof(Names))]
    public void Sizes_OfAnOrdinaryFigure_FitIntoACell(string name)
    {
        if (Samples.Named.TryGetValue(name, out var make))
        {
            Assert.InRange(make().ToPlotlyJson().Length, 10, 20_000);
            Assert.InRange(make().ToPng().Length * 4 / 3 + make().ToText().Length, 100, 60_000);
        }
    }
}
