namespace TinyTransformer.Cli;

/// <summary>A token a character.</summary>
public sealed record CharacterTokenizerConfig : TokenizerConfig
{
    internal override Tokenizer Train(IEnumerable<string> texts) => CharacterTokenizer.Train(texts, Specials);
}
