// The random programs, with more operations than the naive code knows, against PyTorch: every value, and the gradients of a weighted sum of all values, in float32 and
// in float64. Where python3 with torch is not installed, the tests say that they were skipped.

using FsCheck.Fluent;
using TorchSharp.Managed.Tests.Golden;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.RandomPrograms;

public class OracleTests(TorchOracle oracle) : IClassFixture<TorchOracle>
{
    [Theory]
    [InlineData("float32", 5e-5)]
    [InlineData("float64", 1e-11)]
    public void Programs_OfAllOperations_GiveWhatPyTorchGives(string dtype, double tolerance)
    {
        Assert.SkipUnless(oracle.Version is not null, "python3 with torch is not installed (Debian: python3-torch and libopenblas0-openmp)");
        RandomProgramTests.Hold(600, decisions => Compare(ProgramGenerator.Wide(decisions), dtype, tolerance));
    }

    [Fact]
    public void WideGenerator_OverManyRows_ReachesEveryOperation()
    {
        var rows = RandomProgramTests.Decisions.Generator.Sample(3000);
        var reached = rows.SelectMany(row => ProgramGenerator.Wide(row).Steps).Select(step => step.Op).Distinct();
        Assert.Equal([], EngineRunner.Names.Except(reached));
    }

    private void Compare(RandomProgram program, string dtype, double tolerance)
    {
        var leaves = EngineRunner.Inputs(program).Select(x => x.to(Tensors.DType(dtype)).requires_grad_()).ToArray();
        var ours = EngineRunner.Run(program, leaves);
        ours.Select(v => (v * Tensors.Weights(v)).sum()).Aggregate((a, b) => a + b).backward();
        var (values, gradients) = oracle.Ask(program, dtype);
        Agree("v", values, ours[program.Inputs..], program.Inputs, tolerance, program);
        if (!program.HasFragileSlopes)
        {
            Agree("the gradient of v", gradients, [.. leaves.Select(x => x.grad!)], 0, tolerance, program);
        }
    }

    // Within the tolerance of the largest number of its kind, since a sum that cancels keeps the error of its terms.
    private static void Agree(string what, GoldenTensor[] expected, Tensor[] actual, int first, double tolerance, RandomProgram program)
    {
        var scale = expected.SelectMany(x => x.Data).Where(double.IsFinite).Select(Math.Abs).Append(1).Max();
        foreach (var (theirs, ours, i) in expected.Select((x, i) => (x, actual[i], i)))
        {
            Assert.True(theirs.Shape.SequenceEqual(ours.shape), $"The shape of {what}{first + i}: PyTorch ({string.Join(", ", theirs.Shape)}), engine ({string.Join(", ", ours.shape)}).\n{program}");
            foreach (var (a, b) in theirs.Data.Zip(Tensors.Values(ours)))
            {
                Assert.True(a.Equals(b) || Math.Abs(a - b) <= tolerance * scale, $"In {what}{first + i}: PyTorch {a:R}, engine {b:R}.\n{program}");
            }
        }
    }
}
