namespace TinyTransformer;

/// <summary>Why training ended.</summary>
public enum TrainingOutcome
{
    /// <summary>All updates were done.</summary>
    Finished,

    /// <summary>The evaluations no longer got better.</summary>
    StoppedEarly,

    /// <summary>It was asked to stop; model and state are those after the last whole update.</summary>
    Cancelled,
}
