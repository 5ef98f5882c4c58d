// The attention step against numbers from the literature, and against its laws.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class ScaledDotProductAttentionTests
{
    private static readonly Tensor s_query = tensor(new float[,] { { 1, 0 }, { 0, 1 }, { 1, 1 } });
    private static readonly Tensor s_key = tensor(new float[,] { { 1, 0 }, { 1, 1 }, { 0, 1 } });
    private static readonly Tensor s_value = tensor(new float[,] { { 1, 0 }, { 0, 2 }, { 1, 1 } });

    [Fact]
    public void Attend_GoldenExample_GivesItsScoresPatternAndOutput()
    {
        var step = ScaledDotProductAttention.Attend(s_query, s_key, s_value);
        AssertClose(new float[,] { { .7071f, .7071f, 0 }, { 0, .7071f, .7071f }, { .7071f, 1.4142f, .7071f } }, step.Scores);
        AssertClose(new float[,] { { .4011f, .4011f, .1978f }, { .1978f, .4011f, .4011f }, { .2483f, .5035f, .2483f } }, step.Pattern);
        AssertClose(new float[,] { { .5989f, 1 }, { .5989f, 1.2033f }, { .4965f, 1.2552f } }, step.Output);
    }

    [Fact]
    public void Attend_GoldenExampleCausal_LooksAtNothingThatComesLater()
    {
        var step = ScaledDotProductAttention.Attend(s_query, s_key, s_value, AttentionMask.Causal(3));
        AssertClose(new float[,] { { 1, 0, 0 }, { .3302f, .6698f, 0 }, { .2483f, .5035f, .2483f } }, step.Pattern);
        AssertClose(new float[,] { { 1, 0 }, { .3302f, 1.3395f }, { .4965f, 1.2552f } }, step.Output);
        Assert.Equal(float.NegativeInfinity, step.Scores[0, 2].item<float>());
    }

    [Fact]
    public void Attend_TheEnginesOwnAttention_GivesTheSameOutput()
    {
        manual_seed(1);
        Tensor q = randn(2, 4, 5, 8), k = randn(2, 4, 5, 8), v = randn(2, 4, 5, 8);
        var ours = ScaledDotProductAttention.Attend(q, k, v, AttentionMask.Causal(5)).Output;
        var theirs = nn.functional.scaled_dot_product_attention(q, k, v, is_casual: true);
        Assert.True(ours.allclose(theirs, rtol: 0, atol: 1e-6));
    }

    [Fact]
    public void Attend_WithoutMask_PermutingTheTokensPermutesTheOutput()
    {
        manual_seed(2);
        Tensor q = randn(4, 3), k = randn(4, 3), v = randn(4, 3);
        var order = new[] { 2, 0, 3, 1 };
        var output = ScaledDotProductAttention.Attend(q, k, v).Output;
        var permuted = ScaledDotProductAttention.Attend(Reorder(q, order), Reorder(k, order), Reorder(v, order)).Output;
        Assert.True(permuted.allclose(Reorder(output, order), rtol: 0, atol: 1e-6));
    }

    [Fact]
    public void Attend_Causal_AChangeOfTheLastTokenLeavesEarlierOutputsBitEqual()
    {
        manual_seed(3);
        Tensor q = randn(5, 4), k = randn(5, 4), v = randn(5, 4);
        var before = ScaledDotProductAttention.Attend(q, k, v, AttentionMask.Causal(5)).Output;
        (k[4], v[4]) = (k[4] + 100, v[4] - 100);
        var after = ScaledDotProductAttention.Attend(q, k, v, AttentionMask.Causal(5)).Output;
        Assert.True(after[..4].eq(before[..4]).all().item<bool>());
        Assert.False(after[4].eq(before[4]).any().item<bool>());
    }

    [Fact]
    public void Attend_Pattern_RowsSumToOne()
    {
        manual_seed(4);
        var pattern = ScaledDotProductAttention.Attend(randn(2, 6, 8), randn(2, 9, 8), randn(2, 9, 3)).Pattern;
        Assert.Equal([2L, 6, 9], pattern.shape);
        Assert.True(pattern.sum(-1).allclose(ones(2, 6), rtol: 0, atol: 1e-6));
    }

    [Fact]
    public void Attend_Gradient_FlowsToQueriesKeysAndValues()
    {
        manual_seed(5);
        Tensor q = randn(3, 4, requires_grad: true), k = randn(3, 4, requires_grad: true), v = randn(3, 4, requires_grad: true);
        ScaledDotProductAttention.Attend(q, k, v, AttentionMask.Causal(3)).Output.square().sum().backward();
        Assert.All(new[] { q, k, v }, x => Assert.InRange(x.grad!.abs().sum().item<float>(), 1e-3f, 1e3f)); // no NaN comes back through the mask
    }

    [Theory]
    [InlineData(3, 4, 4, 3, "key: expected (…, S, 2) to match the query's (3, 2), got (4, 3)")]
    [InlineData(2, 4, 5, 2, "value: expected (…, 4, dv), one value for each key, got (5, 2)")]
    public void Attend_ShapesThatDoNotFit_SaysWhich(int keyWidth, int keys, int values, int valueWidth, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => ScaledDotProductAttention.Attend(ones(3, 2), ones(keys, keyWidth), ones(values, valueWidth)));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Attend_WithoutValues_NamesThem() => Assert.Equal("value", Assert.Throws<ArgumentNullException>(() => ScaledDotProductAttention.Attend(eye(2), eye(2), null!)).ParamName);

    [Fact]
    public void Attend_AVectorForAMatrix_SaysWhatIsExpected()
    {
        var error = Assert.Throws<ArgumentException>(() => ScaledDotProductAttention.Attend(ones(3), ones(3, 3), ones(3, 3)));
        Assert.Equal("query: expected (…, positions, dimensions), got (3,)", error.Message);
    }

    private static Tensor Reorder(Tensor rows, int[] order) => stack(order.Select(i => rows[i]));

    private static void AssertClose(float[,] expected, Tensor actual) =>
        Assert.True(actual.allclose(tensor(expected), rtol: 0, atol: 1e-4), $"expected {tensor(expected).npstr("f4")}, got {actual.npstr("f4")}");
}
