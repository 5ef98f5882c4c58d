// clip_grad_norm_ by norms other than 1, 2 and ∞. As in PyTorch the common norm is the norm of the gradients' norms.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Optim;

public class ClippingTests
{
    // p, and the norm of (3, -4) and (0.5) together.
    public static TheoryData<double, double> Norms => new()
    {
        { 3, Math.Cbrt(27 + 64 + 0.125) },
        { 0.5, Math.Pow(Math.Sqrt(3) + 2 + Math.Sqrt(0.5), 2) },
        { -1, 1 / (1 / 3.0 + 1 / 4.0 + 2) },
        { double.NegativeInfinity, 0.5 },
        // The number of gradients with an element other than 0.
        { 0, 2 },
    };

    [Theory]
    [MemberData(nameof(Norms))]
    public void ClipGradNorm_ByAnyNorm_ScalesAllGradientsByOneFactor(double p, double norm)
    {
        Parameter[] parameters = [Slope(3, -4), Slope(0.5)];
        Assert.Equal(norm, nn.utils.clip_grad_norm_(parameters, 0.25, p), 1e-12);
        var factor = 0.25 / (norm + 1e-6);
        Assert.Equal(3 * factor, parameters[0].grad!.data<double>()[0], 1e-12);
        Assert.Equal(-4 * factor, parameters[0].grad!.data<double>()[1], 1e-12);
        Assert.Equal(0.5 * factor, parameters[1].grad!.data<double>()[0], 1e-12);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(2)]
    public void ClipGradNorm_OfNoGradients_IsZero(double p) => Assert.Equal(0, nn.utils.clip_grad_norm_([new Parameter(ones(2))], 1, p));

    private static Parameter Slope(params double[] values)
    {
        var parameter = new Parameter(zeros([values.Length], float64));
        parameter.grad = tensor(values);
        return parameter;
    }
}
