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
        ["add"] = (x, n) => x[0] + x[1],
        ["sub"] = (x, n) => x[0] - x[1],
        ["mul"] = (x, n) => x[0].tanh() * x[1],
        ["maximum"] = (x, n) => x[0].maximum(x[1]),
        ["minimum"] = (x, n) => x[0].minimum(x[1]),
        ["sum"] = (x, n) => x[0].sum(n[0], n[1] == 1),
        ["mean"] = (x, n) => x[0].mean([n[0]], n[1] == 1),
        ["amax"] = (x, n) => x[0].amax([n[0]], n[1] == 1),
        ["logsumexp"] = (x, n) => x[0].logsumexp(n[0], n[1] == 1),
        ["cumsum"] = (x, n) => x[0].cumsum(n[0]),
        ["softmax"] = (x, n) => x[0].softmax(n[0]),
        ["select"] = (x, n) => x[0].select(n[0], n[1]),
        ["slice"] = (x, n) => x[0].slice(n[0], n[1], n[2], n[3]),
        ["index_select"] = (x, n) => x[0].index_select(n[0], tensor(n[1..])),
        ["roll"] = (x, n) => x[0].roll(n[1], n[0]),
        ["cat"] = (x, n) => cat([x[0], x[1]], n[0]),
        ["flip"] = (x, n) => x[0].flip(n[0]),
        ["sort"] = (x, n) => x[0].sort(n[0], n[1] == 1).Values,
        ["unsqueeze"] = (x, n) => x[0].unsqueeze(n[0]),
        ["reshape"] = (x, n) => x[0].reshape(-1),
        ["expand"] = (x, n) => x[0].expand([n[0], .. x[0].shape]),
        ["transpose"] = (x, n) => x[0].transpose(n[0], n[1]),
        ["tril"] = (x, n) => x[0].tril(n[0]),
        ["gram"] = (x, n) => x[0].matmul(x[0].transpose(-2, -1)) / 4,
    };

    /// <summary>All values: the inputs, then each step's result.</summary>
    public static Tensor[] Run(RandomProgram program, IEnumerable<Tensor> inputs)
    {
        var values = inputs.ToList();
        foreach (var step in program.Steps)
        {
            values.Add(s_operations[step.Op]([.. step.From.Select(i => values[i])], step.Numbers));
        }
        return [.. values];
    }

    public static Tensor[] Inputs(RandomProgram program) => [.. Enumerable.Range(0, program.Inputs).Select(i => program.Shapes[i].Length == 0 ? tensor(program.Values(i)[0]) : tensor(program.Values(i), program.Shapes[i]))];
}
