namespace TinyTransformer.Cli;

/// <summary>Up in a line, then down along half a cosine to the last update of training.updates.</summary>
public sealed record WarmUpCosineScheduleConfig : ScheduleConfig
{
    /// <summary>The highest rate, above 0.</summary>
    public required double Peak { get; init => field = Range.Above0(value); }

    /// <summary>Updates to the peak, fewer than training.updates.</summary>
    public int WarmUp { get; init => field = Range.AtLeast(0, value); } = 100;

    /// <summary>The rate at the end, 0 to peak.</summary>
    public double End { get; init; }

    internal override LearningRateSchedule Of(RunConfig run) =>
        WarmUp >= run.Training.Updates ? throw new ArgumentException($"schedule.warmUp: expected fewer than training.updates = {run.Training.Updates}, got {WarmUp}")
        : End < 0 || End > Peak ? throw new ArgumentException(FormattableString.Invariant($"schedule.end: expected 0 to schedule.peak = {Peak}, got {End}"))
        : new WarmUpCosineSchedule(Peak, WarmUp, run.Training.Updates, End);
}
