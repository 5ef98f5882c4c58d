using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class PrincipalPlaneTests
{
    // Spread of 3 along (1, 1, 0), of 1 along (1, -1, 0), none along the third axis.
    private static readonly double[,] s_rows = { { 8, 5, 7 }, { 2, -1, 7 }, { 6, 1, 7 }, { 4, 3, 7 } };

    [Fact]
    public void Of_RowsInAPlane_FindsItsAxesInOrder()
    {
        var plane = PrincipalPlane.Of(tensor(s_rows));
        var root = Math.Sqrt(0.5);
        Assert.True(plane.Axes.abs().allclose(tensor(new[,] { { root, root, 0 }, { root, root, 0 } }), atol: 1e-6), plane.Axes.npstr("f6"));
        Assert.Equal(0, plane.Axes[0].dot(plane.Axes[1]).item<double>(), 1e-6);
        Assert.True(plane.Shares.allclose(tensor(new[] { 0.9, 0.1 }), atol: 1e-6), plane.Shares.npstr("f6"));
    }

    [Fact]
    public void Points_OfRowsInAPlane_KeepTheirDistances()
    {
        var rows = tensor(s_rows);
        var points = PrincipalPlane.Of(rows).Points;
        Assert.Equal((rows[0] - rows[3]).norm().item<double>(), (points[0] - points[3]).norm().item<double>(), 1e-6);
        Assert.True(points.mean([0L]).allclose(zeros(2, dtype: ScalarType.Float64), atol: 1e-9));
    }

    [Fact]
    public void Shares_OfRandomRows_AreTheLargestOfAnyDirection()
    {
        manual_seed(1);
        var rows = randn(50, 6) * tensor(new[] { 1f, 4, 2, 1, 3, 1 });
        var (plane, centred) = (PrincipalPlane.Of(rows), rows - rows.mean([0L], keepdim: true));
        for (var trial = 0; trial < 100; trial++)
        {
            var direction = nn.functional.normalize(randn(6), dim: 0);
            Assert.True((centred.matmul(direction).pow(2).sum() / centred.pow(2).sum()).item<float>() <= plane.Shares[0].item<float>() + 1e-6);
        }
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(4, 5)]
    public void Of_RowsThatAreAllEqual_HasNoSpread(int n, int d)
    {
        var plane = PrincipalPlane.Of(ones(n, d));
        Assert.Equal([0f, 0f], plane.Shares.data<float>().ToArray());
        Assert.True(plane.Points.allclose(zeros(n, 2)));
    }

    [Fact]
    public void Of_OneDimension_SaysWhatWasExpected() => Assert.Equal(
        "rows: expected (n, D) with n of 1 or more and D of 2 or more, got (3, 1)",
        Assert.Throws<ArgumentException>(() => PrincipalPlane.Of(zeros(3, 1))).Message);

    [Fact]
    public void Show_OfAPlane_NamesTheSharesOnItsAxes() =>
        Assert.Contains("90.0 % of spread  10.0 % of spread", Show.Points(PrincipalPlane.Of(tensor(s_rows)), ["a", "b", "c", "d"]).ToText());
}
