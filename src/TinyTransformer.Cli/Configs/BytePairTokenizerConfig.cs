namespace TinyTransformer.Cli;

/// <summary>Byte-pair encoding: the bytes, and merges that are learned.</summary>
public sealed record BytePairTokenizerConfig : TokenizerConfig
{
    /// <summary>256 bytes, the merges and 4 special tokens.</summary>
    public required int VocabularySize { get; init => field = Range.Between(260, value, 65_536); }

    internal override Tokenizer Train(IEnumerable<string> texts) => BytePairTokenizer.Train(texts, VocabularySize, Specials);
}
