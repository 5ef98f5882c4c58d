namespace TinyTransformer.Cli;

/// <summary>The target is the source from its end.</summary>
public sealed record ReverseData : SequenceData
{
    internal override SyntheticTask NewTask() => SyntheticTask.Reverse(Symbols, MaxLength);
}
