using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Makes the tokens of the history less likely: their logits are divided by a penalty (Keskar et al. 2019, CTRL, section 4.1).</summary>
/// <remarks>Deviation: a negative logit is multiplied. The paper's formula divides it too, and so makes the token more likely; implementations agree on this repair.</remarks>
/// <param name="Penalty">Above 0; 1 changes nothing, the paper found about 1.2 good. Below 1 it invites repetition.</param>
public sealed record RepetitionPenalty(double Penalty) : SamplingStep
{
    /// <summary>The paper's θ.</summary>
    public double Penalty { get; } = Penalty > 0 && double.IsFinite(Penalty) ? Penalty : throw new ArgumentException($"penalty: expected a finite number above 0, got {Penalty}");

    /// <inheritdoc/>
    public override string Name => $"repetition penalty {Penalty}";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An id of the history outside of the vocabulary.</exception>
    protected override Tensor Change(Tensor logits, IReadOnlyList<int> history)
    {
        Continuation.RequireIds(history, "history", logits.shape[0]);
        if (history.Count == 0)
        {
            return logits;
        }
        var ids = tensor(history.Distinct().Select(id => (long)id).ToArray(), device: logits.device);
        var seen = logits.index_select(0, ids);
        return logits.index_copy(0, ids, where(seen.gt(0), seen / Penalty, seen * Penalty));
    }
}
