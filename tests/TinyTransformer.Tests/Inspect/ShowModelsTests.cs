// Figures from what a model did: that the numbers in them are the model's.

using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class ShowModelsTests
{
    private static readonly Tensor s_ids = tensor(new long[,] { { 1, 2, 3 }, { 4, 5, 6 } });
    private static readonly string[] s_tokens = ["a", "b", "c"];

    private static DecoderOnly Model()
    {
        manual_seed(1);
        return new DecoderOnly(Tiny.Gpt);
    }

    private static string Fixed(Tensor number) => number.item<float>().ToString("f2", CultureInfo.InvariantCulture);

    [Fact]
    public void Matrix_NamesItsRowsAndColumnsAsItIsTold()
    {
        var text = Show.Matrix(tensor(new float[,] { { -1, 2 } }), ["one"], ["x", "y"], "table", "position", "dimension").ToText();
        Assert.Equal(["table", "position \\ dimension      x     y", "one                   -1.00  2.00"], text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Matrix_WithALimit_RefusesWhatIsBeyondIt() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Show.Matrix(tensor(new float[,] { { 3 } }), limit: 2).ToPng());

    [Fact]
    public void Chain_OfAMaskedStep_ShowsEachMatrixOnce()
    {
        var text = Show.Chain(eye(3), eye(3), 2 * eye(3), s_tokens, AttentionMask.Causal(3)).ToText();
        Assert.Equal(["÷ √d", "mask", "softmax"], text.Split('\n').Where(line => line.StartsWith("→ ", StringComparison.Ordinal)).Select(line => line[2..]));
        Assert.Matches(@"query \\ dimension\s+0\s+1\s+2\na\s+2\.00\s+0\.00\s+0\.00\n", text);
        Assert.DoesNotContain("mask", Show.Chain(eye(3), eye(3), eye(3), s_tokens).ToText());
    }

    [Fact]
    public void Arcs_TellEachQuerysShares()
    {
        var text = Show.Arcs(tensor(new float[,] { { .25f, .75f }, { 1, 0 } }), ["a", "b"], keys: ["x", "y"]).ToText();
        Assert.Equal("a → y 0.75, x 0.25\nb → x 1.00\n", text);
    }

    [Fact]
    public void Heads_OfASecondSequence_ShowsItsPatterns()
    {
        var model = Model();
        var cache = model.Record(() => model.forward(s_ids));
        var text = Show.Heads(cache, "block.*.attention.pattern", s_tokens, (1, 1), mask: AttentionMask.Causal(3), sequence: 1).ToText();
        var row = cache["block.1.attention.pattern"][1, 1, 2];
        Assert.Matches($@"\nc\s+{Fixed(row[0])}\s+{Fixed(row[1])}\s+{Fixed(row[2])}\n", text);
        Assert.Contains("·", text);
    }

    [Fact]
    public void Heads_OfNothing_SaysWhatThereIs()
    {
        var model = Model();
        var error = Assert.Throws<ArgumentException>(() => Show.Heads(model.Record(() => model.forward(s_ids)), "encoder.*.attention.pattern", s_tokens));
        Assert.Equal("points: nothing was recorded under encoder.*.attention.pattern; recorded are block.0.attention.pattern, block.1.attention.pattern", error.Message);
    }

    [Fact]
    public void Shapes_OfAForward_HaveItsParameters()
    {
        var model = Model();
        var table = ForwardTable.Of(model, () => model.call(s_ids));
        Assert.Matches(@"block\.0\.attention\.w_q\s+\(2, 3, 8\)\s+72 parameters\n", Show.Shapes(table).ToText());
        Assert.DoesNotContain("block.1.", Show.Shapes(table, under: "block.0.").ToText());
    }

    [Fact]
    public void Parameters_OfATiedModel_CountTheTableOnce()
    {
        var model = Model();
        Assert.Equal(ParameterCount.Of(Tiny.Gpt, ModelShape.DecoderOnly).Total, Show.Parameters(model).Total);
    }
}
