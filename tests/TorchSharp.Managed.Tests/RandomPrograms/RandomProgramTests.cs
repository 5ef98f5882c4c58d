// Random programs on random shapes: the engine against naive float64 code, and its gradients against differences of the naive code. FsCheck makes up the decisions with
// a fresh seed in each run, and shrinks a failing program to its simplest form. A failure prints the seed; the environment variable below repeats the run.

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
        Hold(400, decisions => Compare(ProgramGenerator.From(decisions, smooth: false)));

    [Fact]
    public void Gradients_OfSmoothPrograms_AreTheSlopesOfNaiveCode() =>
        Hold(200, decisions => CompareSlopes(ProgramGenerator.From(decisions, smooth: true)));

    [Fact]
    public void Generator_OverManyRows_ReachesEveryOperation()
    {
        var rows = Decisions.Generator.Sample(600);
        var reached = rows.SelectMany(row => ProgramGenerator.From(row, smooth: false).Steps).Select(step => step.Op).Distinct();
        Assert.Equal(33, reached.Count());
    }

    /// <summary>The seed of the run to repeat, as the failure printed it.</summary>
    private const string Seed = "TORCHSHARP_MANAGED_TESTS_SEED";

    /// <summary>So many programs hold, or the failure says with which seed it can be repeated.</summary>
    internal static void Hold(int count, Action<int[]> law)
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable(Seed), out var given) ? given : (ulong)Random.Shared.NextInt64();
        try
        {
            Prop.ForAll(Decisions, law).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(seed, 20261121).WithQuietOnSuccess(true));
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"To repeat: {Seed}={seed}\n{error.Message}", error);
        }
    }

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
