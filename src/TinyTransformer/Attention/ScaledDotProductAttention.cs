// One attention step, written to be read: every intermediate value is kept. No learned weights (those are in AttentionHeads), no dropout.
// Source: Vaswani et al. 2017, "Attention Is All You Need", section 3.2.1, equation (1), and Figure 2, left.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Attention(Q, K, V) = softmax(Q Kᵀ / √d) V (Vaswani et al. 2017, section 3.2.1, eq. 1). Explained in notebook 03.</summary>
public static class ScaledDotProductAttention
{
    /// <summary>Each query takes from the values what its scores with the keys say.</summary>
    /// <param name="query">(…, T, d): what each position asks for; Float32 or Float64.</param>
    /// <param name="key">(…, S, d): what each position offers to be found by. Leading dimensions broadcast.</param>
    /// <param name="value">(…, S, dv): what each position hands over.</param>
    /// <param name="mask">Where a query may look; null: everywhere.</param>
    /// <returns>The scores and the pattern, (…, T, S) each, and the output, (…, T, dv).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <remarks>O(T·S·(d + dv)) multiplications and O(T·S) memory: the pattern is materialised, since looking at it is the point.</remarks>
    public static AttentionStep Attend(Tensor query, Tensor key, Tensor value, AttentionMask? mask = null)
    {
        RequireFit(query, key, value);
        #region attend
        var scores = Scores(query, key, mask);                             // (…,T,S)
        var pattern = Pattern(scores, mask);                               // (…,T,S), each row sums to 1
        var output = pattern.matmul(value);                                // (…,T,S) @ (…,S,dv) -> (…,T,dv)
        return new AttentionStep(scores, pattern, output);
        #endregion
    }

    /// <summary>How well each query matches each key: Q Kᵀ / √d, and −∞ where the mask forbids to look.</summary>
    /// <param name="bias">(…, T, S), added before the mask, as by <see cref="AlibiBias"/>; null: nothing.</param>
    public static Tensor Scores(Tensor query, Tensor key, AttentionMask? mask = null, Tensor? bias = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(key);
        var d = query.shape[^1];
        var scores = query.matmul(key.transpose(-2, -1)) / Math.Sqrt(d);   // (…,T,d) @ (…,d,S) -> (…,T,S)
        scores = bias is null ? scores : scores + bias;
        return mask is null ? scores : mask.Apply(scores);
    }

    /// <summary>From scores to shares: a softmax along the keys. A row that the mask leaves empty becomes 0.</summary>
    public static Tensor Pattern(Tensor scores, AttentionMask? mask = null)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (mask is not { HasEmptyRows: true })
        {
            return scores.softmax(-1);
        }
        var forbidden = ~mask.AllowedIn(scores.shape);
        return scores.masked_fill(forbidden, -1e30).softmax(-1).masked_fill(forbidden, 0);     // finite, so that no NaN arises that a gradient could carry
    }

    private static void RequireFit(Tensor query, Tensor key, Tensor value)
    {
        foreach (var (name, tensor) in new[] { ("query", query), ("key", key), ("value", value) })
        {
            if (tensor is null)
            {
                throw new ArgumentNullException(name);
            }
            if (tensor.ndim < 2)
            {
                throw new ArgumentException($"{name}: expected (…, positions, dimensions), got {ShapeTable.Format(tensor.shape)}");
            }
        }
        if (query.shape[^1] != key.shape[^1])
        {
            throw new ArgumentException($"key: expected (…, S, {query.shape[^1]}) to match the query's {ShapeTable.Format(query.shape)}, got {ShapeTable.Format(key.shape)}");
        }
        if (key.shape[^2] != value.shape[^2])
        {
            throw new ArgumentException($"value: expected (…, {key.shape[^2]}, dv), one value for each key, got {ShapeTable.Format(value.shape)}");
        }
    }
}
