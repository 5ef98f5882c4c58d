// Each operation of the engine against PyTorch, on the cases of tests/golden/ops.json: shape, type, values, and the gradients of sum(out*w).
// Inputs are real views (transposed, strided, expanded), so an operation that forgets strides fails here.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Golden;

public class GoldenTests
{
    /// <summary>Operations whose results are not sums, so that each is as right as its own size.</summary>
    private static readonly HashSet<string> s_eachAlone =
    [
        "add", "add_scalar", "sub", "sub_scalar", "rsub_scalar", "mul", "mul_scalar", "div", "div_scalar", "rdiv_scalar", "pow", "pow_scalar", "maximum", "minimum", "neg", "exp", "log", "sqrt", "rsqrt", "sin", "cos", "tanh", "sigmoid", "erf", "abs", "square",
        "relu", "clamp", "to", "item", "max", "min", "max_dim", "min_dim", "amax", "amin", "softmax", "masked_fill", "where", "index_select", "gather", "tril", "triu", "cat", "stack", "transpose",
        "fmod", "remainder", "frac", "normalize", "log1p", "log2", "tan", "expit", "silu", "softplus", "prod", "prod_dim", "cumprod", "logspace", "mse_loss",
    ];

    /// <summary>Where numbers are blind to a zero: PyTorch's own (1 + erf, 1 + tanh, 1 - tanh²) or both engines' (log p, 1 - cos²) are remainders of a difference of larger ones.</summary>
    private static readonly HashSet<string> s_cancelling = ["gelu", "gelu_tanh", "tanh", "softmax", "log_softmax", "cosine_similarity"];

    public static TheoryData<string> Names => [.. GoldenCase.All.Values.Where(c => Operations.Table.ContainsKey(c.Op)).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_OnGoldenCase_AnswersAsPyTorch(string name)
    {
        var golden = GoldenCase.All[name];
        var (leaves, inputs) = Build(golden);
        var results = Operations.Table[golden.Op](new Arguments(inputs, golden.Arguments)).Tensors;
        Assert.Equal(golden.Outputs.Length, results.Length);
        foreach (var (expected, actual) in golden.Outputs.Zip(results)) Close.Tensors("the result", expected, actual, golden.Tolerance, s_eachAlone.Contains(golden.Op));
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

    /// <summary>A comparison that lets a zero pass for another number is blind there.</summary>
    [Fact]
    public void Zero_InPlaceOfAGoldenNumber_IsSeen()
    {
        var (blind, count) = (new List<(string Op, string Case, double Number)>(), 0);
        foreach (var golden in GoldenCase.All.Values)
        {
            foreach (var x in golden.Outputs)
            {
                Look(golden, x.Data, golden.Tolerance ?? Close.Default(Tensors.DType(x.DType)), s_eachAlone.Contains(golden.Op));
            }

            foreach (var (g, input) in (golden.Gradients ?? []).Zip(golden.Inputs).Where(pair => pair.First is not null))
            {
                Look(golden, g!, golden.Tolerance ?? Close.Default(Tensors.DType(input.Base!.DType)), HasGradientsAlone(golden.Op));
            }
        }

        Assert.True(blind.Count <= 25 && blind.All(x => s_cancelling.Contains(x.Op)), $"{blind.Count} of {count}: {string.Join("\n", blind)}");

        void Look(GoldenCase golden, double[] expected, double tolerance, bool eachAlone)
        {
            count += expected.Length;
            var floor = Close.Floor(expected, eachAlone);
            blind.AddRange(expected.Where(x => x != 0 && Close.IsClose(x, 0, tolerance, floor)).Select(x => (golden.Op, golden.Name, x)));
        }
    }

    private static bool HasGradientsAlone(string op) => s_eachAlone.Contains(op) && !s_cancelling.Contains(op);

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
            if (golden.Gradients![i] is not { } expected)
            {
                Assert.True(leaves[i]?.grad is not { } ours || Tensors.Values(ours).All(g => g == 0), $"PyTorch has no gradient of input {i}, and ours is there.");
                continue;
            }
            Assert.True(leaves[i]!.grad is not null, $"Input {i} has no gradient.");
            var tolerance = golden.Tolerance ?? Math.Max(coarsest, Close.Default(leaves[i]!.dtype));
            Close.Tensors($"the gradient of input {i}", golden.Inputs[i].Base!.With(expected), leaves[i]!.grad!, tolerance, HasGradientsAlone(golden.Op));
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
