// A run's progress in words, the same on the console and in the log.
namespace TinyTransformer.Cli.Reporting;

internal static class ProgressText
{
    private const int Lines = 40;

    /// <summary>Whether an update is one of the forty or so of a run that get a line.</summary>
    public static bool IsDue(TrainingProgress progress) => progress.Update % Math.Max(1, progress.Updates / Lines) == 0 || progress.Update == 1;

    public static string Of(TrainingProgress progress) =>
        $"update {progress.Update,6:N0}/{progress.Updates:N0}  epoch {progress.Epoch}  loss {progress.Loss:F4}  rate {progress.LearningRate:0.00E+0}  |g| {progress.GradientNorm:F3}  {progress.TokensPerSecond,7:N0} tokens/s  {Time(progress.Elapsed)} gone, {Time(progress.Remaining)} to go";

    public static string Of(Evaluation evaluation) => $"evaluation after update {evaluation.Update:N0}: loss {evaluation.Loss:F4}, perplexity {evaluation.Perplexity:F3}{(evaluation.IsBest ? ", the best so far" : "")}";

    /// <summary>What stands beside the bar.</summary>
    /// <param name="withPace">Whether there is room for the tokens a second.</param>
    public static string Short(TrainingProgress progress, bool withPace) =>
        $"loss {progress.Loss:F3}  {(withPace ? $"{progress.TokensPerSecond:N0} tokens/s  " : "")}{Time(progress.Remaining)} to go";

    /// <summary>12:34, or with hours 30:12:34.</summary>
    public static string Time(TimeSpan time) => time.TotalHours >= 1 ? $"{Math.Floor(time.TotalHours)}:{time:mm\\:ss}" : $"{time:mm\\:ss}";
}
