// Memory without Dispose, in numbers: 1,000 pairs of 4 MB tensors that nobody disposes; a training loop, and an attention step forward and backward: 10,000 steps without
// a dispose scope in a process that does nothing else, and their time beside that of steps in a scope.
//
//     dotnet run -c Release --project bench/Memory -- pairs
//     dotnet run -c Release --project bench/Memory -- loop          10,000 steps without Dispose, and what is resident meanwhile
//     dotnet run -c Release --project bench/Memory -- attention
//     dotnet run -c Release --project bench/Memory -- loop times    blocks of steps with and without a scope take turns
//     dotnet run -c Release --project bench/Memory -- attention times

using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

switch (args)
{
    case ["pairs"]: Pairs(); break;
    case ["loop"]: Alone(Loop()); break;
    case ["attention"]: Alone(Attention()); break;
    case ["loop", "times"]: Compare(Loop(), 500, 20); break;
    case ["attention", "times"]: Compare(Attention(), 250, 20); break;
    default:
        Console.Error.WriteLine("usage: Memory pairs | loop [times] | attention [times]");
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
static Action Loop()
{
    manual_seed(1);
    Tensor x = randn(128, 256), y = randn(128, 64);
    Tensor[] weights = [randn(256, 256) * 0.05, zeros(256), randn(256, 64) * 0.05];
    foreach (var weight in weights)
    {
        weight.requires_grad_();
    }

    return () =>
    {
        var loss = ((x.matmul(weights[0]) + weights[1]).relu().matmul(weights[2]) - y).square().mean();
        loss.backward();
        using var off = no_grad();
        foreach (var weight in weights)
        {
            weight.sub_(weight.grad! * 0.01);
            weight.grad!.zero_();
        }
    };
}

// softmax(Q Kᵀ / √d) V of 8 sequences, 4 heads, 64 positions, 32 numbers each, and its gradients.
static Action Attention()
{
    manual_seed(1);
    Tensor q = randn([8, 4, 64, 32]).requires_grad_(), k = randn([8, 4, 64, 32]).requires_grad_(), v = randn([8, 4, 64, 32]).requires_grad_();
    return () =>
    {
        (q.matmul(k.transpose(-2, -1)) / Math.Sqrt(32)).softmax(-1).matmul(v).square().mean().backward();
        foreach (var leaf in new[] { q, k, v })
        {
            leaf.grad!.zero_();
        }
    };
}

// 10,000 steps without Dispose after a warm-up of 2,000. Resident at the end of each thousand; the collector's own figures tell what is behind a growth.
static void Alone(Action step)
{
    const int warmUp = 2000, steps = 10_000;
    Run(step, warmUp);
    var (warm, highest, collections) = (Environment.WorkingSet, 0L, GC.CollectionCount(2));
    for (var done = 0; done < steps; done += 1000)
    {
        Run(step, 1000);
        highest = Math.Max(highest, Environment.WorkingSet);
        Console.WriteLine($"  {done + 1000,6:N0} steps: resident {Environment.WorkingSet / 1e6:F1} MB, of which the collector has committed {GC.GetGCMemoryInfo().TotalCommittedBytes / 1e6:F1}, and {GC.GetTotalMemory(false) / 1e6:F1} are in use");
    }
    var end = Environment.WorkingSet;
    Console.WriteLine($"{steps:N0} steps without Dispose: resident after {warmUp:N0} steps of warm-up {warm / 1e6:F0} MB, highest {highest / 1e6:F0} MB ({100.0 * (highest - warm) / warm:+0.0;-0.0} %), at the end {end / 1e6:F0} MB ({100.0 * (end - warm) / warm:+0.0;-0.0} %); {GC.CollectionCount(2) - collections} collections of the oldest generation");
}

static void Run(Action step, int steps)
{
    for (var i = 0; i < steps; i++)
    {
        step();
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
}

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
