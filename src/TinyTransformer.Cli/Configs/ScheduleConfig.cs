using System.Text.Json.Serialization;

namespace TinyTransformer.Cli;

/// <summary>The learning rate by updates; "kind" says which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ConstantScheduleConfig), "constant")]
[JsonDerivedType(typeof(NoamScheduleConfig), "noam")]
[JsonDerivedType(typeof(WarmUpCosineScheduleConfig), "warmUpCosine")]
public abstract record ScheduleConfig
{
    /// <summary>The schedule for a run.</summary>
    internal abstract LearningRateSchedule Of(RunConfig run);
}
