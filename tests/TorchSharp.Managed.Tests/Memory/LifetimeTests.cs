// What may still be used after a Dispose, and what may not.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Memory;

public class LifetimeTests
{
    [Fact]
    public void DisposedTensor_Used_ThrowsTorchSharpsError()
    {
        var x = ones(3);
        x.Dispose();
        Assert.True(x.IsInvalid);
        foreach (var use in (Action[])[() => x.exp(), () => x.sum(), () => x.data<float>().ToArray(), () => x.fill_(1), () => _ = x + x, () => x.reshape(3), () => x[0].item<float>()])
        {
            Assert.Contains("Tensor invalid -- empty handle.", Assert.Throws<InvalidOperationException>(use).Message);
        }
    }

    [Fact]
    public void Dispose_Twice_IsHarmless()
    {
        var x = ones(3);
        var y = x.view(3, 1);
        x.Dispose();
        x.Dispose();
        Assert.Equal(3, (float)y.sum());
    }

    [Fact]
    public void SavedValue_OfADisposedHandle_StillServesBackward()
    {
        var x = tensor(new[] { 1.0, 2.0 }).requires_grad_();
        var y = x * x;
        var loss = (y * y).sum();
        y.Dispose();
        loss.backward();
        Assert.Equal([4.0, 32.0], x.grad!.data<double>().ToArray());
    }

    [Fact]
    public void SavedValue_AfterItsScopeEnded_StillServesBackward()
    {
        var x = ones(200, 200).requires_grad_();
        Tensor loss;
        using (var scope = NewDisposeScope())
        {
            loss = (x.exp() * x).sum().MoveToOuterDisposeScope();
        }

        loss.backward();
        Assert.Equal(2 * Math.E, (double)x.grad![7, 7], 1e-5);
    }

    [Fact]
    public void Backward_ThroughAHundredThousandNodes_Arrives()
    {
        var x = tensor(1.0).requires_grad_();
        var y = x * 1;
        for (var i = 0; i < 100_000; i++)
        {
            y = y + 1;
        }

        y.backward();
        Assert.Equal(1.0, x.grad!.item<double>());
    }

    [Fact]
    public void Backward_ASecondTime_Throws()
    {
        var x = ones(3).requires_grad_();
        var loss = (x * x).sum();
        loss.backward();
        var error = Assert.Throws<ExternalException>(() => loss.backward());
        Assert.Contains("a second time", error.Message);
        Assert.Contains("retain_graph", error.Message);
    }

    [Fact]
    public void Backward_WithRetainedGraph_AddsUp()
    {
        var x = ones(3).requires_grad_();
        var loss = (x * x).sum();
        loss.backward(retain_graph: true);
        loss.backward();
        Assert.Equal([4f, 4, 4], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void SavedValue_WrittenInPlace_IsRefusedByBackward()
    {
        var x = ones(3).requires_grad_();
        var y = x * 2;
        var loss = (y * y).sum();
        using (no_grad())
        {
            y.add_(1);
        }

        Assert.Contains("written to in place", Assert.Throws<ExternalException>(() => loss.backward()).Message);
    }
}
