// The GPT of the rows: pre-norm, learned positions, an MLP of 4 D with GELU, an untied head without bias. peer.py holds the same in PyTorch.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

internal sealed record GptShape(int V, int D, int H, int L, int T, int B = 1, bool AttentionBias = false)
{
    internal static GptShape Gpt2Small { get; } = new(50257, 768, 12, 12, 1024, AttentionBias: true);
}

/// <summary>H heads over D = d_model; with a cache, the keys and values of earlier positions are kept and only the new ones computed.</summary>
internal sealed class Heads : Module<Tensor, Tensor>
{
    private readonly GptShape _shape;
    private readonly Linear w_q, w_k, w_v, w_o;

    internal Heads(GptShape s, bool bias) : base(nameof(Heads))
    {
        (_shape, w_q, w_k, w_v, w_o) = (s, Linear(s.D, s.D, bias), Linear(s.D, s.D, bias), Linear(s.D, s.D, bias), Linear(s.D, s.D, bias));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => Attend(x, null, 0);

    internal Tensor Attend(Tensor x, (Tensor K, Tensor V)? cache, long past)
    {
        var (B, T, D) = (x.size(0), x.size(1), x.size(2));
        Tensor q = Split(w_q.call(x)), k = Split(w_k.call(x)), v = Split(w_v.call(x));       // (B,T,D) -> (B,H,T,Dh)
        if (cache is var (keys, values))
        {
            keys.narrow(2, past, T).copy_(k);
            values.narrow(2, past, T).copy_(v);
            (k, v) = (keys.narrow(2, 0, past + T), values.narrow(2, 0, past + T));
        }
        var y = F.scaled_dot_product_attention(q, k, v, is_casual: T > 1);
        return w_o.call(y.transpose(1, 2).reshape(B, T, D));

        Tensor Split(Tensor t) => t.view(B, T, _shape.H, D / _shape.H).transpose(1, 2);
    }
}

internal sealed class Block : Module<Tensor, Tensor>
{
    private readonly LayerNorm norm1, norm2;
    private readonly Heads attention;
    private readonly Linear up, down;

    internal Block(GptShape s) : base(nameof(Block))
    {
        (norm1, norm2, attention, up, down) = (LayerNorm(s.D), LayerNorm(s.D), new Heads(s, s.AttentionBias), Linear(s.D, 4 * s.D), Linear(4 * s.D, s.D));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => Through(x, null, 0);

    internal Tensor Through(Tensor x, (Tensor K, Tensor V)? cache, long past)
    {
        x = x + attention.Attend(norm1.call(x), cache, past);
        return x + down.call(F.gelu(up.call(norm2.call(x))));
    }
}

internal sealed class Gpt : Module<Tensor, Tensor>
{
    private readonly GptShape _shape;
    private readonly Embedding tokens, positions;
    private readonly ModuleList<Block> blocks;
    private readonly LayerNorm norm;
    private readonly Linear head;

    internal Gpt(GptShape s, bool tied = false) : base(nameof(Gpt))
    {
        (_shape, tokens, positions, norm, head) = (s, Embedding(s.V, s.D), Embedding(s.T, s.D), LayerNorm(s.D), Linear(s.D, s.V, hasBias: false));
        if (tied)
        {
            head.weight = tokens.weight;
        }
        blocks = ModuleList(Enumerable.Range(0, s.L).Select(_ => new Block(s)).ToArray());
        RegisterComponents();
    }

    public override Tensor forward(Tensor ids) => Logits(ids, null, 0);

    /// <summary>(B,T) -> (B,T,V), where <paramref name="past"/> positions lie in the cache already.</summary>
    internal Tensor Logits(Tensor ids, (Tensor K, Tensor V)[]? cache, long past)
    {
        var x = tokens.call(ids) + positions.call(arange(past, past + ids.size(1), int64));
        for (var i = 0; i < _shape.L; i++)
        {
            x = blocks[i].Through(x, cache?[i], past);
        }
        return head.call(norm.call(x));
    }
}
