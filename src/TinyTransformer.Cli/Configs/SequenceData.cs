namespace TinyTransformer.Cli;

/// <summary>Sequences of symbols, to be written down in another order.</summary>
public abstract record SequenceData : SyntheticData
{
    /// <summary>Different symbols, 1 to 36: the digits, then letters.</summary>
    public int Symbols { get; init => field = Range.Between(1, value, 36); } = 10;

    /// <summary>Symbols of the longest sequence.</summary>
    public int MaxLength { get; init => field = Range.Between(1, value, 1000); } = 10;
}
