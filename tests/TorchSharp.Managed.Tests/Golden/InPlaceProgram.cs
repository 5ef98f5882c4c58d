// One program of inplace.json, carried out step by step. What each step means is told by tests/golden/make_inplace.py.

using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Golden;

internal sealed class InPlaceProgram
{
    private static readonly Dictionary<string, string> s_reasons = new()
    {
        ["many"] = "one of several views",
        ["no_grad"] = "made under no_grad",
        ["view of leaf"] = "a view of a leaf",
        ["leaf"] = "a leaf that requires grad",
        ["written twice"] = "more than one element",
        ["overlap"] = "some elements of the input",
        ["modified"] = "modified by an inplace operation",
    };

    private readonly JsonElement _case;
    private readonly List<Tensor> _x;

    public InPlaceProgram(JsonElement programCase)
    {
        _case = programCase;
        var six = arange(6, float32).view(2, 3).detach();
        _x = [six / 4 - 0.5, six / -8 + 1, arange(3, float32) / 2 + 0.25, six / 2];
        Leaves = [.. _x];
        _x[..3].ForEach(x => x.requires_grad_());
        Steps = GoldenFile.Strings(_case.GetProperty("steps"));
    }

    public Tensor[] Leaves { get; }

    public string[] Steps { get; }

    public IReadOnlyList<Tensor> Tensors => _x;

    /// <summary>What our message says where PyTorch refuses; null where it does not.</summary>
    public string? Refusal => _case.TryGetProperty("refused", out var reason) ? s_reasons[reason.GetString()!] : null;

    public bool RefusesLastStep => Refusal is not null && _case.GetProperty("by").GetString() == "the last step";

    public double[][] Values => [.. _case.GetProperty("values").EnumerateArray().Select(GoldenFile.Doubles)];

    public double[]?[] Gradients => [.. _case.GetProperty("grads").EnumerateArray().Select(g => g.ValueKind == JsonValueKind.Null ? null : GoldenFile.Doubles(g))];

    public void Backward()
    {
        var used = _case.TryGetProperty("used", out var listed) ? GoldenFile.Longs(listed).Select(i => _x[(int)i]) : _x.Where(x => x.requires_grad);
        used.Select(x => (x * Golden.Tensors.Weights(x)).sum()).Aggregate((a, b) => a + b).backward();
    }

    public void Run(string step)
    {
        if (step.StartsWith("no_grad ", StringComparison.Ordinal))
        {
            using var off = no_grad();
            Run(step["no_grad ".Length..]);
            return;
        }
        var parts = step.Split(' ', 3);
        var (x, rest) = (_x[int.Parse(parts[1], CultureInfo.InvariantCulture)], parts.Length > 2 ? parts[2] : "");
        switch (parts[0])
        {
            case "view": _x.Add(View(x, rest)); break;
            case "mul": _x.Add(x * Operand(rest)); break;
            case "times": _x.Add(x * Number(rest)); break;
            case "set": View(x, rest.Split('=')[0])[TensorIndex.Ellipsis] = Operand(rest.Split('=')[1]); break;
            case "times_": x.mul_(Number(rest)); break;
            case "fill_": x.fill_(Number(rest)); break;
            case "add_": x.add_(Operand(rest)); break;
            case "sub_": x.sub_(Operand(rest)); break;
            case "mul_": x.mul_(Operand(rest)); break;
            case "copy_": x.copy_(Operand(rest)); break;
            case "transpose_": x.transpose_(0, -1); break;
            case "scatter_add_": x.scatter_add_(0, zeros([.. x.shape.Select(_ => 1L)], int64), Operand(rest)); break;
            case "masked_fill_": x.masked_fill_((arange(x.shape[^1]) & 1).eq(0), Number(rest)); break;
            default: throw new FormatException("No such step here: " + step);
        }
    }

    private Tensor Operand(string index) => _x[int.Parse(index, CultureInfo.InvariantCulture)];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Tensor View(Tensor x, string view)
    {
        var parts = view.Split(' ');
        var n = parts[1..].Select(long.Parse).ToArray();
        return parts[0] switch
        {
            "flatten" => x.view(-1),
            "unsqueeze" => x.unsqueeze(n[0]),
            "diagonal" => x.diagonal(),
            "chunk" => x.chunk(n[0], n[1])[n[2]],
            "split" => x.split(n[0], (int)n[1])[n[2]],
            "unbind" => x.unbind(n[0])[n[1]],
            "detach" => x.detach(),
            "alias" => x.alias(),
            _ => Golden.Tensors.View(x, view),
        };
    }
}
