// Gradients against central differences in float64: df/dx_i = (f(x + h e_i) - f(x - h e_i)) / 2h with h = 1e-5, for f = sum(out * w).
// The error of the difference is about h^2 + 1e-16/h = 1e-10; the check asks 1e-7 of max(1, |g|). Keep away from kinks (relu at 0) and from ties.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests;

internal static class GradCheck
{
    private const double Step = 1e-5, Tolerance = 1e-7;

    public static void Check(Func<Tensor[], Tensor> f, params Tensor[] inputs)
    {
        var leaves = inputs.Select(x => x.detach().clone().requires_grad_()).ToArray();
        Assert.All(leaves, x => Assert.Equal(ScalarType.Float64, x.dtype));
        Loss(f, leaves).backward();
        for (var i = 0; i < leaves.Length; i++) CheckInput(f, inputs, i, leaves[i].grad);
    }

    private static void CheckInput(Func<Tensor[], Tensor> f, Tensor[] inputs, int i, Tensor? gradient)
    {
        Assert.True(gradient is not null, $"Input {i} has no gradient.");
        var g = Golden.Tensors.Values(gradient);
        var values = Golden.Tensors.Values(inputs[i]);
        for (var k = 0; k < values.Length; k++)
        {
            var slope = (At(values[k] + Step) - At(values[k] - Step)) / (2 * Step);
            Assert.True(Math.Abs(slope - g[k]) <= Tolerance * Math.Max(1, Math.Abs(slope)), $"Input {i}, element {k}: the slope is {slope:R}, the gradient {g[k]:R}.");

            double At(double x)
            {
                double[] moved = [.. values];
                moved[k] = x;
                Tensor[] all = [.. inputs];
                all[i] = tensor(moved, inputs[i].shape);
                return Loss(f, all).item<double>();
            }
        }
    }

    private static Tensor Loss(Func<Tensor[], Tensor> f, Tensor[] inputs)
    {
        var y = f(inputs);
        return (y * Golden.Tensors.Weights(y)).sum();
    }
}
