namespace TinyTransformer;

/// <summary>One way to cut a word into tokens.</summary>
/// <param name="Ids">The tokens.</param>
/// <param name="Pieces">Their texts.</param>
/// <param name="LogProbability">The sum of their log probabilities (natural logarithm), 0 or less.</param>
public sealed record Segmentation(IReadOnlyList<int> Ids, IReadOnlyList<string> Pieces, double LogProbability);
