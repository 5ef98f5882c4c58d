using static TorchSharp.torch;

namespace TinyTransformer;

public static partial class Show
{
    /// <summary>Cross-attention as a map between words: a row for each token that was written, a column for each of the source. Explained in notebook 08.</summary>
    /// <param name="pattern">(T, S), of one head or the mean of several, 0 to 1. Row t is the query at position t: it has read the target up to token t, and writes the one after it.</param>
    /// <param name="target">T + 1 tokens, the start token first. Row t is labelled by what it writes, target[t + 1]: labels of what it read would shift the picture by a row.</param>
    /// <param name="source">S labels for the columns.</param>
    /// <param name="title">The heading.</param>
    /// <exception cref="ArgumentException">Not (T, S), or not T + 1 tokens.</exception>
    public static Heatmap Alignment(Tensor pattern, IReadOnlyList<string> target, IReadOnlyList<string> source, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(source);
        var shares = Numbers(pattern, "pattern");
        var T = shares.GetLength(0);
        return target.Count == T + 1
            ? new(shares) { Title = title, RowLabels = [.. target.Skip(1)], ColumnLabels = source, RowTitle = "writes", ColumnTitle = "looks at" }
            : throw new ArgumentException($"target: expected {T + 1} tokens, the start token and one for each of {T} rows, got {target.Count}");
    }
}
