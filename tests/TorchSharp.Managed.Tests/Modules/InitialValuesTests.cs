// The values with which layers begin after manual_seed, with either default type, of sizes around those where normal numbers are drawn in another way: PyTorch's
// (tests/golden/initials.json). Uniform ones exactly; normal ones within 2e-6 in float32 (see RandomStreamTests) and 1e-12 in float64.

using System.Text.Json;
using TorchSharp.Managed.Tests.Golden;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Managed.Tests.Modules;

[Collection(nameof(DefaultGenerator))]
public class InitialValuesTests
{
    private static readonly Dictionary<string, JsonElement> Cases = GoldenFile.Cases("initials.json").ToDictionary(c => c.GetProperty("name").GetString()!);

    private static readonly Dictionary<string, Func<long[], Module>> Layers = new()
    {
        ["linear"] = n => Linear(n[0], n[1]),
        ["embedding"] = n => Embedding(n[0], n[1]),
        ["layer norm"] = n => LayerNorm(n[0]),
        ["attention"] = n => MultiheadAttention(n[0], n[1]),
        ["attention, one key more"] = n => MultiheadAttention(n[0], n[1], add_bias_kv: true),
        ["attention, other widths"] = n => MultiheadAttention(n[0], n[1], kdim: n[2], vdim: n[3]),
        ["transformer"] = n => Transformer(n[0], n[1], 1, 1, n[2]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Layer_MadeAfterManualSeed_BeginsAsPyTorchs(string name)
    {
        var expected = Cases[name].GetProperty("parameters").EnumerateObject().ToDictionary(p => p.Name, p => GoldenTensor.Read(p.Value));
        var actual = Make(Cases[name], expected.Values.First().DType).named_parameters().ToArray();
        Assert.Equal(expected.Keys, actual.Select(p => p.name));
        foreach (var (path, parameter) in actual)
        {
            var isNormal = path is "bias_k" or "bias_v" || name.StartsWith("embedding", StringComparison.Ordinal);
            Close.Tensors(path, expected[path], parameter, !isNormal ? 0 : parameter.dtype == float64 ? 1e-12 : 2e-6);
        }
    }

    private static Module Make(JsonElement golden, string dtype)
    {
        set_default_dtype(Tensors.DType(dtype));
        try
        {
            manual_seed(77);
            return Layers[golden.GetProperty("layer").GetString()!](GoldenFile.Longs(golden.GetProperty("sizes")));
        }
        finally
        {
            set_default_dtype(float32);
        }
    }
}
