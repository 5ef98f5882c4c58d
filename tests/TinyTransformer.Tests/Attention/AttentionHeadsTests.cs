using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class AttentionHeadsTests
{
    private static readonly TransformerConfig s_config = Tiny.Paper with { QkvBias = true, AttentionOutputBias = true, NumHeads = 4, AttentionDropout = 0 };

    [Fact]
    public void Forward_OneHead_IsTheSingleHeadAndItsOutputMatrix()
    {
        manual_seed(1);
        var config = s_config with { NumHeads = 1 };
        var (heads, head) = (new AttentionHeads(config), new AttentionHead(config));
        head.load_state_dict(heads.state_dict().Where(entry => !entry.Key.StartsWith("w_o", StringComparison.Ordinal)).ToDictionary());
        var x = randn(2, 5, 8);
        var expected = nn.functional.linear(head.forward(x, x, AttentionMask.Causal(5)), heads.get_parameter("w_o.weight")!, heads.get_parameter("w_o.bias"));
        Tiny.AssertClose(expected, heads.forward(x, x, AttentionMask.Causal(5), null), 1e-6);
    }

    [Theory, InlineData(4), InlineData(2), InlineData(1)]
    public void Forward_TheLoopOverHeads_GivesTheSame(int keyHeads)
    {
        manual_seed(2);
        var config = s_config with { NumKvHeads = keyHeads };
        var (heads, loop) = (new AttentionHeads(config), new HeadsByLoop(config));
        loop.CopyFrom(heads, config);
        Tensor x = randn(2, 5, 8), source = randn(2, 3, 8);
        Tiny.AssertClose(loop.forward(x, source, null), heads.forward(x, source, null, null), 1e-6);
        Tiny.AssertClose(loop.forward(x, x, AttentionMask.Causal(5)), heads.forward(x, x, AttentionMask.Causal(5), null), 1e-6);
    }

    [Fact]
    public void Forward_Output_IsTheSumOfWhatEachHeadWrites()
    {
        manual_seed(3);
        var heads = new AttentionHeads(s_config with { AttentionOutputBias = false });
        var x = randn(2, 5, 8);
        var cache = heads.Record(() => heads.call(x, x, null, null));
        var sum = zeros(2, 5, 8);
        for (var h = 0; h < 4; h++)
        {
            var columns = heads.get_parameter("w_o.weight")!.narrow(1, 2 * h, 2);          // (D,Dh): what of W_O belongs to head h
            sum = sum + cache["head"].select(1, h).matmul(columns.transpose(0, 1));        // (B,T,Dh) @ (Dh,D) -> (B,T,D)
        }
        Tiny.AssertClose(cache["output"], sum, 1e-6);
    }

    [Fact]
    public void Forward_GroupedWithAGroupForEachHead_IsMultiHeadAttention()
    {
        manual_seed(4);
        var (plain, grouped) = (new AttentionHeads(s_config), new AttentionHeads(s_config with { NumKvHeads = 4 }));
        grouped.load_state_dict(plain.state_dict());
        var x = randn(2, 5, 8);
        Tiny.AssertSame(plain.forward(x, x, null, null), grouped.forward(x, x, null, null));
    }

    [Theory, InlineData("gpt"), InlineData("alibi"), InlineData("llama")]
    public void Forward_VisibleAndFused_AreTheSame(string kind)
    {
        manual_seed(5);
        var heads = new AttentionHeads(Tiny.Named(kind));
        var x = randn(2, 5, 8);
        foreach (var mask in new[] { null, AttentionMask.Causal(5), AttentionMask.SlidingWindow(5, 2), AttentionMask.Keys(Tiny.Ids(2, 5).ne(4)) })
        {
            var visible = zeros(1);
            heads.Record(() => visible = heads.forward(x, x, mask, null));
            Tiny.AssertClose(visible, heads.forward(x, x, mask, null), 1e-6);
        }
    }

    [Fact]
    public void Forward_PatternRows_SumToOne()
    {
        manual_seed(6);
        var heads = new AttentionHeads(s_config);
        var cache = heads.Record(() => heads.call(randn(2, 5, 8), randn(2, 7, 8), null, null));
        Assert.Equal([2L, 4, 5, 7], cache["pattern"].shape);
        Tiny.AssertClose(ones(2, 4, 5), cache["pattern"].sum(-1), 1e-6);
    }

    [Fact]
    public void Forward_AQueryWithoutKeys_GetsNothingAndNoGradient()
    {
        manual_seed(7);
        var heads = new AttentionHeads(s_config with { AttentionOutputBias = false });
        var x = randn(2, 3, 8, requires_grad: true);
        var mask = AttentionMask.Keys(tensor(new[,] { { true, true, false }, { false, false, false } }));
        var output = heads.forward(x, x, mask, null);
        Tiny.AssertSame(zeros(3, 8), output[1]);
        output.square().sum().backward();
        Tiny.AssertSame(zeros(3, 8), x.grad![1]);
        Assert.True(x.grad[0].isfinite().all().item<bool>() && x.grad[0].abs().sum().item<float>() > 0);
    }

    [Fact]
    public void Forward_InTraining_DropsSharesOfThePattern()
    {
        manual_seed(8);
        var heads = new AttentionHeads(s_config with { AttentionDropout = 0.5 });
        var x = randn(1, 5, 8);
        Assert.False(heads.forward(x, x, null, null).allclose(heads.forward(x, x, null, null)));
        heads.eval();
        Tiny.AssertSame(heads.forward(x, x, null, null), heads.forward(x, x, null, null));
    }

    [Fact]
    public void Forward_OfAnotherWidth_SaysSo()
    {
        var error = Assert.Throws<ArgumentException>(() => new AttentionHeads(s_config).forward(ones(2, 5, 4), ones(2, 5, 8), null, null));
        Assert.Equal("x: expected (B, T, 8), got (2, 5, 4)", error.Message);
    }
}
