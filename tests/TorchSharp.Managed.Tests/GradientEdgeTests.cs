// Gradients where a formula that is right on paper leaves the range of floats, and in-place operations that do backward no harm. Values are PyTorch 1.13's.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests;

public class GradientEdgeTests
{
    [Fact]
    public void Sigmoid_FarBelowZero_HasAGradientOfZeroAndNotNaN()
    {
        var x = tensor(new[] { -100f, -95f, 0f }, requires_grad: true);
        x.sigmoid().sum().backward();
        Assert.Equal([0f, 0f, .25f], x.grad!.data<float>().ToArray());
    }

    [Theory]
    [InlineData(1e20f, -1e-20f)]
    [InlineData(1e-25f, -1e25f)]
    public void Div_ByAnExtremeNumber_HasAFiniteGradient(float value, float expected)
    {
        var y = tensor(value, requires_grad: true);
        (tensor(value) / y).backward();
        Assert.Equal(1f, y.grad!.item<float>() / expected, 1e-6f);
    }

    [Fact]
    public void Std_OfEqualNumbers_HasAGradientOfZero()
    {
        var x = full(3, 2f);
        x.requires_grad = true;
        x.std().backward();
        Assert.Equal([0f, 0f, 0f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void InPlace_TwiceInARow_GivesTheSumOfItsSteps()
    {
        var x = ones(2).requires_grad_();
        var y = x * 2;
        y.mul_(3);
        y.add_(1);
        y.div_(4);
        y.sum().backward();
        Assert.Equal([1.5f, 1.5f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void InPlace_OnAnOperandWhoseValueNoGradientNeeds_IsAllowed()
    {
        Tensor x = ones(2).requires_grad_(), b = ones(2);
        var y = x + b;
        b.add_(1);
        y.sum().backward();
        Assert.Equal([1f, 1f], x.grad!.data<float>().ToArray());
    }

    [Theory]
    [InlineData(1f, float.PositiveInfinity, false)]
    [InlineData(float.NegativeInfinity, float.PositiveInfinity, false)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, true)]
    public void AllClose_WithInfinities_HoldsForEqualOnesAlone(float left, float right, bool expected) =>
        Assert.Equal(expected, tensor(left).allclose(tensor(right)));
}
