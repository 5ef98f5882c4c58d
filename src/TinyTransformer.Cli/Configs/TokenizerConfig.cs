using System.Text.Json.Serialization;

namespace TinyTransformer.Cli;

/// <summary>How texts become tokens; "kind" says which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(WordTokenizerConfig), "word")]
[JsonDerivedType(typeof(CharacterTokenizerConfig), "character")]
[JsonDerivedType(typeof(BytePairTokenizerConfig), "bytePair")]
public abstract record TokenizerConfig
{
    private protected static readonly string[] Specials = [SpecialToken.Pad, SpecialToken.Unknown, SpecialToken.Begin, SpecialToken.End];

    /// <summary>Trains it.</summary>
    /// <exception cref="ArgumentException">The texts are too few for it.</exception>
    internal abstract Tokenizer Train(IEnumerable<string> texts);
}
