// Label smoothing (Vaswani et al. 2017, section 5.4; Szegedy et al. 2016, section 7): do not ask for certainty. The right token is to get 1 − ε, and all others share ε.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Cross-entropy against smoothed targets. With ε = 0 it is plain cross-entropy, whose value for a model that knows nothing is ln V.</summary>
/// <remarks>
/// Deviation from Szegedy et al., who share ε among all V classes, the right one among them, as PyTorch's label_smoothing does: here it is shared by the V − 1 wrong ones, or the V − 2 that are not
/// padding either, for padding is never a right answer. The smallest possible loss is then not 0 but the targets' entropy.
/// </remarks>
/// <param name="Smoothing">ε, 0 ≤ ε &lt; 1; 0.1 in the paper.</param>
/// <param name="PaddingId">A class that gets no share; null: there is none.</param>
public sealed record SmoothedCrossEntropy(double Smoothing = 0, long? PaddingId = null)
{
    /// <inheritdoc cref="SmoothedCrossEntropy"/>
    public double Smoothing { get; } = Smoothing is >= 0 and < 1 ? Smoothing : throw new ArgumentOutOfRangeException(nameof(Smoothing), FormattableString.Invariant($"Smoothing: expected 0 ≤ ε < 1, got {Smoothing}"));

    /// <summary>The smoothed targets themselves, row by row: the definition, which <see cref="Sum"/> never writes down.</summary>
    /// <param name="labels">(N) of Int64; <see cref="Batch.Ignored"/> and padding give rows of zeros.</param>
    /// <param name="V">Classes.</param>
    /// <returns>(N, V) of Float32.</returns>
    public Tensor Targets(Tensor labels, long V)
    {
        ArgumentNullException.ThrowIfNull(labels);
        RequireClasses(V);
        var counts = Counts(labels).unsqueeze(1);                                                     // (N,1)
        var rows = full([labels.shape[0], V], Share(V)).scatter(1, labels.clamp(0).unsqueeze(1), full([labels.shape[0], 1], 1 - Smoothing));
        if (PaddingId is { } padding)
        {
            rows[.., (int)padding] = tensor(0f);
        }
        return rows * counts.to(ScalarType.Float32);
    }

    /// <summary>The loss, summed over the labels that count.</summary>
    /// <param name="logits">(…, V) of Float32.</param>
    /// <param name="labels">The same shape without V, of Int64.</param>
    public Tensor Sum(Tensor logits, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);
        var V = logits.shape[^1];
        RequireClasses(V);
        if (!logits.shape.AsSpan(..^1).SequenceEqual(labels.shape))
        {
            throw new ArgumentException($"labels: expected {ShapeTable.Format(logits.shape[..^1])} for logits {ShapeTable.Format(logits.shape)}, got {ShapeTable.Format(labels.shape)}");
        }
        (logits, labels) = (logits.reshape(-1, V), labels.reshape(-1));                               // (N,V), (N)
        if (Smoothing == 0)
        {
            return nn.functional.cross_entropy(logits, labels, ignore_index: Batch.Ignored, reduction: nn.Reduction.Sum);
        }
        var logProbabilities = nn.functional.log_softmax(logits, -1);                                 // (N,V)
        var right = logProbabilities.gather(1, labels.clamp(0).unsqueeze(1)).squeeze(1);              // (N,V) -> (N)
        var wrong = logProbabilities.sum(-1) - right;                                                 // (N,V) -> (N)
        if (PaddingId is { } padding)
        {
            wrong = wrong - logProbabilities[.., (int)padding];
        }
        var losses = right * (Smoothing - 1) - wrong * Share(V);
        return losses.masked_fill(~Counts(labels), 0).sum();
    }

    private Tensor Counts(Tensor labels) => PaddingId is { } padding ? labels.ge(0) & labels.ne(padding) : labels.ge(0);

    private double Share(long V) => Smoothing / (V - (PaddingId is null ? 1 : 2));

    private void RequireClasses(long V)
    {
        if (V < 3 || PaddingId >= V)
        {
            throw new ArgumentException($"V: expected 3 classes or more{(PaddingId is null ? "" : $", the padding {PaddingId} among them")}, got {V}");
        }
    }
}
