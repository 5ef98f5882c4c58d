// Our block against the engine's layers, which PyTorch's answers hold, with the same weights.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class TransformerBlockTests
{
    private static readonly TransformerConfig s_config = Tiny.Paper with { QkvBias = true, AttentionOutputBias = true };

    [Theory, InlineData(Activation.Relu, nn.Activations.ReLU), InlineData(Activation.Gelu, nn.Activations.GELU)]
    public void Forward_NormsAfter_IsTheEnginesEncoderLayer(Activation ours, nn.Activations theirs)
    {
        manual_seed(1);
        var block = Drawn(new TransformerBlock(s_config with { Activation = ours }));
        var layer = nn.TransformerEncoderLayer(8, 2, 12, 0, theirs);
        layer.load_state_dict(Renamed(block.state_dict()));
        var x = randn(3, 5, 8);
        var isToken = Tiny.Ids(3, 5, 4).ne(1);
        isToken[.., 0] = tensor(true);
        Tiny.AssertClose(layer.call(x.transpose(0, 1)).transpose(0, 1), block.forward(x, null, null, null));
        Tiny.AssertClose(layer.call(x.transpose(0, 1), null, ~isToken).transpose(0, 1), block.forward(x, AttentionMask.Keys(isToken), null, null));
    }

    [Fact]
    public void Forward_NormsAfterWithASource_IsTheEnginesDecoderLayer()
    {
        manual_seed(2);
        var block = Drawn(new TransformerBlock(s_config, hasCrossAttention: true));
        var layer = nn.TransformerDecoderLayer(8, 2, 12, 0);
        layer.load_state_dict(Renamed(block.state_dict()));
        Tensor x = randn(3, 5, 8), memory = randn(3, 4, 8);
        var isToken = tensor(new[,] { { true, true, true, true }, { true, false, true, false }, { true, true, true, false } });
        var expected = layer.call(x.transpose(0, 1), memory.transpose(0, 1), Added(AttentionMask.Causal(5)), null, null, ~isToken).transpose(0, 1);
        Tiny.AssertClose(expected, block.forward(x, AttentionMask.Causal(5), new(memory, AttentionMask.Keys(isToken)), null));
    }

    [Fact]
    public void Forward_NormsBefore_IsTheEnginesPartsInThatOrder()
    {
        manual_seed(3);
        var block = Drawn(new TransformerBlock(s_config with { NormPlacement = NormPlacement.Pre }, hasCrossAttention: true));
        var state = Renamed(block.state_dict());
        Tensor Norm(int n, Tensor x) => Part(nn.LayerNorm(8), $"norm{n}", state).call(x);
        Tensor x = randn(3, 5, 8), memory = randn(3, 4, 8);
        var (y, source) = (x.transpose(0, 1), memory.transpose(0, 1));
        y = y + Part(nn.MultiheadAttention(8, 2), "self_attn", state).call(Norm(1, y), Norm(1, y), Norm(1, y), attn_mask: Added(AttentionMask.Causal(5))).Item1;
        y = y + Part(nn.MultiheadAttention(8, 2), "multihead_attn", state).call(Norm(2, y), source, source).Item1;
        y = y + Part(nn.Linear(12, 8), "linear2", state).call(Part(nn.Linear(8, 12), "linear1", state).call(Norm(3, y)).relu());
        Tiny.AssertClose(y.transpose(0, 1), block.forward(x, AttentionMask.Causal(5), new(memory), null));
    }

    /// <summary>0 where looking is allowed, else -∞. (TorchSharp's layers add a Bool mask to the scores as 0 and 1.)</summary>
    private static Tensor Added(AttentionMask mask) => zeros(mask.Allowed.shape).masked_fill(~mask.Allowed, double.NegativeInfinity);

    private static T Part<T>(T part, string name, Dictionary<string, Tensor> state) where T : nn.Module
    {
        part.load_state_dict(state.Where(entry => entry.Key.StartsWith(name + ".", StringComparison.Ordinal)).ToDictionary(entry => entry.Key[(name.Length + 1)..], entry => entry.Value));
        return part;
    }

    [Fact]
    public void Forward_ASourceTooManyOrTooFew_IsRefused()
    {
        var x = ones(1, 2, 8);
        Assert.Contains("expected null", Assert.Throws<ArgumentException>(() => new TransformerBlock(s_config).forward(x, null, new(x), null)).Message, StringComparison.Ordinal);
        Assert.Contains("got null", Assert.Throws<ArgumentException>(() => new TransformerBlock(s_config, true).forward(x, null, null, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forward_InTraining_DropsAtThePapersPlaces()
    {
        manual_seed(4);
        var block = new TransformerBlock(s_config with { Dropout = 0.5, NormKind = NormKind.None });
        var x = ones(1, 64, 8);
        var cache = block.Record(() => block.call(x, null, null, null));
        var added = (cache["residual.mid"] - x).eq(0).to(ScalarType.Float32).mean().item<float>();
        Assert.InRange(added, 0.4, 0.6);                                                                // half of what attention would add
        Assert.False(cache["attention.output"].eq(0).any().item<bool>());
        block.eval();
        cache = block.Record(() => block.call(x, null, null, null));
        Tiny.AssertClose(cache["attention.output"], cache["residual.mid"] - x, 1e-6);
    }

    [Fact]
    public void Gradients_OfABlockInFloat64_AreThoseOfCentralDifferences()
    {
        manual_seed(5);
        var block = Drawn(new TransformerBlock(Tiny.Llama with { QkvBias = true }, hasCrossAttention: true)).to(ScalarType.Float64);
        Tensor x = randn(1, 3, 8, ScalarType.Float64), source = randn(1, 2, 8, ScalarType.Float64), weights = randn(1, 3, 8, ScalarType.Float64);
        Tensor Loss() => (block.call(x, AttentionMask.Causal(3), new(source), null) * weights).sum();
        Loss().backward();
        foreach (var (name, parameter) in block.named_parameters())
        {
            using var off = no_grad();
            var (row, entry) = (parameter.view(-1), parameter.numel() / 2);
            double At(double shift)
            {
                row[entry] = row[entry] + shift;
                var loss = Loss().item<double>();
                row[entry] = row[entry] - shift;
                return loss;
            }
            Assert.True(Math.Abs((At(1e-5) - At(-1e-5)) / 2e-5 - parameter.grad!.view(-1)[entry].item<double>()) < 1e-7, name);
        }
    }

    /// <summary>Biases and norms too get values of their own, so that a swap of two would be seen.</summary>
    private static TransformerBlock Drawn(TransformerBlock block)
    {
        using var off = no_grad();
        foreach (var (name, parameter) in block.named_parameters().Where(entry => entry.Item2.ndim == 1))
        {
            nn.init.normal_(parameter, name.Contains("norm.weight", StringComparison.Ordinal) ? 1 : 0, 0.3);
        }
        return block;
    }

    private static Dictionary<string, Tensor> Renamed(Dictionary<string, Tensor> ours)
    {
        var isDecoder = ours.ContainsKey("cross_attention.w_q.weight");
        var names = new Dictionary<string, string>
        {
            ["attention.w_o"] = "self_attn.out_proj", ["cross_attention.w_o"] = "multihead_attn.out_proj", ["feed_forward.up"] = "linear1", ["feed_forward.down"] = "linear2",
            ["add_norm_1.norm"] = "norm1", ["add_norm_cross.norm"] = "norm2", ["add_norm_2.norm"] = isDecoder ? "norm3" : "norm2",
        };
        var theirs = new Dictionary<string, Tensor>();
        foreach (var (name, tensor) in ours)
        {
            var cut = name.LastIndexOf('.');
            if (names.TryGetValue(name[..cut], out var renamed))
            {
                theirs.Add(renamed + name[cut..], tensor);
            }
        }
        foreach (var (attention, renamed) in new[] { ("attention", "self_attn"), ("cross_attention", "multihead_attn") }.Take(isDecoder ? 2 : 1))
        {
            foreach (var kind in new[] { "weight", "bias" })
            {
                theirs.Add($"{renamed}.in_proj_{kind}", cat([ours[$"{attention}.w_q.{kind}"], ours[$"{attention}.w_k.{kind}"], ours[$"{attention}.w_v.{kind}"]], 0));
            }
        }
        return theirs;
    }
}
