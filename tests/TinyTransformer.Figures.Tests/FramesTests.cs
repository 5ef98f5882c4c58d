using System.Text.Json;
using System.Text.RegularExpressions;

namespace TinyTransformer.Tests;

public class FramesTests
{
    [Fact]
    public void Html_OfFrames_HasAButtonAndAFrameEachAndNoScript()
    {
        var html = TreeSamples.Temperatures().ToHtml();
        Assert.Equal((3, 1, 3), (Regex.Count(html, "type=\"radio\""), Regex.Count(html, " checked>"), Regex.Count(html, "<svg ")));
        Assert.Contains("nth-of-type(3):has(:checked)~div:nth-of-type(3){display:block}", html);
        Assert.DoesNotMatch(new Regex("<script|<link|href|url\\(| on[a-z]+=", RegexOptions.IgnoreCase), html);
    }

    [Fact]
    public void Html_OfLabels_IsEscaped() =>
        Assert.Contains("<p>&lt;b&gt; &quot;</p>", new Frames(Samples.Pattern()) { Labels = ["<b> \""] }.ToHtml());

    [Fact]
    public void Svg_OfManyFrames_ShowsSixFromFirstToLastAndSaysSo()
    {
        var texts = new DecodedSvg(new Frames([.. Enumerable.Range(0, 40).Select(i => new TokenStrip([$"frame{i}"]))])).Texts.Select(DecodedSvg.Shown).ToArray();
        Assert.Equal(["frame0", "frame7", "frame15", "frame23", "frame31", "frame39"], texts.Where(text => text.StartsWith("frame", StringComparison.Ordinal)));
        Assert.Contains("6 of 40 frames", texts);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(3, 3)]
    public void Svg_OfColumns_HasSoManyFramesInALine(int? columns, int inALine)
    {
        var wide = new Heatmap(new double[9, 30]) { CellSize = 24 };
        var frames = new DecodedSvg(new Frames(wide, wide, wide) { Labels = ["first", "second", "third"], Columns = columns });
        var heights = frames.Texts.Where(text => DecodedSvg.Shown(text) is "first" or "second" or "third").Select(text => DecodedSvg.Number(text, "y"));
        Assert.Equal(inALine, heights.GroupBy(y => y).Max(line => line.Count()));
    }

    [Fact]
    public void Plotly_OfFrames_HasASliderStepForEach()
    {
        var figure = JsonDocument.Parse(TreeSamples.Temperatures().ToPlotlyJson()).RootElement;
        var steps = figure.GetProperty("layout").GetProperty("sliders")[0].GetProperty("steps").EnumerateArray().ToArray();
        Assert.Equal(["temperature 0.5", "temperature 1", "temperature 2"], steps.Select(step => step.GetProperty("label").GetString()));
        Assert.Equal(figure.GetProperty("frames").EnumerateArray().Select(frame => frame.GetProperty("name").GetString()), steps.Select(step => step.GetProperty("args")[0][0].GetString()));
        Assert.Equal(figure.GetProperty("data").GetRawText(), figure.GetProperty("frames")[0].GetProperty("data").GetRawText());
    }

    [Fact]
    public void Text_OfFrames_HoldsEachOfThem() =>
        Assert.StartsWith("The temperature flattens\n[temperature 0.5]\ncat  0.867", TreeSamples.Temperatures().ToText(), StringComparison.Ordinal);

    [Fact]
    public void Guards_OfFrames_SayWhatWasExpected()
    {
        Assert.Contains("frames: expected at least one frame, got none", Assert.Throws<ArgumentException>(() => new Frames()).Message);
        Assert.Contains("Columns: expected 1 to 6, got 7", Assert.Throws<ArgumentOutOfRangeException>(() => new Frames(Samples.Pattern()) { Columns = 7 }).Message);
        Assert.Contains("Labels: expected 1, one for each frame, got 2", Assert.Throws<ArgumentException>(() => new Frames(Samples.Pattern()) { Labels = ["a", "b"] }).Message);
    }
}
