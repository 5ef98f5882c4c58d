// How good a model is, in numbers that can be recomputed by hand.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Measures of next-token predictions. All are means over the positions that count: those whose target is not the ignored id.</summary>
public static class Metrics
{
    /// <summary>−ln p of the right token, on average, in nats: written out, in Float64, as the definition has it. <c>nn.functional.cross_entropy</c> gives the same, faster and with gradients.</summary>
    /// <param name="logits">(…, V), Float32 or Float64.</param>
    /// <param name="targets">(…) of Int64: 0 to V − 1, or the ignored id.</param>
    /// <param name="ignoredId">A target that does not count, as padding; null: all count.</param>
    /// <returns>0 for a model that is certain and right; ln V for one that knows nothing.</returns>
    public static double CrossEntropy(Tensor logits, Tensor targets, long? ignoredId = null)
    {
        var (scores, right, V) = Rows(logits, targets, ignoredId);
        var sum = 0.0;
        for (var row = 0; row < right.Length; row++)
        {
            var z = scores.AsSpan(row * V, V);
            var largest = Largest(z, out _);
            var total = 0.0;
            foreach (var score in z)
            {
                total += Math.Exp(score - largest);      // the largest taken off: nothing overflows, and the quotient stays the same
            }
            sum += Math.Log(total) - (z[right[row]] - largest);
        }
        return sum / right.Length;
    }

    /// <summary>e to the cross-entropy: among how many equally likely tokens the model is as unsure. V for a model that knows nothing.</summary>
    /// <param name="crossEntropy">Nats, 0 or more.</param>
    public static double Perplexity(double crossEntropy) =>
        crossEntropy >= 0 ? Math.Exp(crossEntropy) : throw new ArgumentException($"crossEntropy: expected nats, 0 or more, got {crossEntropy}");

    /// <summary>The share of positions whose likeliest token (of equal ones the lowest id) is the right one, 0 to 1.</summary>
    /// <inheritdoc cref="CrossEntropy"/>
    public static double Accuracy(Tensor logits, Tensor targets, long? ignoredId = null)
    {
        var (scores, right, V) = Rows(logits, targets, ignoredId);
        var hits = 0;
        for (var row = 0; row < right.Length; row++)
        {
            _ = Largest(scores.AsSpan(row * V, V), out var likeliest);
            hits += likeliest == right[row] ? 1 : 0;
        }
        return (double)hits / right.Length;
    }

    private static double Largest(ReadOnlySpan<double> scores, out int place)
    {
        place = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            place = scores[i] > scores[place] ? i : place;
        }
        return scores[place];
    }

    private static (double[] Scores, int[] Right, int V) Rows(Tensor logits, Tensor targets, long? ignoredId)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(targets);
        var expected = logits.shape.SkipLast(1).ToArray();
        if (logits.ndim == 0 || !expected.SequenceEqual(targets.shape))
        {
            throw new ArgumentException($"targets: expected {ShapeTable.Format(expected)} for logits {ShapeTable.Format(logits.shape)}, got {ShapeTable.Format(targets.shape)}");
        }
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var V = (int)logits.shape[^1];
        var all = logits.detach().to(ScalarType.Float64).data<double>().ToArray();
        var ids = targets.data<long>().ToArray();
        var counted = Enumerable.Range(0, ids.Length).Where(row => ids[row] != ignoredId).ToArray();
        if (counted.Length == 0)
        {
            throw new ArgumentException("targets: none counts");
        }
        if (counted.Where(row => ids[row] < 0 || ids[row] >= V).Select(row => (int?)row).FirstOrDefault() is { } wrong)
        {
            throw new ArgumentException($"targets: expected ids from 0 to {V - 1}, got {ids[wrong]}");
        }
        return ([.. counted.SelectMany(row => all[(row * V)..((row + 1) * V)])], [.. counted.Select(row => (int)ids[row])], V);
    }
}
