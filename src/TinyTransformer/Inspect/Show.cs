// From tensors to figures. The figures know numbers and labels; what a score or a pattern is, is known here.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Pictures of attention. Rows are queries, columns are keys.</summary>
public static class Show
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
            Mask = mask is null ? null : (bool[,])(~mask.AllowedIn(pattern.shape)).expand(pattern.shape).contiguous().data<bool>().ToNDArray(),
        };

    /// <summary>Attention scores on a scale that is symmetric around 0. Cells of −∞ are drawn as masked.</summary>
    /// <param name="scores">(T, S), Float32 or Float64.</param>
    /// <param name="tokens">T labels for the rows, and for the columns too unless <paramref name="keys"/> is given.</param>
    /// <param name="title">The heading.</param>
    /// <param name="keys">S labels for the columns, where they are other tokens than the queries'.</param>
    public static Heatmap Scores(Tensor scores, IReadOnlyList<string> tokens, string? title = null, IReadOnlyList<string>? keys = null) =>
        new(Numbers(scores, "scores")) { Title = title, RowLabels = tokens, ColumnLabels = keys ?? tokens, Scale = HeatmapScale.Signed };

    private static float[,] Numbers(Tensor matrix, string name)
    {
        if (matrix.ndim != 2)
        {
            throw new ArgumentException($"{name}: expected (T, S), got {ShapeTable.Format(matrix.shape)}; choose one matrix, as in {name}[0]");
        }
        return (float[,])matrix.detach().to(ScalarType.Float32).data<float>().ToNDArray();
    }
}
