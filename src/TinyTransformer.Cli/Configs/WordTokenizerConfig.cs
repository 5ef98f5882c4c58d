namespace TinyTransformer.Cli;

/// <summary>A token a word.</summary>
public sealed record WordTokenizerConfig : TokenizerConfig
{
    /// <summary>How often a word must occur to get a token.</summary>
    public int MinimumCount { get; init => field = Range.AtLeast(1, value); } = 1;

    /// <summary>Whether The and the are one word.</summary>
    public bool LowerCase { get; init; }

    /// <summary>Whether the words stand apart already: a word is what stands between blanks, without the marks . , ? ! : ; at its end.</summary>
    public bool AtBlanks { get; init; }

    internal override Tokenizer Train(IEnumerable<string> texts) => WordTokenizer.Train(texts, MinimumCount, LowerCase, AtBlanks);
}
