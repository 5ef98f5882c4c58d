using TinyTransformer.Cli.Reporting;
using TinyTransformer.Cli.Runs;
using TinyTransformer.Tests;

namespace TinyTransformer.Cli.Tests;

[Collection(nameof(OneConsole))]
public sealed class ReportingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(120)]
    [InlineData(80)]
    [InlineData(40)]
    public void Live_ARun_IsOneBarThatNeverWrapsNorMultiplies_AndALineForEachEvaluation(int width)
    {
        using var terminal = new FakeTerminal(width);
        var most = 0;
        terminal.Shown += screen => most = Math.Max(most, screen.Count(row => row.Contains('%')));
        var log = Show(log => new LiveReporter(terminal.Console, log));
        Assert.Equal(1, most);
        Assert.Single(terminal.Screen, row => row.Contains("100%") && row.EndsWith("00:00 to go", StringComparison.Ordinal) && row.Contains("loss ") && row.Contains("tokens/s") == width >= 70);
        var evaluations = log.Where(line => line.StartsWith("evaluation after update ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, evaluations.Count);
        Assert.All(evaluations.SelectMany(line => Wrapped.Lines(line, width - 1)), row => Assert.Contains(row.TrimEnd(), terminal.Screen));
    }

    [Fact]
    public void Live_TheLog_HasEveryLineThatAPipeWouldGet()
    {
        using var terminal = new FakeTerminal(80);
        var live = Show(log => new LiveReporter(terminal.Console, log));
        var (output, written) = (Console.Out, new StringWriter());
        Console.SetOut(written);
        try
        {
            Assert.Equal(WithoutTimes(live), WithoutTimes(Show(log => new LineReporter(log))));
        }
        finally
        {
            Console.SetOut(output);
        }
        Assert.DoesNotContain(written.ToString(), c => char.IsControl(c) && c is not ('\n' or '\r'));
        Assert.Contains("evaluation after update 3: loss ", written.ToString());
    }

    [Theory]
    [InlineData("a bb ccc", 80, "a bb ccc")]
    [InlineData("a bb ccc", 4, "a bb|ccc")]
    [InlineData("a bb ccc", 5, "a bb|ccc")]
    [InlineData("a b c d", 3, "a b|c d")]
    [InlineData("  a bb\n\n  dddd e", 5, "  a|  bb||  dddd|  e")]
    [InlineData("abcdefgh ij", 4, "abcdefgh|ij")]
    [InlineData("", 4, "")]
    public void Wrapped_AText_IsCutAtBlanksAndKeepsItsIndentation(string text, int width, string lines) => Assert.Equal(lines.Split('|'), Wrapped.Lines(text, width));

    [Theory]
    [InlineData(0, "00:00 to go")]
    [InlineData(75, "01:15 to go")]
    [InlineData(3_661, "1:01:01 to go")]
    [InlineData(108_000, "30:00:00 to go")]
    public void Short_TheTimeToGo_IsTold(int seconds, string text)
    {
        var progress = new TrainingProgress(1, 10, 0, 2.5, 0.001, 1, 100, 12_345.6, TimeSpan.Zero, TimeSpan.FromSeconds(seconds));
        Assert.Equal($"loss 2.500  12,346 tokens/s  {text}", ProgressText.Short(progress, withPace: true));
        Assert.Equal($"loss 2.500  {text}", ProgressText.Short(progress, withPace: false));
    }

    // The lines of the log.
    private List<string> Show(Func<RunLog, IRunReporter> reporter)
    {
        var config = _folder.Write("copy.json", Samples.Copy);
        using var trainer = RunSetup.Of(ConfigReader.Read(config), config).NewTrainer(new CheckpointFolder(_folder.PathOf("training")));
        File.Delete(_folder.PathOf("log"));
        using (var log = new RunLog(_folder.PathOf("log")))
        {
            Assert.Equal(TrainingOutcome.Finished, reporter(log).Show(trainer, () => trainer.Run(TestContext.Current.CancellationToken)));
        }
        return [.. File.ReadAllLines(_folder.PathOf("log"))];
    }

    private static IEnumerable<string> WithoutTimes(IEnumerable<string> lines) => lines.Select(line => line.Split("  |g| ")[0]);
}
