namespace TinyTransformer.Cli;

/// <summary>Texts of stories: a title line, a line for each paragraph, an empty line between stories.</summary>
public sealed record StoriesData : DataConfig
{
    /// <summary>The files, from this file's folder on.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The share of the stories that is held out, 0 to 1.</summary>
    public double ValidationShare { get; init => field = Range.Share(value); } = 0.1;

    /// <summary>Which ones: another seed holds out others.</summary>
    public long SplitSeed { get; init; } = 1;

    /// <summary>Tokens of a row: how far the model looks back in training, at most model.maxPositions.</summary>
    public int Window { get; init => field = Range.AtLeast(2, value); } = 128;

    /// <summary>Rows of a batch.</summary>
    public int BatchRows { get; init => field = Range.AtLeast(1, value); } = 16;

    /// <summary>The order of the n-gram model that the log compares with: it looks at one token less.</summary>
    public int CompareWithNGram { get; init => field = Range.Between(1, value, 10); } = 5;
}
