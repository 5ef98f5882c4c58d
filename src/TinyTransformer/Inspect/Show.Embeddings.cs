using static TorchSharp.torch;

namespace TinyTransformer;

public static partial class Show
{
    /// <summary>Vectors that were brought down to a plane, each with its name; one unit is as long across as up.</summary>
    /// <param name="points">(n, 2), Float32 or Float64, finite, n at most 400.</param>
    /// <param name="labels">n names.</param>
    /// <param name="title">The heading.</param>
    /// <param name="groups">n names of groups, at most 5 different ones; null: none.</param>
    /// <param name="arrows">Pairs of rows, each drawn as an arrow from the first to the second; null: none.</param>
    /// <param name="xTitle">What the first column is.</param>
    /// <param name="yTitle">What the second column is.</param>
    /// <exception cref="ArgumentException">The tensor has another shape, or a number is not finite.</exception>
    public static PointMap Points(
        Tensor points,
        IReadOnlyList<string> labels,
        string? title = null,
        IReadOnlyList<string>? groups = null,
        IReadOnlyList<(int From, int To)>? arrows = null,
        string xTitle = "component 1",
        string yTitle = "component 2")
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.ndim != 2 || points.shape[1] != 2)
        {
            throw new ArgumentException($"points: expected (n, 2), got {ShapeTable.Format(points.shape)}");
        }
        var columns = points.detach().to(ScalarType.Float32).unbind(1);
        return new(labels, columns[0].data<float>().ToArray(), columns[1].data<float>().ToArray())
        {
            Title = title,
            Groups = groups,
            Arrows = arrows ?? [],
            XTitle = xTitle,
            YTitle = yTitle,
        };
    }

    /// <summary>Rows in the plane in which they are spread most; each axis says how much of the spread lies along it.</summary>
    /// <param name="plane">As by <see cref="PrincipalPlane.Of"/>.</param>
    /// <param name="labels">A name for each row.</param>
    /// <param name="title">The heading.</param>
    /// <param name="groups">A group for each row, at most 5 different ones; null: none.</param>
    /// <param name="arrows">Pairs of rows, each drawn as an arrow from the first to the second; null: none.</param>
    public static PointMap Points(
        PrincipalPlane plane, IReadOnlyList<string> labels, string? title = null, IReadOnlyList<string>? groups = null, IReadOnlyList<(int From, int To)>? arrows = null)
    {
        ArgumentNullException.ThrowIfNull(plane);
        var shares = plane.Shares.to(ScalarType.Float64).data<double>().ToArray();
        return Points(plane.Points, labels, title, groups, arrows, Axis(shares[0]), Axis(shares[1]));

        static string Axis(double share) => FormattableString.Invariant($"{100 * share:F1} % of spread");
    }
}
