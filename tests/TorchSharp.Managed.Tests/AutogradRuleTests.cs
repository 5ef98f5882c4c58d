// Whose gradient, of which type, in whose memory: .grad, autograd.grad and what backward releases. Values and refusals are PyTorch 1.13's.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests;

public class AutogradRuleTests
{
    [Fact]
    public void Backward_ToALeafThatWasFrozenSince_LeavesItsGradientAlone()
    {
        Tensor frozen = ones(2).requires_grad_(), x = ones(2).requires_grad_();
        var y = (frozen * x).sum();
        frozen.requires_grad = false;
        y.backward();
        Assert.Null(frozen.grad);
        Assert.Equal([1f, 1f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Gradient_OfALeafOfAnotherType_HasTheLeafsType()
    {
        var wide = ones(2, dtype: float64).requires_grad_();
        (ones(2).requires_grad_() * 1).add_(wide).sum().backward();
        Assert.Equal(float64, wide.grad!.dtype);
    }

    [Fact]
    public void Backward_WithAGradientOfAnotherType_ConvertsIt()
    {
        var x = ones(2).requires_grad_();
        x.backward([ones(2, dtype: float64)]);
        Assert.Equal(float32, x.grad!.dtype);
    }

    [Fact]
    public void Grad_SetToAnotherTypeShapeOrItself_IsRefused()
    {
        var x = ones(2).requires_grad_();
        Refused("expected Float32 (2,), got Float64 (2,)", () => x.grad = ones(2, dtype: float64));
        Refused("expected Float32 (2,), got Float32 (3,)", () => x.grad = ones(3));
        Refused("its own gradient", () => x.grad = x);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Grad_AfterBackwardWithAGradient_HasMemoryOfItsOwn(bool createGraph)
    {
        Tensor x = ones(2).requires_grad_(), seed = ones(2).requires_grad_(createGraph);
        x.alias().backward([seed], create_graph: createGraph);
        using (no_grad()) seed.fill_(7);
        Assert.Equal([1f, 1f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Grad_AddedToByBackward_IsTheSameTensorUnlessTheGraphIsCreated()
    {
        var x = ones(2).requires_grad_();
        x.sum().backward();
        var held = x.grad!;
        x.sum().backward();
        Assert.Equal(2f, held[0].item<float>());
        x.sum().backward(create_graph: true);
        Assert.Equal((2f, 3f), (held[0].item<float>(), x.grad![0].item<float>()));
    }

    [Fact]
    public void AutogradGrad_OfAResult_KeepsTheGraphBelowIt()
    {
        var x = ones(2).requires_grad_();
        var y = x.exp();
        autograd.grad([y.exp().sum()], [y]);
        Assert.Equal(Math.E, autograd.grad([y.sum()], [x])[0][0].item<float>(), 1e-6);
    }

    [Fact]
    public void AutogradGrad_BesideTheWay_KeepsTheOtherBranch()
    {
        Tensor x = ones(2).requires_grad_(), w = ones(2).requires_grad_();
        var other = w.exp();
        autograd.grad([(x.exp() + other).sum()], [x]);
        other.sum().backward();
        Assert.Equal(Math.E, w.grad![0].item<float>(), 1e-6);
    }

    [Fact]
    public void AutogradGrad_OfAnInputNamedTwiceAndOfTheOutput_AnswersEach()
    {
        var x = ones(2).requires_grad_();
        var y = (x * 2).sum();
        var g = autograd.grad([y], [x, y, x]);
        Assert.Equal((2f, 1f, 2f), (g[0][1].item<float>(), g[1].item<float>(), g[2][1].item<float>()));
    }

    [Fact]
    public void AutogradGrad_OfWhatIsNotReached_IsRefusedOrNull()
    {
        Tensor x = ones(2).requires_grad_(), y = ones(2).requires_grad_();
        Refused("does not require grad", () => autograd.grad([x.sum()], [ones(2)]));
        Refused("was not used", () => autograd.grad([x.sum()], [y]));
        Refused("name at least one", () => autograd.grad([x.sum()], []));
        Assert.Null(autograd.grad([x.sum()], [y], allow_unused: true)[0]);
    }

    [Fact]
    public void AutogradGrad_Result_CanBeWrittenToWithGradients()
    {
        Tensor x = ones(2).requires_grad_(), w = full(2, 3f).requires_grad_();
        autograd.grad([(x * x).sum()], [x])[0].mul_(w).sum().backward();
        Assert.Equal([2f, 2f], w.grad!.data<float>().ToArray());
    }

    [Fact]
    public void RetainGrad_OfAnIntermediate_KeepsItsGradientAndAddsUp()
    {
        var x = tensor(new[] { 1f, 2f }).requires_grad_();
        var y = x * 3;
        var other = y + 1;
        y.retain_grad();
        y.square().sum().backward(retain_graph: true);
        Assert.Equal([6f, 12f], y.grad!.data<float>().ToArray());
        Assert.Equal([18f, 36f], x.grad!.data<float>().ToArray());
        Assert.Null(other.grad);
        other.sum().backward();
        Assert.Equal([7f, 13f], y.grad!.data<float>().ToArray());
    }

    [Fact]
    public void RetainGrad_OfAViewAndOfABroadcastOperand_HasTheirShape()
    {
        var x = ones(2, 3).requires_grad_();
        var (view, row) = (x.transpose(0, 1), x[0]);
        view.retain_grad();
        row.retain_grad();
        (view * tensor(new[] { 2f, 3f }) + row.unsqueeze(1)).sum().backward();
        Assert.Equal([3L, 2], view.grad!.shape);
        Assert.Equal([2f, 3, 2, 3, 2, 3], view.grad!.contiguous().data<float>().ToArray());
        Assert.Equal([2f, 2, 2], row.grad!.data<float>().ToArray());
        Assert.Equal([4f, 4, 4, 3, 3, 3], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void RetainGrad_OfALeafChangesNothing_AndOfWhatNeedsNoneIsRefused()
    {
        var x = ones(2).requires_grad_();
        x.retain_grad();
        (x * 2).sum().backward();
        Assert.Equal([2f, 2f], x.grad!.data<float>().ToArray());
        Refused("retain_grad: this tensor does not require grad", () => ones(2).retain_grad());
    }

    [Fact]
    public void Grad_OfAnIntermediateThatWasNotRetained_IsNull()
    {
        var y = ones(2).requires_grad_() * 2;
        y.sum().backward();
        Assert.Null(y.grad);
    }

    private static void Refused(string why, Action action) => Assert.Contains(why, Assert.Throws<ExternalException>(action).Message, StringComparison.Ordinal);
}
