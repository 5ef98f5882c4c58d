// Makes up programs from a row of random numbers: each number is one decision, and a row that has ended decides 0. So a shorter row is a simpler program, which is how
// FsCheck finds the simplest one that fails. Each operation says here when it fits the shape at hand, and what shape it gives.

namespace TorchSharp.Managed.Tests.RandomPrograms;

internal sealed class ProgramGenerator(int[] decisions, bool smooth, bool wide = false)
{
    /// <summary>Operations whose slope, or whose value, jumps somewhere.</summary>
    private static readonly string[] s_cornered = ["abs", "relu", "clamp", "leaky", "maximum", "minimum", "where", "amax", "amin", "max_dim", "sort"];

    /// <summary>Operations of which two right implementations round differently.</summary>
    private static readonly string[] s_rounding =
    [
        "tanh", "sigmoid", "sin", "gelu", "silu", "softplus", "erf", "bounded_exp", "log1p", "rsqrt", "bounded_pow", "mul", "div", "lerp", "mean", "mean_two", "var", "prod", "cumprod",
        "logsumexp", "softmax", "log_softmax", "layer_norm", "scatter_add", "scatter", "gram", "matmul",
    ];

    private readonly List<bool> _exact = [];
    private bool _fragile;

    private readonly List<long[]> _shapes = [];
    private readonly List<Step> _steps = [];
    private int _used;

    /// <param name="decisions">Numbers of 0 and more.</param>
    /// <param name="smooth">Without corners (relu, max, sort …), so that slopes can be measured by differences.</param>
    public static RandomProgram From(int[] decisions, bool smooth) => new ProgramGenerator(decisions, smooth).Make();

    /// <summary>With the operations that only PyTorch answers.</summary>
    public static RandomProgram Wide(int[] decisions) => new ProgramGenerator(decisions, smooth: false, wide: true).Make();

    private RandomProgram Make()
    {
        var inputs = 1 + Decide(3);
        for (var i = 0; i < inputs; i++)
        {
            _shapes.Add([.. Enumerable.Range(0, Decide(4)).Select(_ => (long)(Decide(13) is var n && n == 12 ? 0 : 1 + n % 4))]);
            _exact.Add(true);
        }
        for (var steps = 1 + Decide(8); steps > 0; steps--)
        {
            Add();
        }
        return new RandomProgram(inputs, [.. _steps], [.. _shapes]) { HasFragileSlopes = _fragile };
    }

    private int Decide(int below) => _used < decisions.Length ? decisions[_used++] % below : 0;

    private void Add()
    {
        var at = _shapes.Count - 1 - Decide(_shapes.Count);
        var x = _shapes[at];
        var kinds = new List<Action> { () => Pointwise(at), () => Pair(at), () => Pair(at) };
        if (x.Length > 0)
        {
            kinds.AddRange([() => Along(at, Decide(x.Length)), () => Along(at, Decide(x.Length)), () => Choice(at, Decide(x.Length)), () => Shape(at, Decide(x.Length))]);
        }
        if (x.Length > 1)
        {
            kinds.AddRange([() => Turn(at), () => Product(at)]);
        }
        if (wide)
        {
            kinds.AddRange([() => Curve(at), () => Whole(at), () => Pick(at)]);
            if (x.Length > 0)
            {
                kinds.AddRange([() => Line(at, Decide(x.Length)), () => Index(at, Decide(x.Length)), () => Multiply(at)]);
            }
        }
        kinds[Decide(kinds.Count)]();
    }

    private void Step(string op, int[] from, long[] shape, params long[] numbers)
    {
        _steps.Add(new Step(op, from, numbers));
        _shapes.Add(shape);
        var exact = from.All(i => _exact[i]);
        _fragile |= !exact && s_cornered.Contains(op);
        _exact.Add(exact && !s_rounding.Contains(op));
    }

    private void Curve(int at)
    {
        string[] ops = ["silu", "softplus", "erf", "bounded_exp", "log1p", "rsqrt", "bounded_pow"];
        Step(ops[Decide(ops.Length)], [at], _shapes[at]);
    }

    /// <summary>Of a tensor with any number of dimensions.</summary>
    private void Whole(int at)
    {
        var x = _shapes[at];
        switch (Decide(4))
        {
            case 0:
                Step("sum_all", [at], []);
                break;
            case 1:
                var order = Enumerable.Range(0, x.Length).Select(d => (long)d).OrderBy(_ => Decide(100)).ToArray();
                Step("permute", [at], [.. order.Select(d => x[d])], order);
                break;
            case 2:
                long[] times = [.. Enumerable.Range(0, x.Length + Decide(2)).Select(_ => 1L + Decide(2))];
                Step("repeat", [at], [.. times.Select((t, i) => t * (i < times.Length - x.Length ? 1 : x[i - (times.Length - x.Length)]))], times);
                break;
            default:
                var d = x.Length == 0 ? 0 : Decide(x.Length);
                Step("squeeze", [at], x.Length > 0 && x[d] == 1 ? [.. x[..d], .. x[(d + 1)..]] : x, d);
                break;
        }
    }

