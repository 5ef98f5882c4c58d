// autograd.backward in its forms, inference mode, and dispose scopes that take several tensors at once.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests;

public class AutogradFormTests
{
    [Fact]
    public void Backward_OfTwoTensors_AddsBothGradients()
    {
        var x = tensor(new[] { 1.0, 2.0 }).requires_grad_();
        autograd.backward([x.sum(), x.prod()]);
        Assert.Equal([3, 2], x.grad!.data<double>().ToArray());
    }

    [Fact]
    public void Backward_WithAGradient_BeginsWithIt()
    {
        var x = tensor(new[] { 1.0, 2.0 }).requires_grad_();
        autograd.backward(x * 3, tensor(new[] { 1.0, 10.0 }));
        Assert.Equal([3, 30], x.grad!.data<double>().ToArray());
    }

    [Fact]
    public void Backward_WithInputs_LeavesOthersAlone()
    {
        Tensor x = ones(2).requires_grad_(), y = ones(2).requires_grad_();
        autograd.backward((x * y).sum(), inputs: [x]);
        Assert.NotNull(x.grad);
        Assert.Null(y.grad);
    }

    [Fact]
    public void Backward_WithCreateGraph_KeepsTheGraph()
    {
        var x = tensor(2.0).requires_grad_();
        var y = x.pow(3);
        autograd.backward(y, create_graph: true);
        autograd.backward(y);
        Assert.Equal(24, (double)x.grad!);
    }

    [Fact]
    public void InferenceMode_InABlock_RecordsNothing()
    {
        var x = ones(2).requires_grad_();
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (inference_mode(false))
            {
                Assert.True((x * 2).requires_grad);
            }
        }
        Assert.False(is_inference_mode_enabled());
        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void Scope_ToldToKeepSeveral_DisposesTheRest()
    {
        using var outer = NewDisposeScope();
        Tensor a, b, c, d;
        using (var inner = NewDisposeScope())
        {
            Assert.Same(inner, CurrentDisposeScope);
            (a, b, c, d) = (ones(1), ones(1), ones(1), ones(1));
            inner.MoveToOuter(a, b);
            inner.Detach(c, d);
            inner.Attach([d]);
        }
        Assert.Equal((false, false, false, true), (a.IsInvalid, b.IsInvalid, c.IsInvalid, d.IsInvalid));
        Assert.True(outer.Contains(a) && outer.Contains(b) && !outer.Contains(c));
        outer.DisposeEverythingBut(new List<IDisposable> { a });
        Assert.Equal((false, true, false), (a.IsInvalid, b.IsInvalid, c.IsInvalid));
    }

    [Fact]
    public void Statistics_OfAThread_CountWhatItMakesAndDisposes()
    {
        var counts = DisposeScopeManager.Statistics;
        counts.Reset();
        var outside = ones(1);
        using (var scope = NewDisposeScope())
        {
            ones(1);
            scope.Detach(ones(1));
            scope.Attach(outside);
        }
        Assert.Equal((1, 2, 2), (counts.CreatedOutsideScopeCount, counts.CreatedInScopeCount, counts.DisposedInScopeCount));
        Assert.Equal((1, 1, 1), (counts.AttachedToScopeCount, counts.DetachedFromScopeCount, counts.ThreadTotalLiveCount));
        Assert.StartsWith("ThreadTotalLiveCount: 1; CreatedOutsideScopeCount: 1;", counts.ToString(), StringComparison.Ordinal);
    }
}
