using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class SamplingStepTests
{
    // "Every effort moves you" in nine words: the logits that Raschka's chapter 5 samples from.
    private static readonly Tensor s_logits = tensor(new[] { 4.51f, .89f, -1.90f, 6.75f, 1.63f, -1.62f, -1.89f, 6.28f, 1.79f });

    [Theory]
    [InlineData(1, 3, .5721)]
    [InlineData(1, 7, .3576)]
    [InlineData(1, 0, .0609)]
    [InlineData(.1, 3, .9910)]
    [InlineData(5, 3, .2421)]
    public void Temperature_RaschkasLogits_GivesHisProbabilities(double temperature, int id, double expected) => Assert.Equal(expected, Probabilities(new Temperature(temperature))[id], 1e-4);

    [Fact]
    public void TopK_RaschkasLogits_GivesHisProbabilities()
    {
        var p = Probabilities(new TopK(3));
        Assert.Equal([.5775, .3610, .0615], [Math.Round(p[3], 4), Math.Round(p[7], 4), Math.Round(p[0], 4)]);
        Assert.Equal(6, p.Count(share => share == 0));
    }

    [Theory]
    [InlineData(.5, "0")]
    [InlineData(.5000001, "0 1")]
    [InlineData(.8, "0 1 2")]
    [InlineData(.9, "0 1 2 3")]
    [InlineData(1e-9, "0")]
    public void TopP_KeepsTheFewestThatReachTheMass(double p, string kept) => Assert.Equal(kept, Kept(Half(), new TopP(p)));            // 1/2 1/4 1/8 1/16 1/16

    [Theory]
    [InlineData(1, "0")]
    [InlineData(.5, "0 1")]
    [InlineData(.13, "0 1 2")]
    [InlineData(.125, "0 1 2 3 4")]
    public void MinP_KeepsWhatIsNotMuchLessLikelyThanTheBest(double p, string kept) => Assert.Equal(kept, Kept(Half(), new MinP(p)));

    // Half(): the surprises are 1, 2, 3, 4, 4 bits and the entropy 1.875: token 1 is the most typical one, then 0, then 2.
    [Theory]
    [InlineData(.2, "1")]
    [InlineData(.3, "0 1")]
    [InlineData(.8, "0 1 2")]
    public void Typical_KeepsWhatIsAsSurprisingAsExpected(double p, string kept) => Assert.Equal(kept, Kept(Half(), new Typical(p)));

    [Fact]
    public void RepetitionPenalty_LowersWhatWasSaid_AlsoBelowZero()
    {
        var changed = new RepetitionPenalty(2).Apply(tensor(new[] { 2f, -2f, 3f, 0f }), [0, 1, 1, 3]);
        Assert.Equal([1, -4, 3, 0], changed.data<double>().ToArray());
    }

    [Fact]
    public void Steps_AtTheirNeutralValues_ChangeNothing()
    {
        foreach (SamplingStep step in new SamplingStep[] { new Temperature(1), new TopK(9), new TopK(int.MaxValue), new TopP(1), new Typical(1), new RepetitionPenalty(1) })
        {
            Assert.Equal(s_logits.to(ScalarType.Float64).data<double>().ToArray(), step.Apply(s_logits, [3, 4]).data<double>().ToArray());
        }
    }

    [Fact]
    public void TopP_OfOne_KeepsATailTooSmallForTheSumToNotice()
    {
        var logits = zeros(1000);
        logits[999] = tensor(-100f);
        Assert.True(double.IsFinite(new TopP(1).Apply(logits)[999].item<double>()));
        Assert.Equal(997, new TopP(.9975).Apply(logits).isfinite().sum().item<long>());
    }

    [Fact]
    public void TopP_OnATruncatedVocabulary_IsAnotherNucleus()
    {
        using var generator = new Generator(1);
        var logits = randn(5000, generator: generator);                                        // nearly flat, as after "The"
        var best = logits.topk(50).values;
        Assert.True(new TopP(.9).Apply(logits).isfinite().sum().item<long>() > 2000);
        Assert.InRange(new TopP(.9).Apply(best).isfinite().sum().item<long>(), 30, 50);
    }

    [Fact]
    public void TopK_EqualLogits_KeepsExactlyKOfTheLowestIds() => Assert.Equal("0 1 2", Kept(zeros(6), new TopK(3)));

    [Fact]
    public void Steps_ComposeOnWhatIsLeft() => Assert.Equal("0 1", Kept(Half(), new TopK(2), new TopP(.7)));       // of the two that top-k left, 2/3 and 1/3, the nucleus wants both

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Temperature_OutOfRange_IsRefused(double value) =>
        Assert.StartsWith("temperature: expected a finite number above 0 (1E-100 at least), got ", Assert.Throws<ArgumentException>(() => new Temperature(value)).Message);

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0000001)]
    [InlineData(double.NaN)]
    public void Shares_OutOfRange_AreRefused(double p)
    {
        Assert.Equal($"top-p: expected 0 < p ≤ 1, got {p}", Assert.Throws<ArgumentException>(() => new TopP(p)).Message);
        Assert.Equal($"min-p: expected 0 < p ≤ 1, got {p}", Assert.Throws<ArgumentException>(() => new MinP(p)).Message);
        Assert.Equal($"typical: expected 0 < p ≤ 1, got {p}", Assert.Throws<ArgumentException>(() => new Typical(p)).Message);
    }

    [Fact]
    public void Steps_OutOfRange_AreRefused()
    {
        Assert.Equal("k: expected 1 or more, got 0", Assert.Throws<ArgumentException>(() => new TopK(0)).Message);
        Assert.Equal("penalty: expected a finite number above 0, got 0", Assert.Throws<ArgumentException>(() => new RepetitionPenalty(0)).Message);
        Assert.Equal("history[1]: expected an id from 0 to 8, got 9", Assert.Throws<ArgumentException>(() => new RepetitionPenalty(2).Apply(s_logits, [0, 9])).Message);
    }

    [Fact]
    public void Apply_WhatAreNoLogits_IsRefused()
    {
        Assert.Equal("logits: expected (V,), got (1, 9); choose one position, as in logits[0, -1]", Assert.Throws<ArgumentException>(() => new TopK(1).Apply(s_logits.unsqueeze(0))).Message);
        Assert.EndsWith("the largest is NaN", Assert.Throws<ArgumentException>(() => new TopK(1).Apply(tensor(new[] { 0f, float.NaN }))).Message);
        Assert.EndsWith("the largest is -Infinity", Assert.Throws<ArgumentException>(() => new TopK(1).Apply(full(2, float.NegativeInfinity))).Message);
    }

    private static Tensor Half() => tensor(new[] { .5, .25, .125, .0625, .0625 }).log();

    private static double[] Probabilities(SamplingStep step) => step.Apply(s_logits).softmax(0).data<double>().ToArray();

    private static string Kept(Tensor logits, params SamplingStep[] steps)
    {
        var left = steps.Aggregate(logits, (x, step) => step.Apply(x)).isfinite().data<bool>().ToArray();
        return string.Join(' ', Enumerable.Range(0, left.Length).Where(id => left[id]));
    }
}
