namespace TinyTransformer;

/// <summary>What a beam search found, and the tree in which it looked.</summary>
/// <param name="Best">The best score among the finished hypotheses and those that were cut off at the most tokens; <see cref="BeamHypothesis.IsFinished"/> tells which it is.</param>
/// <param name="Finished">All finished hypotheses, the best first.</param>
/// <param name="Root">Where the tree begins.</param>
/// <param name="Steps">One for each token.</param>
public sealed record BeamResult(BeamHypothesis Best, IReadOnlyList<BeamHypothesis> Finished, BeamHypothesis Root, IReadOnlyList<BeamStep> Steps);
