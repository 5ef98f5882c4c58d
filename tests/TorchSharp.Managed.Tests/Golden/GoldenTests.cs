// Each operation of the engine against PyTorch, on the cases of tests/golden/ops.json: shape, type, values, and the gradients of sum(out*w).
// Inputs are real views (transposed, strided, expanded), so an operation that forgets strides fails here.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Golden;

public class GoldenTests
{
    public static TheoryData<string> Names => [.. GoldenCase.All.Values.Where(c => Operations.Table.ContainsKey(c.Op)).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_OnGoldenCase_AnswersAsPyTorch(string name)
    {
        var golden = GoldenCase.All[name];
        var (leaves, inputs) = Build(golden);
        var results = Operations.Table[golden.Op](new Arguments(inputs, golden.Arguments)).Tensors;
        Assert.Equal(golden.Outputs.Length, results.Length);
        foreach (var (expected, actual) in golden.Outputs.Zip(results)) Close.Tensors("the result", expected, actual, golden.Tolerance);
        if (golden.Gradients is not null) CheckGradients(golden, leaves, results);
    }

    [Fact]
    public void GoldenOperations_OfTheFile_HaveALineInTheTable()
    {
        var missing = GoldenCase.All.Values.Select(c => c.Op).Distinct().Where(op => !Operations.Table.ContainsKey(op));
        Assert.True(!missing.Any(), "Golden operations without a line in Operations.Table: " + string.Join(", ", missing));
    }

    [Fact]
    public void Operations_OfTheTable_HaveAGoldenCase()
    {
        var unused = Operations.Table.Keys.Except(GoldenCase.All.Values.Select(c => c.Op));
        Assert.True(!unused.Any(), "Lines of Operations.Table without a golden case: " + string.Join(", ", unused));
    }

    private static void CheckGradients(GoldenCase golden, Tensor?[] leaves, Tensor[] results)
    {
        Tensor? loss = null;
        foreach (var y in results.Where(y => y.requires_grad))
        {
            var part = (y * Tensors.Weights(y)).sum();
            loss = loss is null ? part : loss + part;
        }
        Assert.True(loss is not null, "PyTorch has gradients here, and no result requires one.");
        loss.backward();
        // The gradient of a float64 number that met float32 tensors was added up in float32.
        var coarsest = results.Max(y => Close.Default(y.dtype));
        for (var i = 0; i < leaves.Length; i++)
        {
            if (golden.Gradients![i] is not { } expected) continue;
            Assert.True(leaves[i]!.grad is not null, $"Input {i} has no gradient.");
            var tolerance = golden.Tolerance ?? Math.Max(coarsest, Close.Default(leaves[i]!.dtype));
            Close.Tensors($"the gradient of input {i}", golden.Inputs[i].Base! with { Data = expected }, leaves[i]!.grad!, tolerance);
        }
    }

    private static (Tensor?[] Leaves, Tensor[] Inputs) Build(GoldenCase golden)
    {
        var leaves = new Tensor?[golden.Inputs.Length];
        var inputs = new Tensor[golden.Inputs.Length];
        foreach (var (input, i) in golden.Inputs.Select((x, i) => (x, i)))
        {
            if (input.Base is not null) leaves[i] = Leaf(input.Base, golden.Gradients is not null);
            inputs[i] = input.Views.Aggregate(leaves[i] ?? inputs[input.Same], Tensors.View);
            if (input.Base is not null) CheckStrides(input, inputs[i]);
        }
        return (leaves, inputs);
    }

    private static Tensor Leaf(GoldenTensor values, bool withGradient)
    {
        var leaf = Tensors.Build(values);
        return withGradient && values.DType.StartsWith("float", StringComparison.Ordinal) ? leaf.requires_grad_() : leaf;
    }

    // The strides of PyTorch's views, except where they say nothing: in dimensions of size one, and of tensors without elements.
    private static void CheckStrides(GoldenInput input, Tensor x)
    {
        if (x.numel() == 0) return;
        for (var d = 0; d < x.shape.Length; d++)
            if (x.shape[d] > 1) Assert.True(input.Stride[d] == x.stride(d), $"After {string.Join(", ", input.Views)}: stride({d}) is {x.stride(d)}, PyTorch's is {input.Stride[d]}.");
    }
}
