// BLEU, the measure of the paper's Table 2, as sacreBLEU computes it: on plain text, cut in one fixed way, so that numbers of different people can be compared (Post 2018).

namespace TinyTransformer;

/// <summary>BLEU = BP · exp(Σ ln pₙ / 4) over n-grams of order 1 to 4 (Papineni et al. 2002, section 2.3). The defaults are sacreBLEU's: 13a tokens, case kept, exponential smoothing.</summary>
/// <remarks>A property of a corpus: matches and lengths are added up over all sentences before anything is divided, and the mean of sentences' scores is another number.</remarks>
public sealed record Bleu
{
    private const int Orders = 4;

    /// <summary>What becomes of orders without a match.</summary>
    public BleuSmoothing Smoothing { get; init; }

    /// <summary>Whether the mean ends at the longest order that there are n-grams of: for single short sentences, where it is on in sacreBLEU.</summary>
    public bool EffectiveOrder { get; init; }

    /// <summary>How a text is cut into tokens; sacreBLEU's 13a unless set.</summary>
    public Func<string, IReadOnlyList<string>> Tokens { get; init; } = BleuTokens.Of;

    /// <summary>The score of a corpus with one reference for each hypothesis.</summary>
    /// <exception cref="ArgumentException">There is none, or the numbers of lines differ.</exception>
    public BleuScore Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        return Corpus(hypotheses, [.. references.Select(reference => (string[])[reference])]);
    }

    /// <summary>The score of a corpus.</summary>
    /// <param name="references">For each hypothesis one or more.</param>
    /// <exception cref="ArgumentException">There is none, a hypothesis has no reference, or the numbers of lines differ.</exception>
    public BleuScore Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references)
    {
        ArgumentNullException.ThrowIfNull(hypotheses);
        ArgumentNullException.ThrowIfNull(references);
        if (hypotheses.Count == 0 || hypotheses.Count != references.Count)
        {
            throw new ArgumentException($"references: expected one line for each of {hypotheses.Count} hypotheses (1 or more), got {references.Count}");
        }
        var (matches, totals) = (new int[Orders], new int[Orders]);
        var (hypothesisLength, referenceLength) = (0, 0);
        for (var line = 0; line < hypotheses.Count; line++)
        {
            if (references[line].Count == 0)
            {
                throw new ArgumentException($"references[{line}]: expected one or more, got none");
            }
            var hypothesis = Tokens(hypotheses[line]);
            var those = references[line].Select(Tokens).ToArray();
            hypothesisLength += hypothesis.Count;
            referenceLength += those.Select(reference => reference.Count).OrderBy(length => Math.Abs(length - hypothesis.Count)).ThenBy(length => length).First();
            for (var n = 1; n <= Orders; n++)
            {
                var counts = those.Select(reference => Counts(reference, n)).ToArray();
                matches[n - 1] += Counts(hypothesis, n).Sum(gram => Math.Min(gram.Value, counts.Max(reference => reference.GetValueOrDefault(gram.Key))));
                totals[n - 1] += Math.Max(0, hypothesis.Count - n + 1);
            }
        }
        return Score(matches, totals, hypothesisLength, referenceLength);
    }

    private BleuScore Score(int[] matches, int[] totals, int hypothesisLength, int referenceLength)
    {
        var penalty = hypothesisLength >= referenceLength ? 1 : hypothesisLength == 0 ? 0 : Math.Exp(1 - (double)referenceLength / hypothesisLength);
        var (percents, halved, longest) = (new double[Orders], 1.0, 0);
        var hasMatch = matches.Any(count => count > 0);
        for (var i = 0; i < Orders && hasMatch; i++)
        {
            var added = Smoothing == BleuSmoothing.AddOne && i > 0 ? 1 : 0;
            var (match, total) = ((double)matches[i] + added, totals[i] + added);
            if (total == 0)
            {
                break;
            }
            if (match == 0)
            {
                halved /= 2;
                match = Smoothing switch { BleuSmoothing.Exponential => halved, BleuSmoothing.Floor => 0.1, _ => 0 };
            }
            (percents[i], longest) = (100 * match / total, i + 1);
        }
        var mean = percents[..(EffectiveOrder ? longest : Orders)];
        var score = hasMatch && mean.All(percent => percent > 0) ? penalty * Math.Exp(mean.Average(Math.Log)) : 0;
        return new(score, [.. percents.Select((percent, i) => new BleuPrecision(matches[i], totals[i], percent))], penalty, hypothesisLength, referenceLength);
    }

    private static Dictionary<string, int> Counts(IReadOnlyList<string> tokens, int n) =>
        Enumerable.Range(0, Math.Max(0, tokens.Count - n + 1)).Select(start => string.Join('\0', tokens.Skip(start).Take(n))).CountBy(gram => gram).ToDictionary();
}
