using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class SamplerTests
{
    private static readonly Tensor s_logits = tensor(new[] { 4.51f, .89f, -1.90f, 6.75f, 1.63f, -1.62f, -1.89f, 6.28f, 1.79f });

    [Fact]
    public void Choose_AThousandDraws_FollowTheDistribution()
    {
        Sampler[] samplers = [new(), new(new Temperature(5)), new(new Temperature(2), new TopK(4)), new(new TopP(.95)), new(new Temperature(3), new MinP(.2))];
        foreach (var sampler in samplers)
        {
            var p = sampler.Trace(s_logits).Stages[^1].Probabilities;
            var counts = new int[9];
            using var generator = new Generator(2026);
            for (var i = 0; i < 1000; i++)
            {
                counts[sampler.Choose(s_logits, generator).Id]++;
            }
            var kept = Enumerable.Range(0, 9).Where(id => p[id] > 0).ToArray();
            Assert.Equal(1000, kept.Sum(id => counts[id]));                                                  // what is cut is never drawn
            var chiSquare = kept.Sum(id => Math.Pow(counts[id] - 1000 * p[id], 2) / (1000 * p[id]));
            Assert.InRange(chiSquare, 0, 26.1);                                                             // 0.999 quantile for eight degrees of freedom
        }
    }

    [Fact]
    public void Choose_TheSameSeed_DrawsTheSame()
    {
        int[] Draws(ulong seed)
        {
            using var generator = new Generator(seed);
            return [.. Enumerable.Range(0, 50).Select(_ => new Sampler(new Temperature(3)).Choose(s_logits, generator).Id)];
        }
        Assert.Equal(Draws(1), Draws(1));
        Assert.NotEqual(Draws(1), Draws(2));
    }

    [Fact]
    public void Choose_TemperatureTowardsZero_TakesTheLikeliest()
    {
        using var generator = new Generator(1);
        foreach (var temperature in new[] { 1e-3, 1e-30, 1e-100 })
        {
            Assert.Equal((3, 1), new Sampler(new Temperature(temperature)).Choose(s_logits, generator));
        }
    }

    [Fact]
    public void Choose_OneOfK_IsGreedy()
    {
        using var generator = new Generator(1);
        for (var i = 0; i < 50; i++)
        {
            var logits = randint(0, 4, [7], generator: generator).to(ScalarType.Float32);                   // with ties
            Assert.Equal(Sampler.Greedy.Choose(logits, generator), new Sampler(new TopK(1)).Choose(logits, generator));
        }
    }

    [Fact]
    public void Choose_AWheelWithThinSectors_StopsWhereItShould()
    {
        using var generator = new Generator(5);
        var u = rand(20, ScalarType.Float64, generator: generator).data<double>().ToArray();
        generator.manual_seed(5);
        foreach (var stop in u)
        {
            Assert.Equal((int)(stop * 1000), new Sampler().Choose(zeros(1000), generator).Id);
        }
    }

    [Fact]
    public void Trace_EachStep_SaysWhatItKeptAndCutAndLeft()
    {
        var stages = new Sampler(new Temperature(2), new TopK(2)).Trace(tensor(new[] { 4.0, 2.0, 0.0 }).log()).Stages;          // 2/3, 1/3, 0
        Assert.Equal(["logits", "temperature 2", "top-k 2"], stages.Select(stage => stage.Name));
        Assert.Equal([2, 2, 2], stages.Select(stage => stage.Kept));
        Assert.Equal(Math.Log(3) - 2.0 / 3 * Math.Log(2), stages[0].Entropy, 1e-12);
        var cut = new Sampler(new TopK(2)).Trace(tensor(new[] { .5, .25, .125, .125 }).log()).Stages;
        Assert.Equal(.25, cut[1].CutMass, 1e-12);
        Assert.Equal(1.75, cut[0].EntropyBits, 1e-12);
        Assert.Equal([.666667, .333333, 0, 0], cut[1].Probabilities.Select(p => Math.Round(p, 6)));
    }

    [Fact]
    public void Trace_AsText_IsATableOverTheFullVocabulary()
    {
        var trace = new Sampler(new Temperature(.5), new TopK(2)).Trace(tensor(new[] { .5, .25, .125, .125 }).log());
        Assert.Equal("""
            token   logits  temperature 0.5  top-k 2
            cat     0.5000           0.7273   0.8000
            dog     0.2500           0.1818   0.2000
            2 more  0.2500           0.0909   0.0000
            kept         4                4        2
            cut     0.0000           0.0000   0.0909
            nats    1.2130           0.8226   0.5004
            bits    1.7500           1.1867   0.7219

            """.ReplaceLineEndings("\n"), trace.ToText(id => id == 0 ? "cat" : "dog", rows: 2));
        Assert.Contains("\n2      0.1250           0.0455        –\n", trace.ToString());
    }
}
