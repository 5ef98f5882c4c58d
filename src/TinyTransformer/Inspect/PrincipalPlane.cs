// Principal components (Pearson 1901), the first two: vectors of many dimensions as points of the plane in which they are spread most.

using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>The plane in which rows are spread most, with the rows as its points. Explained in notebook 01.</summary>
/// <remarks>
/// An axis is the direction of the largest variance, found by power iteration on the covariance matrix, in Float64; then it is taken out, and the next one is looked for. Of two
/// directions with the same variance either may come first, and an axis may point either way; the same rows give the same plane.
/// </remarks>
public sealed class PrincipalPlane
{
    private const int MostSteps = 5_000;
    private const double Settled = 1e-12; // of an axis, by which a step still changes it

    private PrincipalPlane(Tensor points, Tensor axes, Tensor shares) => (Points, Axes, Shares) = (points, axes, shares);

    /// <summary>(n, 2): the rows less their mean, along the axes.</summary>
    public Tensor Points { get; }

    /// <summary>(2, D), of length 1 and at right angles.</summary>
    public Tensor Axes { get; }

    /// <summary>(2,): the share of the rows' variance along each axis, 0 to 1.</summary>
    public Tensor Shares { get; }

    /// <summary>Finds it.</summary>
    /// <param name="rows">(n, D), floating, n at least 1, D at least 2.</param>
    /// <returns>Tensors of the rows' type, without gradient.</returns>
    /// <exception cref="ArgumentException">Another shape.</exception>
    public static PrincipalPlane Of(Tensor rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.ndim != 2 || rows.shape[0] < 1 || rows.shape[1] < 2)
        {
            throw new ArgumentException($"rows: expected (n, D) with n of 1 or more and D of 2 or more, got {ShapeTable.Format(rows.shape)}");
        }
        using var off = no_grad();
        var x = rows.detach().to(ScalarType.Float64);
        var centred = x - x.mean([0L], keepdim: true);                                  // (n,D)
        var covariance = centred.T.matmul(centred);                                     // (D,n) @ (n,D) -> (D,D)
        var first = Strongest(covariance);
        var second = Strongest(covariance - first.dot(covariance.matmul(first)) * first.outer(first));
        var axes = stack([first, second], 0);                                           // (2,D)
        var points = centred.matmul(axes.T);                                            // (n,D) @ (D,2) -> (n,2)
        var shares = points.pow(2).sum(0L) / centred.pow(2).sum().clamp(min: double.Epsilon);
        return new(points.to(rows.dtype), axes.to(rows.dtype), shares.to(rows.dtype));
    }

    // From the longest column, which leans towards the strongest direction. Where nothing is spread, any direction will do.
    private static Tensor Strongest(Tensor covariance)
    {
        var longest = covariance.norm(0).argmax();
        var axis = covariance[.., longest.item<long>()];
        if (axis.norm().item<double>() == 0)
        {
            axis = zeros_like(axis);
            axis[0] = 1;
        }
        axis = axis / axis.norm();
        for (var (step, change) = (0, double.PositiveInfinity); step < MostSteps && change > Settled; step++)
        {
            var next = covariance.matmul(axis);
            var length = next.norm().item<double>();
            if (length == 0)
            {
                break;
            }
            next = next / length;
            change = (next - axis).norm().item<double>();
            axis = next;
        }
        return axis;
    }
}
