// What changes nothing gives a second handle: the same tensor, for values and for gradients, under a life of its own.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests;

public class SecondHandleTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_unchanged = new()
    {
        ["contiguous"] = x => x.contiguous(),
        ["to type"] = x => x.to(float32),
        ["to type and device"] = x => x.to(float32, CPU),
        ["to device"] = x => x.to(CPU),
        ["to device by name"] = x => x.to("cpu"),
        ["to device by type"] = x => x.to(DeviceType.CPU),
        ["to another's type"] = x => x.to(zeros(1)),
        ["to_type"] = x => x.to_type(float32),
        ["type"] = x => x.type(float32),
        ["float"] = x => x.@float(),
        ["cpu"] = x => x.cpu(),
        ["as_tensor"] = x => as_tensor(x),
        ["atleast_1d"] = x => atleast_1d(x).Single(),
        ["dropout outside of training"] = x => nn.functional.dropout(x, 0.5, training: false),
    };

    public static TheoryData<string> Names => [.. s_unchanged.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EitherHandle_Disposed_LeavesTheOther(string name)
    {
        foreach (var large in (bool[])[false, true])
        {
            var x = ones(large ? 100_000 : 3);
            using (var second = s_unchanged[name](x))
            {
                second.mul_(2);
            }
            Assert.Equal(2f, (float)x[0]);
            var other = s_unchanged[name](x);
            x.Dispose();
            zeros(100_000).add_(7);
            Assert.Equal(2f, (float)other[^1]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HandleOfALeaf_InAFormula_BringsTheGradientToTheLeaf(string name)
    {
        var x = ones(2).requires_grad_();
        var y = s_unchanged[name](x);
        Assert.True(y.is_leaf && y.requires_grad);
        (x * y).sum().backward();
        Assert.Equal([2f, 2f], x.grad!.data<float>().ToArray());
        Assert.Equal([2f, 2f], y.grad!.data<float>().ToArray());
        y.requires_grad = false;
        Assert.False(x.requires_grad);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HandleOfAResult_WrittenToInPlace_SharesTheHistory(string name)
    {
        var x = ones(2).requires_grad_();
        var first = x * 3;
        using (var second = s_unchanged[name](first))
        {
            second.mul_(first.detach().clone());
        }
        first.sum().backward();
        Assert.Equal([9f, 9f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void SecondHandle_AfterTheFirstIsDisposed_FollowsViewsAndLeaves()
    {
        var x = ones(3).requires_grad_();
        var y = x * 2;
        var view = y[TensorIndex.Slice(0, 2)];
        var second = view.contiguous();
        view.Dispose();
        y.mul_(5);
        second.sum().backward();
        Assert.Equal([10f, 10f, 0f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Grad_OfTheSecondHandle_IsAskedForAndGivenByEitherName()
    {
        var x = ones(2).requires_grad_();
        var second = x.cpu();
        Assert.Equal([4f, 4f], autograd.grad([(x * x).sum()], [second], retain_graph: true)[0].mul(2).data<float>().ToArray());
        (x * second).sum().backward(inputs: [x, second]);
        Assert.Equal([2f, 2f], x.grad!.data<float>().ToArray());
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => x.grad = second);
    }

    [Fact]
    public void Gradient_ReadInAScopeOrDisposed_Stays()
    {
        var x = ones(2).requires_grad_();
        using (NewDisposeScope())
        {
            x.grad = full([2], 3f);
            Assert.NotSame(x.grad, x.grad);
        }
        x.grad!.Dispose();
        x.grad!.add_(1);
        Assert.Equal([4f, 4f], x.grad!.data<float>().ToArray());
        var kept = x.grad!;
        x.grad = null;
        Assert.Equal([4f, 4f], kept.data<float>().ToArray());
    }

    [Fact]
    public void Conversion_WithDisposeAfter_LeavesTheResultAlone()
    {
        var x = ones(2);
        var y = x.to(float32, disposeAfter: true);
        Assert.True(x.IsInvalid);
        Assert.Equal(1f, (float)y[0]);
    }
}