    /// <summary>A second value, or a mask.</summary>
    private void Pick(int at)
    {
        var x = _shapes[at];
        var (a, b) = (1L + Decide(4), (long)Decide(3));
        switch (Decide(5))
        {
            case 0:
                Step("masked_fill", [at], x, a, b);
                break;
            case 1:
                Step("masked_select", [at], [Enumerable.Range(0, (int)x.Aggregate(1L, (n, size) => n * size)).Count(i => (a * i + b) % 3 == 0)], a, b);
                break;
            case 2:
                var same = Enumerable.Range(0, _shapes.Count).Where(i => _shapes[i].SequenceEqual(x)).ToArray();
                var d = Decide(x.Length + 1);
                Step("stack", [at, same[Decide(same.Length)]], [.. x[..d], 2, .. x[d..]], d);
                break;
            default:
                var fitting = Enumerable.Range(0, _shapes.Count).Where(i => Broadcast(x, _shapes[i]) is not null).ToArray();
                var other = fitting[Decide(fitting.Length)];
                // Where a rounded number decides, two right programs may choose differently.
                string[] ops = _exact[at] ? ["div", "lerp", "where"] : ["div", "lerp"];
                Step(ops[Decide(ops.Length)], [at, other], Broadcast(x, _shapes[other])!);
                break;
        }
    }

    private void Line(int at, int d)
    {
        var x = _shapes[at];
        var keep = Decide(2);
        long[] reduced = keep == 1 ? With(x, d, 1) : [.. x[..d], .. x[(d + 1)..]];
        string[] ops = x[d] == 0 ? ["prod", "cumprod"] : ["amin", "max_dim", "var", "prod", "cumprod", "log_softmax", "layer_norm", "mean_two"];
        var op = ops[Decide(ops.Length)];
        if (op == "mean_two" && (x.Length < 2 || x[(d + 1) % x.Length] == 0) || op == "layer_norm" && x.AsSpan(d).Contains(0))
        {
            op = "log_softmax";
        }
        switch (op)
        {
            case "cumprod" or "log_softmax" or "layer_norm":
                Step(op, [at], x, d);
                break;
            case "mean_two":
                var e = (d + 1) % x.Length;
                Step(op, [at], [.. x.Where((_, i) => i != d && i != e)], d, e);
                break;
            default:
                Step(op, [at], reduced, d, keep);
                break;
        }
    }

    private void Index(int at, int d)
    {
        var x = _shapes[at];
        var (a, b, by) = (1L + Decide(3), (long)Decide(4), (long)Decide(3));
        switch (Decide(5))
        {
            case 0 when x[d] > 0:
                long m = 1 + Decide(5);
                Step("gather", [at], With(x, d, m), d, m, a, b);
                break;
            case 1 when x[d] > 0:
                Step("scatter_add", [at], x, d, x[d], a, b);
                break;
            case 2 when x[d] > 0:
                Step("scatter", [at], x, d, by);
                break;
            case 3 when x.Length > 1 && x[0] > 0 && x[1] > 0:
                var count = 1 + Decide(4);
                long[] rows = [.. Enumerable.Range(0, count).Select(_ => (long)Decide((int)x[0]))], columns = [.. Enumerable.Range(0, count).Select(_ => (long)Decide((int)x[1]))];
                Step("index", [at], [count, .. x[2..]], [.. rows, .. columns]);
                break;
            case 4 when x.Length > 1:
                if (Decide(2) == 0)
                {
                    Step("triu", [at], x, b - 2);
                }
                else
                {
                    var offset = b - 2;
                    var length = Math.Max(0, offset >= 0 ? Math.Min(x[0], x[1] - offset) : Math.Min(x[0] + offset, x[1]));
                    Step("diagonal", [at], [.. x[2..], length], offset);
                }
                break;
            default:
                Step("flip", [at], x, d);
                break;
        }
    }

    /// <summary>By any value whose sizes agree; else by its own transpose.</summary>
    private void Multiply(int at)
    {
        var fitting = Enumerable.Range(0, _shapes.Count).Where(i => Product(_shapes[at], _shapes[i]) is not null).ToArray();
        if (fitting.Length > 0)
        {
            var other = fitting[Decide(fitting.Length)];
            Step("matmul", [at, other], Product(_shapes[at], _shapes[other])!);
        }
        else if (_shapes[at].Length > 1)
        {
            Product(at);
        }
    }

