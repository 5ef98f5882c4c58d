namespace TinyTransformer;

/// <summary>A text and what is to be made of it: a sentence and its translation, digits and their sum.</summary>
public sealed record SentencePair(string Source, string Target);
