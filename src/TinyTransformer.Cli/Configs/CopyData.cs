namespace TinyTransformer.Cli;

/// <summary>The target is the source.</summary>
public sealed record CopyData : SequenceData
{
    internal override SyntheticTask NewTask() => SyntheticTask.Copy(Symbols, MaxLength);
}
