// What is compared, and how we do it. A row's preparation returns the action that is timed; peer.py has the same rows under the same keys.

using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

/// <param name="Goal">The most that our time may be of the peer's.</param>
/// <param name="Flops">Floating-point operations of one call, where the limit is the multiply-adds.</param>
/// <param name="Bytes">Bytes that one call must read, where the limit is the memory.</param>
internal sealed record Row(string Key, string Title, double Goal, Func<Action> Prepare, double Flops = 0, double Bytes = 0);

internal static class Rows
{
    private static readonly GptShape s_tiny = new(64, 32, 4, 2, 16, 8), s_small = new(64, 128, 4, 4, 64, 16), s_large = new(256, 384, 6, 6, 128, 8);

    internal static IReadOnlyList<Row> All { get; } =
    [
        new("attention-ops", "attention B1 T8 d32 by the separate public operations, no grad", 0.2, () => Attention((q, k, v) => (q.matmul(k.transpose(-2, -1)) / Math.Sqrt(32)).softmax(-1).matmul(v))),
        new("attention-fused", "the same through scaled_dot_product_attention", 0.15, () => Attention((q, k, v) => F.scaled_dot_product_attention(q, k, v))),
        new("heads-forward", "4-head module with q,k,v,o Linear, B1 T8 d32: forward", 0.3, () => HeadsStep(backward: false)),
        new("heads-backward", "the same, forward and backward", 0.3, () => HeadsStep(backward: true)),
        new("step-tiny", "AdamW step V64 d32 H4 L2 T16 B8", 0.35, () => Step(s_tiny)),
        new("step-small", "AdamW step V64 d128 H4 L4 T64 B16 (815,872 parameters)", 0.7, () => Step(s_small), Flops: 6.0 * 799_488 * 1024 + 12.0 * 4 * 16 * 64 * 64 * 128),
        new("step-large", "AdamW step V256 d384 H6 L6 T128 B8", 0.9, () => Step(s_large), Flops: 6.0 * 10_712_832 * 1024 + 12.0 * 6 * 8 * 128 * 128 * 384),
        new("matmul-64", "matmul 64³", 1.05, () => Product(64, 64, 64), Flops: 2.0 * 64 * 64 * 64),
        new("matmul-512", "matmul 512³", 1.05, () => Product(512, 512, 512), Flops: 2.0 * 512 * 512 * 512),
        new("matmul-mlp", "matmul 1024×768×3072", 1.05, () => Product(1024, 768, 3072), Flops: 2.0 * 1024 * 768 * 3072),
        new("gpt2-prefill", "GPT-2 small shape: prefill of 128 tokens, logits at all positions", 0.75, Prefill, Flops: 2.0 * 123_532_032 * 128),
        new("gpt2-token", "GPT-2 small shape: one token with KV cache (128 before it)", 0.55, Token, Bytes: 4.0 * 123_532_032),
    ];

    internal static Row Of(string key) => All.FirstOrDefault(row => row.Key == key) ?? throw new ArgumentException($"{key} is no row; there are: {string.Join(' ', All.Select(row => row.Key))}");

    /// <summary>The points of the growth curves.</summary>
    internal const string Points = "attention T | step V D H L T B [THREADS] | matmul M K N [THREADS]";

    internal static Action Point(string kind, int[] n)
    {
        Func<Action> prepare = (kind, n) switch
        {
            ("attention", [var T]) => () => AttentionStep(T),
            ("step", [var V, var D, var H, var L, var T, var B, ..] and { Length: <= 7 }) => () => Step(new(V, D, H, L, T, B)),
            ("matmul", [var m, var k, var n0, ..] and { Length: <= 4 }) => () => Product(m, k, n0),
            _ => throw new ArgumentException($"a point is {Points}"),
        };
        if (n.Length is 4 or 7)
        {
            set_num_threads(n[^1]);
        }
        return prepare();
    }

    private static Action AttentionStep(int length)
    {
        var qkv = Enumerable.Range(0, 3).Select(_ => randn(1, 8, length, 64).requires_grad_()).ToArray();
        return () =>
        {
            foreach (var x in qkv)
            {
                x.grad = null;
            }
            F.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], is_casual: true).sum().backward();
        };
    }

    private static Action Attention(Func<Tensor, Tensor, Tensor, Tensor> attend)
    {
        Tensor q = randn(1, 8, 32), k = randn(1, 8, 32), v = randn(1, 8, 32);
        return () =>
        {
            using var off = no_grad();
            attend(q, k, v);
        };
    }

    private static Action HeadsStep(bool backward)
    {
        var heads = new Heads(new(0, 32, 4, 0, 8), bias: true);
        var x = randn(1, 8, 32);
        return () =>
        {
            var y = heads.call(x);
            if (backward)
            {
                y.sum().backward();
            }
        };
    }

    internal static Action Step(GptShape s)
    {
        manual_seed(1);
        var model = new Gpt(s);
        var optimizer = optim.AdamW(model.parameters(), 1e-3);
        var ids = randint(0, s.V, [s.B, s.T + 1], int64);
        return () =>
        {
            optimizer.zero_grad();
            var logits = model.call(ids[.., ..^1]);
            F.cross_entropy(logits.reshape(-1, s.V), ids[.., 1..].reshape(-1)).backward();
            optimizer.step();
        };
    }

    private static Action Product(long m, long k, long n)
    {
        Tensor a = randn(m, k), b = randn(k, n);
        return () => a.matmul(b).Dispose();
    }

    private static Action Prefill()
    {
        var model = new Gpt(GptShape.Gpt2Small, tied: true);
        var ids = randint(0, 50257, [1, 128], int64);
        return () =>
        {
            using var off = no_grad();
            using var scope = NewDisposeScope();
            model.call(ids);
        };
    }

    private static Action Token()
    {
        var model = new Gpt(GptShape.Gpt2Small, tied: true);
        var cache = Enumerable.Range(0, 12).Select(_ => (zeros(1, 12, 1024, 64), zeros(1, 12, 1024, 64))).ToArray();
        using (no_grad())
        {
            model.Logits(randint(0, 50257, [1, 128], int64), cache, 0);
        }
        var next = randint(0, 50257, [1, 1], int64);
        return () =>
        {
            using var off = no_grad();
            using var scope = NewDisposeScope();
            model.Logits(next, cache, 128);
        };
    }
}