    /// <summary>The shape of a matrix product; null where there is none.</summary>
    private static long[]? Product(long[] a, long[] b)
    {
        if (a.Length == 0 || b.Length == 0 || a[^1] != (b.Length == 1 ? b[0] : b[^2]))
        {
            return null;
        }
        var batch = Broadcast(a.Length > 2 ? a[..^2] : [], b.Length > 2 ? b[..^2] : []);
        return batch is null ? null : [.. batch, .. a.Length > 1 ? [a[^2]] : Array.Empty<long>(), .. b.Length > 1 ? [b[^1]] : Array.Empty<long>()];
    }

    private void Pointwise(int at)
    {
        string[] ops = smooth ? ["neg", "tanh", "sigmoid", "sin", "gelu"] : ["neg", "tanh", "sigmoid", "sin", "gelu", "abs", "relu", "clamp", "leaky"];
        Step(ops[Decide(ops.Length)], [at], _shapes[at]);
    }

    /// <summary>Two values that broadcast; where no other fits, a value with itself.</summary>
    private void Pair(int at)
    {
        var fitting = Enumerable.Range(0, _shapes.Count).Where(i => Broadcast(_shapes[at], _shapes[i]) is not null).ToArray();
        var other = fitting[Decide(fitting.Length)];
        string[] ops = smooth ? ["add", "sub", "mul"] : ["add", "sub", "mul", "maximum", "minimum"];
        Step(ops[Decide(ops.Length)], [at, other], Broadcast(_shapes[at], _shapes[other])!);
    }

    private void Along(int at, int d)
    {
        var x = _shapes[at];
        string[] ops = smooth || x[d] == 0 ? ["sum", "cumsum"] : ["sum", "cumsum", "amax"];
        ops = x[d] == 0 ? ops : [.. ops, "mean", "softmax", "logsumexp"];
        var op = ops[Decide(ops.Length)];
        if (op is "cumsum" or "softmax")
        {
            Step(op, [at], x, d);
            return;
        }
        var keep = Decide(2);
        Step(op, [at], keep == 1 ? With(x, d, 1) : [.. x[..d], .. x[(d + 1)..]], d, keep);
    }

    private void Choice(int at, int d)
    {
        var x = _shapes[at];
        switch (Decide(smooth ? 6 : 7))
        {
            case 0 when x[d] > 0:
                Step("select", [at], [.. x[..d], .. x[(d + 1)..]], d, Decide((int)x[d]));
                break;
            case 1:
                long start = Decide((int)x[d] + 1), stop = start + Decide((int)(x[d] - start) + 1), step = 1 + Decide(2);
                Step("slice", [at], With(x, d, (stop - start + step - 1) / step), d, start, stop, step);
                break;
            case 2 when x[d] > 0:
                long[] index = [.. Enumerable.Range(0, 1 + Decide(4)).Select(_ => (long)Decide((int)x[d]))];
                Step("index_select", [at], With(x, d, index.Length), [d, .. index]);
                break;
            case 3:
                Step("roll", [at], x, d, Decide(5) - 2);
                break;
            case 4:
                Step("cat", [at, at], With(x, d, 2 * x[d]), d);
                break;
            case 6:
                Step("sort", [at], x, d, Decide(2));
                break;
            default:
                Step("flip", [at], x, d);
                break;
        }
    }

    private void Shape(int at, int d)
    {
        var x = _shapes[at];
        switch (Decide(3))
        {
            case 0:
                Step("unsqueeze", [at], [.. x[..d], 1, .. x[d..]], d);
                break;
            case 1:
                Step("reshape", [at], [x.Aggregate(1L, (n, size) => n * size)]);
                break;
            default:
                long front = 1 + Decide(3);
                Step("expand", [at], [front, .. x], front);
                break;
        }
    }

    private void Turn(int at)
    {
        var x = _shapes[at];
        var (a, b) = (Decide(x.Length), Decide(x.Length));
        var turned = (long[])x.Clone();
        (turned[a], turned[b]) = (turned[b], turned[a]);
        if (Decide(2) == 0)
        {
            Step("transpose", [at], turned, a, b);
        }
        else
        {
            Step("tril", [at], x, Decide(5) - 2);
        }
    }

    /// <summary>The value by its own transpose, so that the inner sizes agree.</summary>
    private void Product(int at)
    {
        var x = _shapes[at];
        Step("gram", [at], [.. x[..^1], x[^2]]);
    }

    private static long[] With(long[] shape, int d, long size)
    {
        var result = (long[])shape.Clone();
        result[d] = size;
        return result;
    }

    private static long[]? Broadcast(long[] a, long[] b)
    {
        var result = new long[Math.Max(a.Length, b.Length)];
        for (var i = 1; i <= result.Length; i++)
        {
            long x = i <= a.Length ? a[^i] : 1, y = i <= b.Length ? b[^i] : 1;
            if (x != y && x != 1 && y != 1)
            {
                return null;
            }
            result[^i] = x == 1 ? y : x;
        }
        return result;
    }
}
