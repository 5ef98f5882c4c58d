namespace TinyTransformer;

/// <summary>Where a run stands, beside its weights and the optimizer's state.</summary>
public sealed record TrainingState
{
    /// <summary>Updates done.</summary>
    public int Update { get; init; }

    /// <summary>From 0: the epoch that the last batch was from.</summary>
    public int Epoch { get; init; }

    /// <summary>Batches taken of that epoch.</summary>
    public int Batch { get; init; }

    /// <summary>The lowest validation loss so far, in nats; null before the first evaluation.</summary>
    public double? BestLoss { get; init; }

    /// <summary>After which update that was; null before the first evaluation.</summary>
    public int? BestUpdate { get; init; }

    /// <summary>Evaluations in a row that were not better.</summary>
    public int EvaluationsSinceBest { get; init; }

    /// <summary>Seconds spent on updates.</summary>
    public double Seconds { get; init; }
}
