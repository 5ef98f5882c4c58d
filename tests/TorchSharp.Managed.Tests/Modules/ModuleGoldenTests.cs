// Each module against PyTorch: its initial values after the same seed, its result, and the gradients of sum(out*w) by name and of the inputs.
// Initial values: uniform ones exactly, normal ones within 2e-6 (as in RandomStreamTests). Results and gradients: float32 within 1e-5, float64 within 1e-12.

using System.Text.Json;
using TorchSharp.Managed.Tests.Golden;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Modules;

[Collection(nameof(DefaultGenerator))]
public class ModuleGoldenTests
{
    private static readonly Dictionary<string, JsonElement> Cases = GoldenFile.Cases("modules.json").ToDictionary(c => c.GetProperty("name").GetString()!);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Module_MadeAfterManualSeed_BeginsAsPyTorchs(string name)
    {
        var module = Make(name);
        var expected = Cases[name].GetProperty("parameters").EnumerateObject().ToArray();
        Assert.Equal(expected.Select(p => p.Name), module.named_parameters().Select(p => p.Item1));
        foreach (var (p, (_, actual)) in expected.Zip(module.named_parameters()))
        {
            Close.Tensors(p.Name, Golden(p.Value), actual, p.Name == "bias_k" || p.Name == "bias_v" || name.StartsWith("embedding", StringComparison.Ordinal) ? 2e-6 : 0);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Module_OnGoldenInput_AnswersAsPyTorchs(string name)
    {
        var (module, inputs, outputs) = Run(name);
        var expected = Cases[name].GetProperty("out").EnumerateArray().ToArray();
        Assert.Equal(expected.Length, outputs.Length);
        foreach (var (e, actual) in expected.Zip(outputs))
        {
            Close.Tensors("result", Golden(e), actual, Tolerance(actual));
        }

        outputs.Where(o => o.requires_grad).Select(o => (o * Tensors.Weights(o)).sum()).Aggregate((a, b) => a + b).backward();
        var gradients = Cases[name].GetProperty("grads").EnumerateObject().ToArray();
        Assert.Equal(gradients.Select(g => g.Name), module.named_parameters().Where(p => p.parameter.grad is not null).Select(p => p.name));
        foreach (var g in gradients)
        {
            Close.Tensors("gradient of " + g.Name, Golden(g.Value), module.get_parameter(g.Name)!.grad!, Tolerance(outputs[0]));
        }

        var ofInputs = Cases[name].GetProperty("inputGrads").EnumerateArray().ToArray();
        Assert.Equal(ofInputs.Select(g => g.ValueKind == JsonValueKind.Null), inputs.Select(x => x.grad is null));
        foreach (var (g, x) in ofInputs.Zip(inputs).Where(p => p.Second.grad is not null))
        {
            Close.Values("gradient of the input", GoldenFile.Doubles(g), Tensors.Values(x.grad!), Tolerance(x));
        }
    }

    [Fact]
    public void GoldenModules_OfTheFile_AreThoseOfTheTable() => Assert.Equal(Cases.Keys.Order(), GoldenModules.Table.Keys.Order());

    private static nn.Module Make(string name)
    {
        manual_seed(Cases[name].GetProperty("seed").GetInt64());
        return GoldenModules.Table[name].Make();
    }

    private static (nn.Module Module, Tensor[] Inputs, Tensor[] Outputs) Run(string name)
    {
        var module = Make(name);
        Tensor[] inputs = [.. Cases[name].GetProperty("in").EnumerateArray().Select(x => Tensors.Build(Golden(x)))];
        foreach (var x in inputs.Where(x => x.dtype is ScalarType.Float32 or ScalarType.Float64))
        {
            x.requires_grad_();
        }

        manual_seed(Cases[name].GetProperty("seed").GetInt64() + 1);
        return (module, inputs, GoldenModules.Table[name].Call(module, inputs));
    }

    private static GoldenTensor Golden(JsonElement x) => GoldenTensor.Read(x);

    private static double Tolerance(Tensor x) => x.dtype == ScalarType.Float64 ? 1e-12 : 1e-5;
}
