// The tiny GPT of tests/golden/make_ladder.py, against the public API alone: V 16, D 16, H 2, L 2, T 8.

using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Managed.Tests.Ladder;

internal sealed class Attention : Module<Tensor, Tensor>
{
    private readonly Linear w_q = Linear(16, 16), w_k = Linear(16, 16), w_v = Linear(16, 16), w_o = Linear(16, 16);

    public Attention() : base("Attention") => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var (B, T) = (x.size(0), x.size(1));
        var q = Split(w_q.call(x));                                       // (B,T,D) -> (B,H,T,Dh)
        var k = Split(w_k.call(x));
        var v = Split(w_v.call(x));
        var scores = q.matmul(k.transpose(-2, -1)) / Math.Sqrt(8);        // (B,H,T,Dh) @ (B,H,Dh,T) -> (B,H,T,T)
        var pattern = scores.masked_fill(ones([T, T], ScalarType.Bool).triu(1), double.NegativeInfinity).softmax(-1);
        return w_o.call(pattern.matmul(v).transpose(1, 2).reshape(B, T, 16));

        Tensor Split(Tensor y) => y.view(B, T, 2, 8).transpose(1, 2);
    }
}

internal sealed class Block : Module<Tensor, Tensor>
{
    private readonly LayerNorm norm1 = LayerNorm(16);
    private readonly Attention attention = new();
    private readonly LayerNorm norm2 = LayerNorm(16);
    private readonly Linear up = Linear(16, 64), down = Linear(64, 16);

    public Block() : base("Block") => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = x + attention.call(norm1.call(x));
        return x + down.call(F.gelu(up.call(norm2.call(x))));
    }
}

internal sealed class Gpt : Module<Tensor, Tensor>, ILearner
{
    private readonly Embedding tokens = Embedding(16, 16), positions = Embedding(8, 16);
    private readonly ModuleList<Block> blocks = ModuleList(new Block(), new Block());
    private readonly LayerNorm norm = LayerNorm(16);
    [ComponentName(Name = "head")]
    private readonly Linear _head = Linear(16, 16, hasBias: false);

    public Gpt() : base("Gpt") => RegisterComponents();

    public override Tensor forward(Tensor ids)
    {
        var x = tokens.call(ids) + positions.call(arange(ids.size(1), int64));        // (B,T) -> (B,T,D)
        return _head.call(norm.call(blocks.Aggregate(x, (y, block) => block.call(y))));
    }

    public (Tensor Logits, Tensor Loss) Learn(Tensor ids)
    {
        var logits = call(ids[.., ..^1]);
        return (logits, F.cross_entropy(logits.reshape(-1, 16), ids[.., 1..].reshape(-1)));
    }
}

/// <summary>A model of the ladder: (B, T+1) tokens -> logits (B, T, V) and the loss of predicting each token from those before it.</summary>
internal interface ILearner
{
    (Tensor Logits, Tensor Loss) Learn(Tensor ids);
}
