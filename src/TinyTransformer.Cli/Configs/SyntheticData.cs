namespace TinyTransformer.Cli;

/// <summary>Pairs that are drawn anew in each epoch.</summary>
public abstract record SyntheticData : PairData
{
    /// <summary>Pairs drawn for an epoch.</summary>
    public int PairsInEpoch { get; init => field = Range.AtLeast(1, value); } = 2000;

    /// <summary>Different pairs to choose weights by, and as many others to judge them by; neither are among those that are trained on.</summary>
    public int HeldOut { get; init => field = Range.AtLeast(1, value); } = 200;

    /// <summary>What draws them.</summary>
    internal abstract SyntheticTask NewTask();
}
