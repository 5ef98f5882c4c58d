// After torch.manual_seed(s) the engine draws the numbers that PyTorch's CPU generator draws: tests/golden/rng.json.
// Integers and uniform numbers exactly; normal ones within 2e-6 (float32: PyTorch's own log, sin and cos depend on the processor) or 1e-12.
// bernoulli and dropout as a PyTorch without MKL draws them; one with MKL draws others.

using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Golden;

[Collection(nameof(DefaultGenerator))]
public class RandomStreamTests
{
    private static readonly Dictionary<string, JsonElement> Streams = GoldenFile.Cases("rng.json").ToDictionary(NameOf);

    public static TheoryData<string> Names => [.. Streams.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Draws_AfterManualSeed_ArePyTorchs(string name)
    {
        var stream = Streams[name];
        manual_seed(stream.GetProperty("seed").GetInt64());
        foreach (var draw in stream.GetProperty("draws").EnumerateArray()) Check(draw);
    }

    [Fact]
    public void Normal_OfOneMeanAndSpread_IsRandnMoved()
    {
        manual_seed(5);
        var plain = randn(17, float64) * 3 + 2;
        manual_seed(5);
        Assert.True(normal(2, 3, [17], float64).allclose(plain, 1e-12, 1e-12));
        manual_seed(5);
        Assert.True(normal(full(17, 2.0, float64), full(1, 3.0, float64)).allclose(plain, 1e-12, 1e-12));
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => normal(zeros(2), full(2, -1f)));
    }

    private static void Check(JsonElement draw)
    {
        var fn = draw.GetProperty("fn").GetString()!;
        var type = Tensors.DType(draw.GetProperty("dtype").GetString()!);
        var x = Draw(fn, draw.GetProperty("size").GetInt64(), type);
        var (values, head, tail) = (Tensors.Values(x), Read("head"), Read("tail"));
        var tolerance = !fn.StartsWith("randn", StringComparison.Ordinal) ? 0 : x.dtype == ScalarType.Float32 ? 2e-6 : 1e-12;
        Assert.Equal(type, x.dtype);
        Close.Values(fn + ", first values", head, values[..head.Length], tolerance);
        Close.Values(fn + ", last values", tail, values[^tail.Length..], tolerance);
        Close.Values(fn + ", sum", [draw.GetProperty("sum").GetDouble()], [values.Sum()], Math.Max(1e-12, tolerance * values.Length));

        // A float32 is written as the shortest decimal that reads back as that float32.
        double[] Read(string name) => Array.ConvertAll(GoldenFile.Doubles(draw.GetProperty(name)), v => type == ScalarType.Float32 ? (float)v : v);
    }

    private static Tensor Draw(string fn, long size, ScalarType type) => fn.Split(' ') switch
    {
        ["rand"] => rand(size, dtype: type),
        ["randn"] => randn(size, dtype: type),
        ["rand_like"] => rand_like(Chances(size, type)),
        ["randn_like"] => randn_like(Chances(size, type)),
        ["randint_like", var low, var high] => randint_like(Chances(size, type), long.Parse(low), long.Parse(high)),
        ["randperm"] => randperm(size, dtype: type),
        ["randint", var low, var high] => randint(long.Parse(low), long.Parse(high), new long[] { size }, dtype: type),
        ["bernoulli"] => Chances(size, type).bernoulli(),
        ["bernoulli_", var p] => zeros(size, dtype: type).bernoulli_(double.Parse(p)),
        ["dropout", var p] => nn.functional.dropout(Chances(size, type) + 1, double.Parse(p)),
        ["multinomial", var weights] => multinomial(Chances(size, Tensors.DType(weights)) + 0.25, size),
        ["multinomial_again", var weights] => multinomial(Chances(13, Tensors.DType(weights)) + 0.25, size, replacement: true),
        _ => throw new FormatException("No such draw here: " + fn),
    };

    /// <summary>Exact numbers between 0 and 1, no two neighbours alike.</summary>
    private static Tensor Chances(long size, ScalarType type) => ((arange(size) * 7 + 3) % 11).to(type) / 16;

    private static string NameOf(JsonElement stream) => "seed " + stream.GetProperty("seed").GetInt64() + ": "
        + string.Join(", ", stream.GetProperty("draws").EnumerateArray().Select(d => $"{d.GetProperty("fn").GetString()} {d.GetProperty("size").GetInt64()} {d.GetProperty("dtype").GetString()}"));
}
