namespace TinyTransformer.Cli;

/// <summary>The paper's schedule: up in a line, down with the root, by model.dModel.</summary>
public sealed record NoamScheduleConfig : ScheduleConfig
{
    /// <summary>Updates to the peak.</summary>
    public int WarmUp { get; init => field = Range.AtLeast(1, value); } = 4000;

    /// <summary>Multiplies the rate, above 0.</summary>
    public double Factor { get; init => field = Range.Above0(value); } = 1;

    internal override LearningRateSchedule Of(RunConfig run) => new NoamSchedule(run.Model.DModel, WarmUp, Factor);
}
