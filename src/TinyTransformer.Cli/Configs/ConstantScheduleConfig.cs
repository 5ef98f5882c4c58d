namespace TinyTransformer.Cli;

/// <summary>One rate throughout.</summary>
public sealed record ConstantScheduleConfig : ScheduleConfig
{
    /// <summary>Above 0.</summary>
    public required double LearningRate { get; init => field = Range.Above0(value); }

    internal override LearningRateSchedule Of(RunConfig run) => new ConstantSchedule(LearningRate);
}
