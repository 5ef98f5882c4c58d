// A fixed piece of work through every kernel, and a hash of the bytes of its results, part by part. It says nothing of whether they are right: only that they
// must be the same bytes wherever it runs. Sizes are small, since one of those places computes without any vector instruction.

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Digits;

internal static class FixedProgram
{
    /// <summary>How many threads the program uses; default: as many as the machine has.</summary>
    public const string Threads = "TORCHSHARP_MANAGED_TESTS_THREADS";

    private static readonly Dictionary<string, Func<IEnumerable<Tensor>>> s_parts = new()
    {
        ["pointwise float32"] = () => Pointwise(Wide.Singles(3000)),
        ["pointwise float64"] = () => Pointwise(Wide.Doubles(2000)),
        ["pointwise on threads"] = OnThreads,
        ["sums, means, softmax"] = () => Lengths().SelectMany(Rows),
        ["matrix products"] = () => Products.All(),
        ["random numbers"] = Draws,
        ["attention, forward and backward"] = Training.Attention,
        ["attention as one operation, forward and backward"] = FusedAttention.All,
        ["attention as one operation, one query or one key"] = FusedAttention.OneRow,
        ["draws by chance and weight"] = Choices.Draws,
        ["sort, topk, argmax"] = Choices.Order,
        ["matrix products, float64"] = Products.Doubles,
        ["matrix products, tiles that overlap"] = Products.Overlapping,
        ["ten steps of a two-layer net"] = Training.TenSteps,
        ["large layers, forward, backward and step"] = Models.LargeLayers,
        ["ten steps of a GPT"] = Models.TenStepsOfAGpt,
        ["ten steps of an encoder-decoder"] = Models.TenStepsOfATranslator,
    };

    /// <summary>One line a part: its name and its hash.</summary>
    public static string Run()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable(Threads), out var threads))
        {
            set_num_threads(threads);
        }

        return string.Join('\n', s_parts.Select(part => $"{part.Key}: {Hash(part.Value())}"));
    }

    private static IEnumerable<Tensor> Pointwise(Tensor x)
    {
        var y = x.index_select(0, arange(x.numel() - 1, -1, -1));
        return [-x, x.abs(), x.exp(), x.log(), x.sqrt(), x.rsqrt(), x.sin(), x.cos(), x.tanh(), x.sigmoid(), x.erf(), x.gelu(), x.relu(), x.square(),
            x + y, x - y, x * y, x / y, x.maximum(y), x.minimum(y), x.pow(y), x.abs().pow(y * 1e-30), x.pow(3), x.div(y, RoundingMode.floor), x.clamp(-1, 2), x + x[7]];
    }

    private static IEnumerable<Tensor> OnThreads()
    {
        var x = arange(0, 7, 1e-4).reshape(7, -1);
        return [x.exp(), x + x[3], x * x, x.sum([1]), x.softmax(0), x.softmax(1), x.max(0).values, x.cumsum(1).sum([0])];
    }

    private static IEnumerable<int> Lengths() => Enumerable.Range(1, 40).Concat(Enumerable.Range(1, 27).Select(i => 111 * i));

    private static IEnumerable<Tensor> Rows(int length)
    {
        var x = arange(length).sin() * 3;
        return [x.sum(), x.mean([0L]), x.softmax(0), x.log_softmax(0), x.logsumexp(0), x.to(float64).sum(), x.to(float64).softmax(0), x.var()];
    }

    private static IEnumerable<Tensor> Draws()
    {
        manual_seed(42);
        return [randn(5), randn(1000), randn(37, ScalarType.Float64), rand(100), randint(0, 1000, [50]), randperm(100)];
    }

    private static string Hash(IEnumerable<Tensor> results)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var result in results)
        {
            hash.AppendData(OneNaN(result.contiguous()));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    // Which NaN a NaN is differs between processors, and the engine promises nothing about it: every NaN is hashed as the same one.
    private static byte[] OneNaN(Tensor x) => x.dtype switch
    {
        ScalarType.Float32 => MemoryMarshal.AsBytes<float>(Array.ConvertAll(x.data<float>().ToArray(), v => float.IsNaN(v) ? float.NaN : v)).ToArray(),
        ScalarType.Float64 => MemoryMarshal.AsBytes<double>(Array.ConvertAll(x.data<double>().ToArray(), v => double.IsNaN(v) ? double.NaN : v)).ToArray(),
        _ => MemoryMarshal.AsBytes<long>(x.to(int64).data<long>().ToArray()).ToArray(),
    };
}
