// The tiny encoder-decoder of tests/golden/make_ladder.py, over nn.Transformer: padding, causal mask, label smoothing. Token 0 is padding.

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Managed.Tests.Ladder;

internal sealed class Translator : Module<Tensor, Tensor, Tensor>, ILearner
{
    private readonly Embedding source = Embedding(16, 16, padding_idx: 0), target = Embedding(16, 16, padding_idx: 0), positions = Embedding(8, 16);
    private readonly Transformer transformer = Transformer(16, 2, 2, 2, 32, 0);
    private readonly Linear head = Linear(16, 16);

    public Translator() : base("Translator") => RegisterComponents();

    public override Tensor forward(Tensor from, Tensor to)
    {
        var places = positions.call(arange(8, int64));
        var s = (source.call(from) * 4 + places).transpose(0, 1);        // (B,T) -> (B,T,D) -> (T,B,D)
        var t = (target.call(to) * 4 + places).transpose(0, 1);
        var hidden = from.eq(0);
        var causal = full([8, 8], double.NegativeInfinity).triu(1);
        return head.call(transformer.call(s, t, null, causal, src_key_padding_mask: hidden, memory_key_padding_mask: hidden).transpose(0, 1));
    }

    public (Tensor Logits, Tensor Loss) Learn(Tensor ids)
    {
        var from = ids[.., ..^1];
        var to = cat([from[.., ^1..], from[.., ..^1]], 1);               // rolled by one: what was said so far
        var logits = call(from, to);
        return (logits, F.cross_entropy(logits.reshape(-1, 16), ids[.., 1..].reshape(-1), ignore_index: 0, label_smoothing: 0.1));
    }
}
