using System.Globalization;

namespace TinyTransformer;

/// <summary>BLEU with all that it is made of, so that it can be computed again by hand.</summary>
/// <param name="Score">0 to 100: brevity penalty × geometric mean of the precisions × 100.</param>
/// <param name="Precisions">Of order 1, 2, …: matches, n-grams, and the percentage (smoothed) that enters the mean.</param>
/// <param name="BrevityPenalty">1, or e^(1 − reference length / hypothesis length) where the hypotheses are shorter (Papineni et al. 2002, section 2.3).</param>
/// <param name="HypothesisLength">Tokens of all hypotheses.</param>
/// <param name="ReferenceLength">Tokens of the references, of several the one nearest in length.</param>
public sealed record BleuScore(double Score, IReadOnlyList<BleuPrecision> Precisions, double BrevityPenalty, int HypothesisLength, int ReferenceLength)
{
    /// <summary>As sacreBLEU prints it: BLEU = 48.53 82.4/50.0/45.5/37.5 (BP = 0.943 ratio = 0.944 hyp_len = 17 ref_len = 18).</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"BLEU = {Score:f2} {string.Join("/", Precisions.Select(precision => precision.Percent.ToString("f1", CultureInfo.InvariantCulture)))} (BP = {BrevityPenalty:f3} ratio = {(ReferenceLength > 0 ? (double)HypothesisLength / ReferenceLength : 0):f3} hyp_len = {HypothesisLength} ref_len = {ReferenceLength})");
}
