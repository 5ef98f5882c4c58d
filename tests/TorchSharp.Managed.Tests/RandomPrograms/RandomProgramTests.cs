// Random programs on random shapes: the engine against naive float64 code, and its gradients against differences of the naive code. FsCheck makes up the decisions with
// a fixed seed, and shrinks a failing program to its simplest form.

using FsCheck;
using FsCheck.Fluent;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.RandomPrograms;

public class RandomProgramTests
{
    private const double Step = 1e-6;

    internal static readonly Arbitrary<int[]> Decisions = Arb.From(
        Gen.Choose(0, 9999).ArrayOf(70),
        row => Enumerable.Range(1, 8).Select(i => row[..(row.Length * (8 - i) / 8)]).Reverse().Concat(Enumerable.Range(0, row.Length).Where(i => row[i] > 0).Select(i => (int[])[.. row[..i], row[i] / 2, .. row[(i + 1)..]])));

    [Fact]
    public void Programs_OfAnyShape_GiveWhatNaiveCodeGives() =>
        Prop.ForAll(Decisions, decisions => Compare(ProgramGenerator.From(decisions, smooth: false))).Check(Runs(400));

    [Fact]
    public void Gradients_OfSmoothPrograms_AreTheSlopesOfNaiveCode() =>
        Prop.ForAll(Decisions, decisions => CompareSlopes(ProgramGenerator.From(decisions, smooth: true))).Check(Runs(200));

    [Fact]
    public void Generator_OverManyRows_ReachesEveryOperation()
    {
        var rows = Decisions.Generator.Sample(600);
        var reached = rows.SelectMany(row => ProgramGenerator.From(row, smooth: false).Steps).Select(step => step.Op).Distinct();
        Assert.Equal(33, reached.Count());
    }

    internal static Config Runs(int count) => Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(461379, 20261121).WithQuietOnSuccess(true);

    private static void Compare(RandomProgram program)
    {
        var expected = NaiveRunner.Run(program, Enumerable.Range(0, program.Inputs).Select(program.Values));
        var actual = EngineRunner.Run(program, EngineRunner.Inputs(program));
        var scale = expected.SelectMany(x => x.Data).Select(Math.Abs).Append(1).Max();
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(program.Shapes[i].SequenceEqual(actual[i].shape), $"The shape of v{i} is ({string.Join(", ", actual[i].shape)}).\n{program}");
            foreach (var (naive, ours) in expected[i].Data.Zip(Golden.Tensors.Values(actual[i])))
            {
                Assert.True(Math.Abs(naive - ours) <= 1e-10 * scale, $"In v{i}: naive {naive:R}, engine {ours:R}.\n{program}");
            }
        }
    }

    // The slope of the sum of the last value, in the direction in which every input element grows by its own weight.
    private static void CompareSlopes(RandomProgram program)
    {
        var leaves = EngineRunner.Inputs(program).Select(x => x.requires_grad_()).ToArray();
        EngineRunner.Run(program, leaves)[^1].sum().backward();
        var ours = leaves.Where(x => x.grad is not null).Sum(x => (double)(x.grad! * Golden.Tensors.Weights(x)).sum());
        double up = Loss(program, Step), down = Loss(program, -Step);
        var slope = (up - down) / (2 * Step);
        Assert.True(Math.Abs(slope - ours) <= 1e-6 * Math.Max(1, Math.Max(Math.Abs(slope), Math.Abs(up))), $"The slope is {slope:R}, by the gradients {ours:R}.\n{program}");
    }

    private static double Loss(RandomProgram program, double step) =>
        NaiveRunner.Run(program, Enumerable.Range(0, program.Inputs).Select(i => program.Values(i).Select((v, k) => v + step * ((7 * k + 3) % 11 - 5) / 4.0).ToArray()))[^1].Data.Sum();
}
