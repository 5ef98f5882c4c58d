// What may be written in place, what is refused, and what autograd makes of gradients' types and memory. Values and refusals are PyTorch 1.13's.
// (Random programs of views and writes: Golden/InPlaceTests.cs.)

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests;

public class InPlaceRuleTests
{
    private static readonly Dictionary<string, Action<Tensor>> s_writes = new()
    {
        ["add_"] = x => x.add_(1),
        ["mul_"] = x => x.mul_(2),
        ["copy_"] = x => x.copy_(ones(2, 3)),
        ["normal_"] = x => x.normal_(),
        ["uniform_"] = x => x.uniform_(0, 1),
        ["random_"] = x => x.random_(0, 5),
        ["bernoulli_"] = x => x.bernoulli_(),
        ["exp_"] = x => x.exp_(),
        ["pow_"] = x => x.pow_(2),
        ["lerp_"] = x => x.lerp_(ones(2, 3), ones(2, 3)),
        ["addcmul_"] = x => x.addcmul_(ones(2, 3), ones(2, 3), 1),
        ["scatter_"] = x => x.scatter_(0, zeros([1, 3], int64), ones(1, 3)),
        ["scatter_add_"] = x => x.scatter_add_(0, zeros([1, 3], int64), ones(1, 3)),
        ["set"] = x => x[TensorIndex.Ellipsis] = ones(3),
    };

    private static readonly Dictionary<string, Action<Tensor>> s_overlaps = new()
    {
        ["add_ shifted"] = x => x.slice(0, 1, 3, 1).add_(x.slice(0, 0, 2, 1)),
        ["copy_ shifted"] = x => x.slice(0, 1, 3, 1).copy_(x.slice(0, 0, 2, 1)),
        ["add_ transposed"] = x => x.add_(x.T),
        ["copy_ transposed"] = x => x.copy_(x.T),
        ["sub_ a row"] = x => x.sub_(x[0]),
        ["set shifted"] = x => x[TensorIndex.Slice(1)] = x[TensorIndex.Slice(0, 2)],
        ["index_put_ an element"] = x => x.index_put_(x[0], tensor(new[] { 1L })),
        ["scatter_add_ itself"] = x => x.scatter_add_(0, zeros([1, 3], int64), x),
        ["lerp_ a row"] = x => x.lerp_(x[0], ones(3, 3)),
    };

    public static TheoryData<string> Writes => [.. s_writes.Keys];

    public static TheoryData<string> Overlaps => [.. s_overlaps.Keys];

    [Fact]
    public void View_OfAWrittenBaseBesideAnotherOperand_GetsItsWholeGradient()
    {
        Tensor x = ones(2).requires_grad_(), written = ones(2).requires_grad_(), memory = zeros(2);
        var other = x * 2;
        var view = memory.view(2).add_(written);
        (other + view).sum().backward();
        Assert.Equal([1f, 1f], written.grad!.data<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public void Write_IntoAnExpandedTensor_IsRefused(string name) => Refused("more than one element", () => s_writes[name](ones(1, 3).expand(2, 3)));

    [Theory]
    [MemberData(nameof(Overlaps))]
    public void Write_WhereAnotherElementIsRead_IsRefused(string name) => Refused("some elements of the input", () => s_overlaps[name](ones(3, 3)));

    [Fact]
    public void Fill_OfAnExpandedTensor_IsAllowed()
    {
        var x = ones(1, 3);
        x.expand(2, 3).fill_(2);
        x.expand(2, 3)[TensorIndex.Slice(0, 2)] = tensor(3f);
        Assert.Equal([3f, 3f, 3f], x.data<float>().ToArray());
    }

    [Fact]
    public void Write_OfTheTensorItself_IsAllowed()
    {
        var x = tensor(new[] { 1f, 2f });
        x.add_(x).mul_(x.view(2));
        Assert.Equal([4f, 16f], x.data<float>().ToArray());
    }

    [Theory]
    [InlineData("fill_")]
    [InlineData("zero_")]
    [InlineData("normal_")]
    [InlineData("copy_")]
    public void Overwriting_AResult_LeavesItInTheGraphWithGradientZero(string name)
    {
        var x = ones(2).requires_grad_();
        var y = x * 2;
        _ = name switch { "fill_" => y.fill_(3), "zero_" => y.zero_(), "normal_" => y.normal_(), _ => y.copy_(zeros(2)) };
        Assert.True(y.requires_grad);
        y.sum().backward();
        Assert.Equal([0f, 0f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void MulInPlace_ByATensorThatRequiresGrad_KeepsTheOldValueForIt()
    {
        Tensor x = tensor(new[] { 2f, 3f }).requires_grad_(), w = tensor(new[] { 5f, 7f }).requires_grad_();
        (x * 1).mul_(w).sum().backward();
        Assert.Equal([5f, 7f], x.grad!.data<float>().ToArray());
        Assert.Equal([2f, 3f], w.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Write_IntoAView_ReachesTheBaseAndOtherViews()
    {
        var x = ones(2, 2).requires_grad_();
        var y = x * 1;
        var (row, column) = (y[0], y.select(1, 0));
        row.mul_(tensor(new[] { 2f, 3f }));
        (y.sum() + column.sum()).backward();
        Assert.Equal([4f, 3f, 2f, 1f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Write_IntoTheDetached_IsSeenByBackward()
    {
        var x = ones(2).requires_grad_();
        var y = x.exp();
        y.detach().add_(1);
        Refused("modified by an inplace operation", () => y.sum().backward());
    }

    [Fact]
    public void GradientOfAGradient_ThroughAWriteIntoAView_IsRecorded()
    {
        var x = tensor(new[] { 2.0, 3.0 }).requires_grad_();
        var y = x * x;
        y[0].mul_(y[1].clone());
        var g = autograd.grad([y.sum()], [x], create_graph: true)[0];
        g.sum().backward();
        Assert.Equal([2 * 9 + 2 * 2 * 2 * 3, 2 * (4 + 1) + 2 * 2 * 2 * 3], x.grad!.data<double>().ToArray());
    }

    [Fact]
    public void InPlace_OfAnyKind_ReturnsTheTensorItself()
    {
        // As TorchSharp since 0.100.5: its in-place operations return this, so disposing the one disposes the other.
        var x = ones(2, 2);
        Assert.All([x.add_(1), x.zero_(), x.copy_(ones(2, 2)), x.normal_(), x.transpose_(0, 1), x.index_put_(ones(1), 0)], y => Assert.Same(x, y));
    }

    [Fact]
    public void DetachInPlace_OfAView_IsRefused() => Refused("a view cannot be detached", () => ones(2, 2)[0].detach_());

    [Fact]
    public void Amax_IntoATensor_WithGradients_IsRefused() => Refused("no gradient is recorded", () => ones(2).requires_grad_().amax([0], @out: zeros([])));

    private static void Refused(string why, Action action) => Assert.Contains(why, Assert.Throws<ExternalException>(action).Message, StringComparison.Ordinal);
}
