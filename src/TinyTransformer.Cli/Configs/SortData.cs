namespace TinyTransformer.Cli;

/// <summary>The target is the source in order.</summary>
public sealed record SortData : SequenceData
{
    internal override SyntheticTask NewTask() => SyntheticTask.Sort(Symbols, MaxLength);
}
