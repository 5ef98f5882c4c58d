namespace TinyTransformer;

/// <summary>A piece at a place of a word: an edge of the graph whose ways from one end to the other are the word's cuts.</summary>
/// <param name="Start">In chars.</param>
/// <param name="End">In chars, outside.</param>
/// <param name="Id">The piece; null for a character that becomes its bytes.</param>
/// <param name="LogProbability">Natural logarithm.</param>
internal readonly record struct UnigramEdge(int Start, int End, int? Id, double LogProbability);
