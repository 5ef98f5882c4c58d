// Carries a program out by the definition of each operation: float64, one element at a time, no engine. Slow and short on purpose.

namespace TorchSharp.Managed.Tests.RandomPrograms;

/// <summary>Numbers in row-major order.</summary>
internal sealed record Naive(long[] Shape, double[] Data)
{
    /// <summary>A tensor whose element at each place is what the function says of the place.</summary>
    public static Naive Of(long[] shape, Func<long[], double> element)
    {
        var count = shape.Aggregate(1L, (n, size) => n * size);
        return new Naive(shape, [.. Enumerable.Range(0, (int)count).Select(i => element(Place(shape, i)))]);
    }

    public double this[long[] place]
    {
        get
        {
            long at = 0;
            for (var d = 0; d < Shape.Length; d++)
            {
                at = at * Shape[d] + place[d];
            }
            return Data[at];
        }
    }

    /// <summary>The element at a place of a broadcast shape.</summary>
    public double Broadcast(long[] place) => this[[.. Shape.Select((size, d) => size == 1 ? 0 : place[place.Length - Shape.Length + d])]];

    /// <summary>The elements along a dimension, at the place's other coordinates.</summary>
    public double[] Line(long[] place, long d) => [.. Enumerable.Range(0, (int)Shape[d]).Select(i => this[[.. place[..(int)d], i, .. place[((int)d + 1)..]]])];

    private static long[] Place(long[] shape, long i)
    {
        var place = new long[shape.Length];
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            place[d] = i % shape[d];
            i /= shape[d];
        }
        return place;
    }
}

internal static class NaiveRunner
{
    /// <summary>All values: the inputs, then each step's result.</summary>
    public static Naive[] Run(RandomProgram program, IEnumerable<double[]> inputs)
    {
        var values = inputs.Select((data, i) => new Naive(program.Shapes[i], data)).ToList();
        foreach (var (step, i) in program.Steps.Select((step, i) => (step, i)))
        {
            values.Add(Apply(step, values[step.From[0]], values[step.From[^1]], program.Shapes[program.Inputs + i]));
        }
        return [.. values];
    }

    private static Naive Apply(Step step, Naive x, Naive y, long[] shape)
    {
        var n = step.Numbers;
        return step.Op switch
        {
            "neg" => Each(x, v => -v),
            "tanh" => Each(x, Math.Tanh),
            "sigmoid" => Each(x, v => 1 / (1 + Math.Exp(-v))),
            "sin" => Each(x, Math.Sin),
            "gelu" => Each(x, v => v * NormalBelow(v)),
            "abs" => Each(x, Math.Abs),
            "relu" => Each(x, v => Math.Max(v, 0)),
            "clamp" => Each(x, v => Math.Min(Math.Max(v, -1), 1.5)),
            "leaky" => Each(x, v => v > 0 ? v : v / 4),
            "add" => Naive.Of(shape, p => x.Broadcast(p) + y.Broadcast(p)),
            "sub" => Naive.Of(shape, p => x.Broadcast(p) - y.Broadcast(p)),
            "mul" => Naive.Of(shape, p => Math.Tanh(x.Broadcast(p)) * y.Broadcast(p)),
            "maximum" => Naive.Of(shape, p => Math.Max(x.Broadcast(p), y.Broadcast(p))),
            "minimum" => Naive.Of(shape, p => Math.Min(x.Broadcast(p), y.Broadcast(p))),
            "sum" => Reduced(x, n, shape, line => line.Sum()),
            "mean" => Reduced(x, n, shape, line => line.Average()),
            "amax" => Reduced(x, n, shape, line => line.Max()),
            "logsumexp" => Reduced(x, n, shape, line => Math.Log(line.Sum(Math.Exp))),
            "cumsum" => Naive.Of(shape, p => x.Line(p, n[0])[..(int)(p[n[0]] + 1)].Sum()),
            "softmax" => Naive.Of(shape, p => Math.Exp(x[p]) / x.Line(p, n[0]).Sum(Math.Exp)),
            "select" => Naive.Of(shape, p => x[[.. p[..(int)n[0]], n[1], .. p[(int)n[0]..]]]),
            "slice" => Naive.Of(shape, p => x[At(p, n[0], i => n[1] + i * n[3])]),
            "index_select" => Naive.Of(shape, p => x[At(p, n[0], i => n[1 + i])]),
            "roll" => Naive.Of(shape, p => x[At(p, n[0], i => ((i - n[1]) % x.Shape[n[0]] + x.Shape[n[0]]) % x.Shape[n[0]])]),
            "cat" => Naive.Of(shape, p => p[n[0]] < x.Shape[n[0]] ? x[p] : y[At(p, n[0], i => i - x.Shape[n[0]])]),
            "flip" => Naive.Of(shape, p => x[At(p, n[0], i => x.Shape[n[0]] - 1 - i)]),
            "sort" => Naive.Of(shape, p => (n[1] == 1 ? x.Line(p, n[0]).OrderDescending() : x.Line(p, n[0]).Order()).ElementAt((int)p[n[0]])),
            "unsqueeze" or "reshape" => new Naive(shape, x.Data),
            "expand" => Naive.Of(shape, x.Broadcast),
            "transpose" => Naive.Of(shape, p => x[Swapped(p, n[0], n[1])]),
            "tril" => Naive.Of(shape, p => p[^1] - p[^2] <= n[0] ? x[p] : 0),
            "gram" => Naive.Of(shape, p => x.Line([.. p[..^1], 0], p.Length - 1).Zip(x.Line([.. p[..^2], p[^1], 0], p.Length - 1), (a, b) => a * b).Sum() / 4),
            _ => throw new NotSupportedException(step.Op),
        };
    }

    private static Naive Each(Naive x, Func<double, double> f) => new(x.Shape, Array.ConvertAll(x.Data, v => f(v)));

    private static Naive Reduced(Naive x, long[] n, long[] shape, Func<double[], double> f) =>
        Naive.Of(shape, p => f(x.Line(n[1] == 1 ? p : [.. p[..(int)n[0]], 0, .. p[(int)n[0]..]], n[0])));

    private static long[] At(long[] place, long d, Func<long, long> move)
    {
        var moved = (long[])place.Clone();
        moved[d] = move(place[d]);
        return moved;
    }

    private static long[] Swapped(long[] place, long a, long b)
    {
        var swapped = (long[])place.Clone();
        (swapped[a], swapped[b]) = (place[b], place[a]);
        return swapped;
    }

    /// <summary>The normal distribution function by its Taylor series about 0, as many terms as matter.</summary>
    private static double NormalBelow(double x)
    {
        if (Math.Abs(x) > 12)
        {
            return x > 0 ? 1 : 0;
        }
        double term = x, sum = x;
        for (var k = 1; k < 400; k++)
        {
            term *= x * x / (2 * k + 1);
            sum += term;
        }
        return 0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }
}
