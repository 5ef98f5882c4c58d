// Random programs of views, in-place operations and no_grad against PyTorch: the same values and gradients, or a refusal of the same step for the same reason.

using System.Runtime.InteropServices;

namespace TorchSharp.Managed.Tests.Golden;

public class InPlaceTests
{
    private static readonly System.Text.Json.JsonElement[] s_cases = [.. GoldenFile.Cases("inplace.json")];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, s_cases.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Program_OfViewsAndWrites_EndsAsInPyTorch(int number)
    {
        var program = new InPlaceProgram(s_cases[number]);
        foreach (var step in program.RefusesLastStep ? program.Steps[..^1] : program.Steps)
        {
            program.Run(step);
        }
        if (program.Refusal is { } reason)
        {
            var error = Assert.Throws<ExternalException>(() => { if (program.RefusesLastStep) { program.Run(program.Steps[^1]); } else { program.Backward(); } });
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
            return;
        }
        program.Backward();
        CheckEnd(program);
    }

    private static void CheckEnd(InPlaceProgram program)
    {
        foreach (var (expected, i) in program.Values.Select((v, i) => (v, i)))
        {
            Close.Values($"tensor {i}", expected, Tensors.Values(program.Tensors[i]), 1e-6);
        }
        foreach (var (expected, i) in program.Gradients.Select((g, i) => (g, i)))
        {
            Assert.Equal(expected is null, program.Leaves[i].grad is null);
            if (expected is not null)
            {
                Close.Values($"the gradient of leaf {i}", expected, Tensors.Values(program.Leaves[i].grad!), 1e-6);
            }
        }
    }
}
