namespace TinyTransformer;

/// <summary>One step in the encoding of one word.</summary>
/// <param name="Merge">The rule that was applied, at all its places in the word; null for the first step, which is the bytes.</param>
/// <param name="Pieces">The tokens' texts after the step.</param>
public sealed record BytePairStep(BytePairMerge? Merge, IReadOnlyList<string> Pieces);
