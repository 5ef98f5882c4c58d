namespace TinyTransformer.Cli;

/// <summary>Parallel text: PREFIX.en and PREFIX.fr (or both with .gz), whose lines belong together.</summary>
public sealed record ParallelData : PairData
{
    /// <summary>The prefix of the files to learn from, from this file's folder on.</summary>
    public required string Train { get; init; }

    /// <summary>The prefix of the files that decide which weights are the best.</summary>
    public required string Validation { get; init; }

    /// <summary>The prefix of the files that the finished model is judged on; without it there is no such judgement.</summary>
    public string? Test { get; init; }

    /// <summary>The ending of the source's files.</summary>
    public string Source { get; init; } = "en";

    /// <summary>The ending of the target's files.</summary>
    public string Target { get; init; } = "fr";
}
