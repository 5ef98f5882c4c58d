namespace TinyTransformer;

/// <summary>One step of a beam search.</summary>
/// <param name="Candidates">The likeliest continuations of all hypotheses alive, the best first: those that were kept, and as many again that were not (fewer where there are no more).</param>
public sealed record BeamStep(IReadOnlyList<BeamHypothesis> Candidates)
{
    /// <summary>Those that the search went on with, or that are finished.</summary>
    public IEnumerable<BeamHypothesis> Kept => Candidates.Where(candidate => candidate.IsKept);
}
