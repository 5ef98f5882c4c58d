using static TorchSharp.torch;

namespace TinyTransformer;

public static partial class Show
{
    /// <summary>A matrix of whole numbers, written without decimals, on a scale that is symmetric around 0: token ids, counts, a toy example.</summary>
    /// <param name="matrix">(rows, columns) of any type; numbers that are not whole are written rounded.</param>
    /// <param name="rows">Labels of the rows; null: their numbers.</param>
    /// <param name="columns">Labels of the columns; null: their numbers.</param>
    /// <param name="title">The heading.</param>
    /// <exception cref="ArgumentException">Not a matrix, or not as many labels as rows or columns.</exception>
    public static Heatmap Integers(Tensor matrix, IReadOnlyList<string>? rows = null, IReadOnlyList<string>? columns = null, string? title = null) =>
        new(Numbers(matrix, "matrix"))
        {
            Title = title,
            RowLabels = rows,
            ColumnLabels = columns,
            RowTitle = "row",
            ColumnTitle = "column",
            Scale = HeatmapScale.Signed,
            Decimals = 0,
        };
}
