// Numbers of one kind beside tensors of another. The expected values are PyTorch 1.13's.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests;

public class IntegerBoundsTests
{
    [Fact]
    public void Clamp_OfIntegersBetweenFloats_GivesFloats()
    {
        var x = tensor(new long[] { 1, 2, 3 });
        Assert.Equal([1.5f, 2, 2.5f], x.clamp(1.5, 2.5).data<float>().ToArray());
        Assert.Equal([1f, 2, 3], x.clamp(0, double.PositiveInfinity).data<float>().ToArray());
        Assert.Equal([1L, 2, 2], x.clamp(0, 2).data<long>().ToArray());
        Assert.Equal([1L, 0], tensor(new[] { true, false }).clamp(0, 1).data<long>().ToArray());
    }

    [Fact]
    public void FillAndFull_OfFractions_CutThem()
    {
        Assert.Equal([-1L, -1], zeros([2], ScalarType.Int64).fill_(-1.9).data<long>().ToArray());
        Assert.Equal([1, 1], full([2], 1.5, ScalarType.Int32).data<int>().ToArray());
        Assert.Equal([true, true], zeros([2], ScalarType.Bool).fill_(double.PositiveInfinity).data<bool>().ToArray());
        Assert.Equal([int.MinValue], full([1], -2147483648.5, ScalarType.Int32).data<int>().ToArray());
    }

    [Fact]
    public void Add_OfADoubleBeyondFloat32_GivesInfinity() => Assert.Equal([float.PositiveInfinity], (ones(1) + 1e300).data<float>().ToArray());

    [Fact]
    public void Add_OfAFloatToIntegers_GivesFloats() => Assert.Equal([2.5f, 3.5f], (tensor(new long[] { 1, 2 }) + 1.5).data<float>().ToArray());

    [Fact]
    public void AllAndAny_OfEveryTypeAndOfNothing_AreAsInPyTorch()
    {
        foreach (var type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64, ScalarType.Int64, ScalarType.Int32, ScalarType.Bool])
        {
            var x = tensor(new long[,] { { 1, 0, 2 }, { 3, 1, 0 }, { 0, 0, 0 } }).T.to(type);
            Assert.Equal([false, false, false], x.all(0).data<bool>().ToArray());
            Assert.Equal([true, true, false], x.any(0).data<bool>().ToArray());
            Assert.Equal((true, false), (x.any().item<bool>(), x.all().item<bool>()));
            Assert.Equal([1L, 3], x.any(-1, keepdim: true).mT.shape);
        }

        Assert.Equal([true, true], zeros(2, 0).all(1).data<bool>().ToArray());
        Assert.Equal([false, false], zeros(2, 0).any(1).data<bool>().ToArray());
        Assert.True(tensor(new[] { float.NaN, 1 }).all().item<bool>());
        Assert.False(tensor(new[] { -0f, 1 }).all().item<bool>());
        Assert.Equal([2L, 1], tensor(new[,] { { true, true }, { true, false } }).sum(1).data<long>().ToArray());
    }
}
