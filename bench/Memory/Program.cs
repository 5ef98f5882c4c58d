// Memory without Dispose, in numbers: 1,000 pairs of 4 MB tensors that nobody disposes; a training loop, and an attention step forward and backward, with and without a
// dispose scope.
//
//     dotnet run -c Release --project bench/Memory -- pairs
//     dotnet run -c Release --project bench/Memory -- loop
//     dotnet run -c Release --project bench/Memory -- attention

using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

switch (args)
{
    case ["pairs"]: Pairs(); break;
    case ["loop"]: Loop(); break;
    case ["attention"]: Attention(); break;
    default:
        Console.Error.WriteLine("usage: Memory pairs | loop | attention");
        return 2;
}
return 0;

static void Pairs()
{
    var clock = Stopwatch.StartNew();
    for (var i = 0; i < 1000; i++)
    {
        Tensor a = ones(1024, 1024), b = a + 1;
    }
    using var self = Process.GetCurrentProcess();
    Console.WriteLine($"1,000 undisposed pairs of 4 MB: peak resident {self.PeakWorkingSet64 / 1e6:F0} MB, {clock.ElapsedMilliseconds} ms, collections {GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)}");
}

// An MLP 256-256-64 on a batch of 128.
static void Loop()
{
    manual_seed(1);
    Tensor x = randn(128, 256), y = randn(128, 64);
    Tensor[] weights = [randn(256, 256) * 0.05, zeros(256), randn(256, 64) * 0.05];
    foreach (var weight in weights)
    {
        weight.requires_grad_();
    }

    void Step()
    {
        var loss = ((x.matmul(weights[0]) + weights[1]).relu().matmul(weights[2]) - y).square().mean();
        loss.backward();
        using var off = no_grad();
        foreach (var weight in weights)
        {
            weight.sub_(weight.grad! * 0.01);
            weight.grad!.zero_();
        }
    }

    Compare(Step, 500, 20);
}

// softmax(Q Kᵀ / √d) V of 8 sequences, 4 heads, 64 positions, 32 numbers each, and its gradients: 10,000 steps.
static void Attention()
{
    manual_seed(1);
    Tensor q = randn([8, 4, 64, 32]).requires_grad_(), k = randn([8, 4, 64, 32]).requires_grad_(), v = randn([8, 4, 64, 32]).requires_grad_();
    Compare(Step, 250, 20);

    void Step()
    {
        (q.matmul(k.transpose(-2, -1)) / Math.Sqrt(32)).softmax(-1).matmul(v).square().mean().backward();
        foreach (var leaf in new[] { q, k, v })
        {
            leaf.grad!.zero_();
        }
    }
}

// Blocks of steps with and without a scope take turns, so that a drift of the machine meets both.
static void Compare(Action step, int stepsOfABlock, int blocks)
{
    double Microseconds(bool scoped)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < stepsOfABlock; i++)
        {
            using var scope = scoped ? NewDisposeScope() : null;
            step();
        }
        return clock.Elapsed.TotalMicroseconds / stepsOfABlock;
    }

    Microseconds(false);
    Microseconds(true);
    var before = Environment.WorkingSet;
    var pairs = Enumerable.Range(0, blocks).Select(Pair).ToArray();
    (double Free, double Scoped) Pair(int i)
    {
        if (i % 2 == 0)
        {
            return (Microseconds(false), Microseconds(true));
        }
        var scoped = Microseconds(true);
        return (Microseconds(false), scoped);
    }

    Console.WriteLine($"{2 * stepsOfABlock * blocks:N0} steps: without Dispose {Median(pairs.Select(p => p.Free)):F0} µs, in a scope {Median(pairs.Select(p => p.Scoped)):F0} µs a step; ratio, median of {blocks} pairs: {Median(pairs.Select(p => p.Free / p.Scoped)):F3}");
    Console.WriteLine($"resident after warm-up {before / 1e6:F0} MB, at the end {Environment.WorkingSet / 1e6:F0} MB, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB");
}

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
