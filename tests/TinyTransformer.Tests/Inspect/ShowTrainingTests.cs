namespace TinyTransformer.Tests;

public class ShowTrainingTests
{
    [Fact]
    public void Losses_BeforeTheFirstUpdate_ShowWhatWasMeasured() =>
        Assert.Equal(["training: missing", "held out: 1 points, first 2.500, last 2.500, lowest 2.500 at 0"], Summaries(Show.Losses([], [new(0, 2.5, 9)])));

    [Fact]
    public void Losses_OfARun_AreThoseOfItsUpdatesAndEvaluations()
    {
        var figure = Show.Losses(Updates(3), [new(0, 2.5, 9), new(3, 0.25, 9)], "a run", line: ("ln V", 2));
        Assert.StartsWith("a run\nupdate  training  held out   ln V\n", figure.ToText(), StringComparison.Ordinal);
        Assert.Contains("training: 3 points, first 1.000, last 0.3333", figure.ToText(), StringComparison.Ordinal);
        Assert.Contains("held out: 2 points, first 2.500, last 0.2500", figure.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_WhileARunGoesOn_ReachToItsLastUpdate() =>
        Assert.Contains("\n100 ", Show.Losses(Updates(3), line: ("ln V", 2)).ToText(), StringComparison.Ordinal);

    [Theory]
    [InlineData(2000, 2000)]
    [InlineData(2001, 1001)]
    [InlineData(30_000, 2001)]
    public void Losses_OfALongRun_AreThinnedOutButForTheLast(int updates, int drawn)
    {
        var text = Show.Losses(Updates(updates)).ToText();
        Assert.Contains($"training: {drawn} points", text, StringComparison.Ordinal);
        Assert.Contains($"\n{updates} ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_OfNothing_SayWhatIsMissing() =>
        Assert.Equal("updates: expected at least one, or an evaluation", Assert.Throws<ArgumentException>(() => Show.Losses([])).Message);

    private static string[] Summaries(Figure figure) =>
        [.. new[] { "training", "held out" }.Select(name => figure.ToText().Split('\n').FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.Ordinal)) ?? $"{name}: missing")];

    private static List<TrainingProgress> Updates(int count) =>
        [.. Enumerable.Range(1, count).Select(update => new TrainingProgress(update, Math.Max(100, count), 0, 1.0 / update, 1e-3, 1, 9, 1, TimeSpan.Zero, TimeSpan.Zero))];
}
