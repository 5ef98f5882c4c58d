namespace TinyTransformer.Cli;

/// <summary>Pairs of a source and a target.</summary>
public abstract record PairData : DataConfig
{
    /// <summary>The most places of a batch on either side, filled-up ones included.</summary>
    public int BatchTokens { get; init => field = Range.AtLeast(1, value); } = 1000;
}
