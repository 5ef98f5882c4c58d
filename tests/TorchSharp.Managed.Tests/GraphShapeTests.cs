// Backward through graphs of unusual shape: very wide, very deep, with more paths than could be walked, and through views of views.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests;

public class GraphShapeTests
{
    private const int Many = 100_000;

    [Fact]
    public void Backward_OfALeafUsedAHundredThousandTimes_AddsUpAllUses()
    {
        var x = tensor(2.0).requires_grad_();
        stack([.. Enumerable.Range(0, Many).Select(i => x * i)]).sum().backward();
        Assert.Equal((double)Many * (Many - 1) / 2, x.grad!.item<double>());
    }

    [Fact]
    public void Backward_OfAHundredThousandLeaves_ReachesEach()
    {
        Tensor[] leaves = [.. Enumerable.Range(0, Many).Select(i => tensor((double)i).requires_grad_())];
        stack(leaves).square().sum().backward();
        Assert.All(leaves.Select((leaf, i) => (leaf, i)), x => Assert.Equal(2.0 * x.i, x.leaf.grad!.item<double>()));
    }

    /// <summary>Each rung is used twice: 2^50,000 paths, and each node may be visited once.</summary>
    [Fact]
    public void Backward_ThroughALadderOfDiamonds_VisitsEachNodeOnce()
    {
        var x = tensor(3.0).requires_grad_();
        var y = x * 1;
        for (var i = 0; i < Many / 2; i++)
        {
            y = y * 0.25 + y * 0.75;
        }

        y.backward();
        Assert.Equal(1, x.grad!.item<double>(), 1e-9);
    }

    /// <summary>Each value is used by the next two: y[n+2] = y[n+1]/2 + y[n]/2. The slopes of y[n] by y[0] and y[1] tend to 1/3 and 2/3.</summary>
    [Fact]
    public void Backward_ThroughOverlappingDiamonds_WaitsForAllUses()
    {
        Tensor first = tensor(1.0).requires_grad_(), second = tensor(1.0).requires_grad_();
        var (a, b) = (first, second);
        for (var i = 0; i < Many / 2; i++)
        {
            (a, b) = (b, (a + b) / 2);
        }

        b.backward();
        Assert.Equal(1.0 / 3, first.grad!.item<double>(), 1e-9);
        Assert.Equal(2.0 / 3, second.grad!.item<double>(), 1e-9);
    }

    [Fact]
    public void Backward_ThroughADeepChainOfViews_Arrives()
    {
        var x = arange(12, float64).reshape(2, 6).requires_grad_();
        var y = x;
        for (var i = 0; i < Many / 4; i++)
        {
            y = y.transpose(0, 1).unsqueeze(0)[0].view_as(y.mT);
        }

        (y * arange(12, float64).reshape(y.shape)).sum().backward();
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (double)i), x.grad!.data<double>().ToArray());
    }

    [Fact]
    public void Backward_AfterAWriteThroughADeepChainOfViews_KnowsOfIt()
    {
        var x = ones(2, 3, float64).requires_grad_();
        var y = x * 1;
        var view = y;
        for (var i = 0; i < Many / 4; i++)
        {
            view = view.transpose(0, 1);
        }

        view[0].mul_(5);
        y.sum().backward();
        Assert.Equal([5.0, 5, 5, 1, 1, 1], x.grad!.data<double>().ToArray());
    }
}
