// From tensors to figures. The figures know numbers and labels; what a score or a pattern is, is known here.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Pictures of what the course computes: from tensors, caches and tokens to figures. Of attention, rows are queries and columns are keys.</summary>
public static partial class Show
{
    /// <summary>An attention pattern on the fixed scale 0 to 1.</summary>
    /// <param name="pattern">(T, S), Float32 or Float64, 0 to 1.</param>
    /// <param name="tokens">T labels for the rows, and for the columns too unless <paramref name="keys"/> is given.</param>
    /// <param name="title">The heading.</param>
    /// <param name="mask">Where queries may look; the other cells are drawn as masked, not as zero. Of a batch choose one, as in mask[0].</param>
    /// <param name="keys">S labels for the columns, where they are other tokens than the queries'.</param>
    public static Heatmap Pattern(Tensor pattern, IReadOnlyList<string> tokens, string? title = null, AttentionMask? mask = null, IReadOnlyList<string>? keys = null) =>
        new(Numbers(pattern, "pattern"))
        {
            Title = title,
            RowLabels = tokens,
            ColumnLabels = keys ?? tokens,
            Mask = mask is null ? null : Forbidden(mask, pattern.shape),
        };

    /// <summary>Attention scores on a scale that is symmetric around 0. Cells of −∞ are drawn as masked.</summary>
    /// <param name="scores">(T, S), Float32 or Float64.</param>
    /// <param name="tokens">T labels for the rows, and for the columns too unless <paramref name="keys"/> is given.</param>
    /// <param name="title">The heading.</param>
    /// <param name="keys">S labels for the columns, where they are other tokens than the queries'.</param>
    public static Heatmap Scores(Tensor scores, IReadOnlyList<string> tokens, string? title = null, IReadOnlyList<string>? keys = null) =>
        new(Numbers(scores, "scores")) { Title = title, RowLabels = tokens, ColumnLabels = keys ?? tokens, Scale = HeatmapScale.Signed };

    /// <summary>Any matrix, on a scale that is symmetric around 0, with its rows and columns named as the caller says.</summary>
    /// <param name="matrix">(rows, columns), Float32 or Float64.</param>
    /// <param name="rows">Labels of the rows; null: their numbers.</param>
    /// <param name="columns">Labels of the columns; null: their numbers.</param>
    /// <param name="title">The heading.</param>
    /// <param name="rowTitle">What a row is, such as "position".</param>
    /// <param name="columnTitle">What a column is, such as "dimension".</param>
    /// <param name="limit">The magnitude of the strongest colour, so that several pictures can be compared; null: the largest in this matrix.</param>
    public static Heatmap Matrix(
        Tensor matrix,
        IReadOnlyList<string>? rows = null,
        IReadOnlyList<string>? columns = null,
        string? title = null,
        string rowTitle = "row",
        string columnTitle = "column",
        double? limit = null) =>
        Table(Numbers(matrix, "matrix"), limit is { } largest ? HeatmapScale.SignedTo(largest) : HeatmapScale.Signed, rows, columns, title, rowTitle, columnTitle);

    /// <summary>One attention step as a chain of matrices with their numbers: QKᵀ → ÷ √d → mask → softmax → · V = output.</summary>
    /// <param name="query">(T, d).</param>
    /// <param name="key">(S, d).</param>
    /// <param name="value">(S, dv).</param>
    /// <param name="tokens">T labels for the queries, and for the keys too unless <paramref name="keys"/> is given.</param>
    /// <param name="mask">Where queries may look; null: everywhere, and the chain has no such matrix.</param>
    /// <param name="title">The heading.</param>
    /// <param name="keys">S labels, where the keys are other tokens than the queries'.</param>
    public static MatrixChain Chain(Tensor query, Tensor key, Tensor value, IReadOnlyList<string> tokens, AttentionMask? mask = null, string? title = null, IReadOnlyList<string>? keys = null)
    {
        var step = ScaledDotProductAttention.Attend(query, key, value, mask);
        var chain = new MatrixChain(Scores(query.matmul(key.transpose(-2, -1)), tokens, "Q Kᵀ", keys)) { Title = title }
            .Then("÷ √d", Scores(ScaledDotProductAttention.Scores(query, key), tokens, "scores", keys));
        chain = mask is null ? chain : chain.Then("mask", Scores(step.Scores, tokens, "masked scores", keys));
        return chain.Then("softmax", Pattern(step.Pattern, tokens, "pattern", mask, keys))
            .With("·", Matrix(value, keys ?? tokens, title: "V", rowTitle: "key", columnTitle: "dimension"))
            .With("=", Matrix(step.Output, tokens, title: "output", rowTitle: "query", columnTitle: "dimension"));
    }

    /// <summary>A pattern as arcs from the tokens that ask, on the left, to those that are asked, on the right: the wider, the larger the share.</summary>
    /// <inheritdoc cref="Pattern"/>
    /// <param name="focus">The number of the query whose shares are written beside the keys, the arcs of the others being faint; null: all alike.</param>
    public static AttentionArcs Arcs(Tensor pattern, IReadOnlyList<string> tokens, string? title = null, IReadOnlyList<string>? keys = null, int? focus = null) =>
        new(Numbers(pattern, "pattern")) { Title = title, QueryLabels = tokens, KeyLabels = keys ?? tokens, Focus = focus };

    private static Heatmap Table(
        float[,] numbers, HeatmapScale scale, IReadOnlyList<string>? rows, IReadOnlyList<string>? columns, string? title, string rowTitle, string columnTitle) =>
        new(numbers) { Title = title, RowLabels = rows, ColumnLabels = columns, RowTitle = rowTitle, ColumnTitle = columnTitle, Scale = scale };

    private static bool[,] Forbidden(AttentionMask mask, long[] shape) => (bool[,])(~mask.AllowedIn(shape)).expand(shape).contiguous().data<bool>().ToNDArray();

    private static float[,] Numbers(Tensor matrix, string name)
    {
        ArgumentNullException.ThrowIfNull(matrix, name);
        if (matrix.ndim != 2)
        {
            throw new ArgumentException($"{name}: expected (T, S), got {ShapeTable.Format(matrix.shape)}; choose one matrix, as in {name}[0]");
        }
        return (float[,])matrix.detach().to(ScalarType.Float32).data<float>().ToNDArray();
    }
}
