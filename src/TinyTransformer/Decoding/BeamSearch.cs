// Several hypotheses at once: the likeliest text rarely begins with the likeliest token each time.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// Beam search with a length penalty. Each step continues every hypothesis by every token and keeps the likeliest ones; one that ends leaves the beam, which is narrower by it from then on. The defaults are
/// the paper's (Vaswani et al. 2017, section 6.1). Explained in notebook 08.
/// </summary>
/// <remarks>
/// It ends when the beam is empty, at the most tokens, or when no hypothesis alive can still win: its ln P can only fall, and its penalty grow to that of the most tokens. A wider beam mostly finds a better
/// score, but need not: the prefix of the best text may be cut. Dropout is off meanwhile.
/// </remarks>
public sealed record BeamSearch
{
    /// <summary>Hypotheses side by side, 1 or more; 1 is greedy.</summary>
    public int Width { get; init => field = value >= 1 ? value : throw new ArgumentException($"{nameof(Width)}: expected 1 or more, got {value}"); } = 4;

    /// <summary>How much long texts are favoured, 0 or more; 0: not at all.</summary>
    public double Alpha { get; init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentException($"{nameof(Alpha)}: expected a finite number from 0 on, got {value}"); } = 0.6;

    /// <summary>The token that ends a text.</summary>
    public required int EndId { get; init; }

    /// <summary>The most tokens, 1 or more; null: until the config's positions are used up. (The paper: as many as the source has, and 50.)</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Whether keys and values of the past are kept.</summary>
    public bool UseCache { get; init; } = true;

    /// <summary>lp(Y) = ((5 + |Y|) / (5 + 1))^α (Wu et al. 2016, section 7, eq. 14). |Y| counts the end token.</summary>
    public static double LengthPenalty(int length, double alpha) => Math.Pow((5.0 + length) / 6, alpha);

    /// <summary>Continues a text.</summary>
    /// <inheritdoc cref="Generation.Generate(DecoderOnly, IReadOnlyList{int}, GenerationOptions?, CancellationToken)"/>
    public BeamResult Run(DecoderOnly model, IReadOnlyList<int> prompt, CancellationToken cancellation = default)
    {
        using var continuation = Continuation.Of(model, prompt, MaxTokens, UseCache);
        return Search(continuation, cancellation);
    }

    /// <summary>Writes what answers a source: its translation. The source is encoded once.</summary>
    /// <inheritdoc cref="Generation.Generate(EncoderDecoder, IReadOnlyList{int}, int, GenerationOptions?, CancellationToken)"/>
    public BeamResult Run(EncoderDecoder model, IReadOnlyList<int> source, int startId, CancellationToken cancellation = default)
    {
        using var continuation = Continuation.Of(model, source, startId, MaxTokens, UseCache);
        return Search(continuation, cancellation);
    }

    private BeamResult Search(Continuation continuation, CancellationToken cancellation)
    {
        var root = new BeamHypothesis(null, null, 0, Alpha, false);
        var (alive, finished, steps) = (new List<BeamHypothesis> { root }, new List<BeamHypothesis>(), new List<BeamStep>());
        while (alive.Count > 0 && steps.Count < continuation.Limit && !IsDecided(alive, finished, continuation.Limit))
        {
            cancellation.ThrowIfCancellationRequested();
            var width = Width - finished.Count;
            var candidates = Candidates(continuation, alive, 2 * width);
            steps.Add(new([.. candidates.Select(candidate => candidate.Hypothesis)]));
            var kept = candidates[..Math.Min(width, candidates.Count)];
            kept.ForEach(candidate => candidate.Hypothesis.IsKept = true);
            finished.AddRange(kept.Select(candidate => candidate.Hypothesis).Where(hypothesis => hypothesis.IsFinished));
            kept.RemoveAll(candidate => candidate.Hypothesis.IsFinished);
            alive = [.. kept.Select(candidate => candidate.Hypothesis)];
            continuation.Continue([.. kept.Select(candidate => (candidate.Text, candidate.Hypothesis.Token!.Value))]);
        }
        var best = finished.Concat(alive).MaxBy(hypothesis => hypothesis.Score)!;
        return new(best, [.. finished.OrderByDescending(hypothesis => hypothesis.Score)], root, steps);
    }

    /// <summary>The likeliest continuations, the best first, each with the text that it continues. Those of one step are equally long, so that ln P and score give one order.</summary>
    private List<(int Text, BeamHypothesis Hypothesis)> Candidates(Continuation continuation, List<BeamHypothesis> alive, int count)
    {
        using var scope = NewDisposeScope();
        var logits = continuation.Next();
        var V = (int)logits.shape[1];
        _ = SamplingStep.Checked(logits.flatten());
        #region step
        var log = logits.to(ScalarType.Float64).log_softmax(1);                                     // (N,V)
        var sums = log + tensor(alive.Select(text => text.LogProbability).ToArray()).unsqueeze(1);  // (N,V) + (N,1)
        var (_, places) = sums.flatten().topk(Math.Min(count, alive.Count * V));                    // (N,V) -> (N·V)
        #endregion
        var (single, candidates) = (log.data<double>().ToArray(), new List<(int, BeamHypothesis)>());
        foreach (var place in places.data<long>())
        {
            var (text, token) = ((int)place / V, (int)place % V);
            candidates.Add((text, new(alive[text], token, single[place], Alpha, token == EndId)));
        }
        return candidates;
    }

    private bool IsDecided(List<BeamHypothesis> alive, List<BeamHypothesis> finished, int limit) =>
        finished.Count > 0 && finished.Max(hypothesis => hypothesis.Score) >= alive.Max(hypothesis => hypothesis.LogProbability) / LengthPenalty(limit, Alpha);
}
