using static TorchSharp.torch;

namespace TinyTransformer;

public static partial class Show
{
    /// <summary>How large things are: a matrix of numbers that are 0 or more, on a scale from 0 to the largest of them, with its rows and columns named as the caller says.</summary>
    /// <param name="sizes">(rows, columns), Float32 or Float64.</param>
    /// <param name="rows">Labels of the rows; null: their numbers.</param>
    /// <param name="columns">Labels of the columns; null: their numbers.</param>
    /// <param name="title">The heading.</param>
    /// <param name="rowTitle">What a row is, such as "position".</param>
    /// <param name="columnTitle">What a column is, such as "sublayer".</param>
    public static Heatmap Sizes(
        Tensor sizes, IReadOnlyList<string>? rows = null, IReadOnlyList<string>? columns = null, string? title = null, string rowTitle = "row", string columnTitle = "column") =>
        Table(Numbers(sizes, "sizes"), HeatmapScale.Sizes, rows, columns, title, rowTitle, columnTitle);
}
