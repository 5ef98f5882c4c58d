// Carries a program out with the engine: one line an operation.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.RandomPrograms;

internal static class EngineRunner
{
    private static readonly Dictionary<string, Func<Tensor[], long[], Tensor>> s_operations = new()
    {
        ["neg"] = (x, n) => -x[0],
        ["tanh"] = (x, n) => x[0].tanh(),
        ["sigmoid"] = (x, n) => x[0].sigmoid(),
        ["sin"] = (x, n) => x[0].sin(),
        ["gelu"] = (x, n) => x[0].gelu(),
        ["abs"] = (x, n) => x[0].abs(),
        ["relu"] = (x, n) => x[0].relu(),
        ["clamp"] = (x, n) => x[0].clamp(-1, 1.5),
        ["leaky"] = (x, n) => where(x[0] > 0, x[0], x[0] / 4),
        ["silu"] = (x, n) => nn.functional.silu(x[0]),
        ["softplus"] = (x, n) => nn.functional.softplus(x[0]),
        ["erf"] = (x, n) => x[0].erf(),
        ["bounded_exp"] = (x, n) => x[0].tanh().exp(),
        ["log1p"] = (x, n) => log1p(x[0] * x[0]),
        ["rsqrt"] = (x, n) => (x[0] * x[0] + 1).rsqrt(),
        ["bounded_pow"] = (x, n) => (x[0].sigmoid() + 0.5).pow(2.5),
        ["div"] = (x, n) => x[0] / (x[1] * x[1] + 1),
        ["where"] = (x, n) => where(x[0] > 0.5, x[1], x[0]),
        ["lerp"] = (x, n) => lerp(x[0], x[1], 0.25),
        ["add"] = (x, n) => x[0] + x[1],
        ["sub"] = (x, n) => x[0] - x[1],
        ["mul"] = (x, n) => x[0].tanh() * x[1],
        ["maximum"] = (x, n) => x[0].maximum(x[1]),
        ["minimum"] = (x, n) => x[0].minimum(x[1]),
        ["sum"] = (x, n) => x[0].sum(n[0], n[1] == 1),
        ["mean"] = (x, n) => x[0].mean([n[0]], n[1] == 1),
        ["amax"] = (x, n) => x[0].amax([n[0]], n[1] == 1),
        ["sum_all"] = (x, n) => x[0].sum(),
        ["mean_two"] = (x, n) => x[0].mean(n),
        ["amin"] = (x, n) => x[0].amin([n[0]], n[1] == 1),
        ["max_dim"] = (x, n) => x[0].max(n[0], n[1] == 1).values,
        ["var"] = (x, n) => x[0].var(n[0], unbiased: false, keepdim: n[1] == 1),
        ["prod"] = (x, n) => x[0].prod(n[0], n[1] == 1),
        ["cumprod"] = (x, n) => x[0].cumprod(n[0]),
        ["log_softmax"] = (x, n) => x[0].log_softmax(n[0]),
        ["layer_norm"] = (x, n) => nn.functional.layer_norm(x[0], x[0].shape[(int)n[0]..], eps: 0.5),
        ["logsumexp"] = (x, n) => x[0].logsumexp(n[0], n[1] == 1),
        ["cumsum"] = (x, n) => x[0].cumsum(n[0]),
        ["softmax"] = (x, n) => x[0].softmax(n[0]),
        ["select"] = (x, n) => x[0].select(n[0], n[1]),
        ["slice"] = (x, n) => x[0].slice(n[0], n[1], n[2], n[3]),
        ["index_select"] = (x, n) => x[0].index_select(n[0], tensor(n[1..])),
        ["index"] = (x, n) => x[0][tensor(n[..(n.Length / 2)]), tensor(n[(n.Length / 2)..])],
        ["gather"] = (x, n) => x[0].gather(n[0], Places(x[0], n)),
        ["scatter_add"] = (x, n) => x[0].scatter_add(n[0], Places(x[0], n), x[0].tanh()),
        ["scatter"] = (x, n) => x[0].sin().scatter(n[0], Turned(x[0], (int)n[0], n[1]), x[0]),
        ["masked_fill"] = (x, n) => x[0].masked_fill(Mask(x[0], n), 0.5),
        ["masked_select"] = (x, n) => x[0].masked_select(Mask(x[0], n)),
        ["roll"] = (x, n) => x[0].roll(n[1], n[0]),
        ["cat"] = (x, n) => cat([x[0], x[1]], n[0]),
        ["stack"] = (x, n) => stack([x[0], x[1]], n[0]),
        ["flip"] = (x, n) => x[0].flip(n[0]),
        ["sort"] = (x, n) => x[0].sort(n[0], n[1] == 1).Values,
        ["unsqueeze"] = (x, n) => x[0].unsqueeze(n[0]),
        ["squeeze"] = (x, n) => x[0].squeeze(n[0]),
        ["repeat"] = (x, n) => x[0].repeat(n),
        ["permute"] = (x, n) => x[0].permute(n),
        ["triu"] = (x, n) => x[0].triu(n[0]),
        ["diagonal"] = (x, n) => x[0].diagonal(n[0]),
        ["matmul"] = (x, n) => x[0].tanh().matmul(x[1]),
        ["reshape"] = (x, n) => x[0].reshape(-1),
        ["expand"] = (x, n) => x[0].expand([n[0], .. x[0].shape]),
        ["transpose"] = (x, n) => x[0].transpose(n[0], n[1]),
        ["tril"] = (x, n) => x[0].tril(n[0]),
        ["gram"] = (x, n) => x[0].matmul(x[0].transpose(-2, -1)) / 4,
    };

    public static IEnumerable<string> Names => s_operations.Keys;

    /// <summary>All values: the inputs, then each step's result.</summary>
    public static Tensor[] Run(RandomProgram program, IEnumerable<Tensor> inputs)
    {
        var values = inputs.ToList();
        foreach (var step in program.Steps)
        {
            try
            {
                values.Add(s_operations[step.Op]([.. step.From.Select(i => values[i])], step.Numbers));
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"{step}: {error.Message}\n{program}", error);
            }
        }
        return [.. values];
    }

    // An index of x's shape, but with n[1] along n[0]: (n[2] i + n[3]) mod the size there, i counting in row-major order.
    private static Tensor Places(Tensor x, long[] n)
    {
        var shape = x.shape;
        shape[n[0]] = n[1];
        return Counted(shape, i => (n[2] * i + n[3]) % Math.Max(x.shape[n[0]], 1));
    }

    // Each place along d moved on: every place once.
    private static Tensor Turned(Tensor x, int d, long by)
    {
        var inner = x.shape[(d + 1)..].Aggregate(1L, (n, size) => n * size);
        return Counted(x.shape, i => (i / inner % x.shape[d] + by) % x.shape[d]);
    }

    private static Tensor Mask(Tensor x, long[] n) => Counted(x.shape, i => (n[0] * i + n[1]) % 3) == 0;

    private static Tensor Counted(long[] shape, Func<long, long> number) =>
        tensor(Enumerable.Range(0, (int)shape.Aggregate(1L, (n, size) => n * size)).Select(i => number(i)).ToArray()).reshape(shape);

    public static Tensor[] Inputs(RandomProgram program) => [.. Enumerable.Range(0, program.Inputs).Select(i => program.Shapes[i].Length == 0 ? tensor(program.Values(i)[0]) : tensor(program.Values(i), program.Shapes[i]))];
}
