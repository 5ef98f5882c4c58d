// Makes up programs from a row of random numbers: each number is one decision, and a row that has ended decides 0. So a shorter row is a simpler program, which is how
// FsCheck finds the simplest one that fails. Each operation says here when it fits the shape at hand, and what shape it gives.

namespace TorchSharp.Managed.Tests.RandomPrograms;

internal sealed class ProgramGenerator(int[] decisions, bool smooth)
{
    private readonly List<long[]> _shapes = [];
    private readonly List<Step> _steps = [];
    private int _used;

    /// <param name="decisions">Numbers of 0 and more.</param>
    /// <param name="smooth">Without corners (relu, max, sort …), so that slopes can be measured by differences.</param>
    public static RandomProgram From(int[] decisions, bool smooth) => new ProgramGenerator(decisions, smooth).Make();

    private RandomProgram Make()
    {
        var inputs = 1 + Decide(3);
        for (var i = 0; i < inputs; i++)
        {
            _shapes.Add([.. Enumerable.Range(0, Decide(4)).Select(_ => (long)(Decide(13) is var n && n == 12 ? 0 : 1 + n % 4))]);
        }
        for (var steps = 1 + Decide(8); steps > 0; steps--)
        {
            Add();
        }
        return new RandomProgram(inputs, [.. _steps], [.. _shapes]);
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
        kinds[Decide(kinds.Count)]();
    }

    private void Step(string op, int[] from, long[] shape, params long[] numbers)
    {
        _steps.Add(new Step(op, from, numbers));
        _shapes.Add(shape);
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
