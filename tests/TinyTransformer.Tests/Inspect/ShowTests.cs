using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class ShowTests
{
    private static readonly string[] s_tokens = ["the", "cat"];

    [Fact]
    public void Pattern_RowsAreQueries_AndColumnsKeys()
    {
        var text = Show.Pattern(tensor(new float[,] { { .25f, .75f }, { 1, 0 } }), s_tokens).ToText();
        Assert.Equal(["query \\ key   the   cat", "the          0.25  0.75", "cat          1.00  0.00"], text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Pattern_OtherKeys_LabelTheColumns()
    {
        var text = Show.Pattern(tensor(new float[,] { { .5f, .3f, .2f }, { 0, 1, 0 } }), s_tokens, keys: ["le", "chat", "assis"]).ToText();
        Assert.Contains("le  chat  assis", text);
    }

    [Fact]
    public void Pattern_WithAMask_ShowsMaskedCellsAsMasked()
    {
        var step = ScaledDotProductAttention.Attend(eye(2), eye(2), eye(2), AttentionMask.Causal(2));
        Assert.Matches(@"the\s+1\.00\s+·", Show.Pattern(step.Pattern, s_tokens, mask: AttentionMask.Causal(2)).ToText());
    }

    [Fact]
    public void Pattern_WithAMaskOfABatch_TakesThatOfOneSequence()
    {
        var mask = AttentionMask.Padding(tensor(new long[,] { { 1, 2 }, { 1, 0 } }), 0);
        var pattern = tensor(new float[,] { { 1, 0 }, { 1, 0 } });
        Assert.Matches(@"the\s+1\.00\s+·\n", Show.Pattern(pattern, s_tokens, mask: mask[1]).ToText());
        Assert.Matches(@"the\s+1\.00\s+0\.00\n", Show.Pattern(pattern, s_tokens, mask: mask[0]).ToText());
    }

    [Fact]
    public void Scores_OfAMaskedStep_ShowInfinityAsMasked()
    {
        var step = ScaledDotProductAttention.Attend(eye(2), eye(2), eye(2), AttentionMask.Causal(2));
        Assert.Matches(@"the\s+0\.71\s+·", Show.Scores(step.Scores, s_tokens).ToText());
    }

    [Fact]
    public void Scores_AsPlotly_AreAHeatmapWithAScaleAroundZero()
    {
        using var json = JsonDocument.Parse(Show.Scores(tensor(new double[,] { { -3, 1 }, { 2, 0 } }), s_tokens).ToPlotlyJson());
        var trace = json.RootElement.GetProperty("data")[0];
        Assert.Equal("heatmap", trace.GetProperty("type").GetString());
        Assert.Equal((-3.0, 3.0), (trace.GetProperty("zmin").GetDouble(), trace.GetProperty("zmax").GetDouble()));
    }

    [Fact]
    public void Pattern_OfABatch_SaysToChooseOne()
    {
        var error = Assert.Throws<ArgumentException>(() => Show.Pattern(zeros(1, 2, 2), s_tokens));
        Assert.Equal("pattern: expected (T, S), got (1, 2, 2); choose one matrix, as in pattern[0]", error.Message);
    }
}
