// The elements of a tensor as C# sees them, also those of a view.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Conversions;

public class AccessorTests
{
    [Fact]
    public void Accessor_OfAView_ReadsInItsOrder()
    {
        var data = arange(6).reshape(2, 3).T.data<long>();
        Assert.Equal([0, 3, 1, 4, 2, 5], data.ToArray());
        Assert.Equal([0, 3, 1, 4, 2, 5], data.ToList());
        Assert.Equal(4, data[1, 1]);
        Assert.Equal(new long[,] { { 0, 3 }, { 1, 4 }, { 2, 5 } }, data.ToNDArray());
    }

    [Fact]
    public void Accessor_OfAView_WritesIntoItsStorage()
    {
        var x = arange(6).reshape(2, 3);
        x.T.data<long>()[2, 0] = 70;
        x.T.data<long>().CopyFrom([10, 11], tensorIndex: 1);
        Assert.Equal([0, 11, 70, 10, 4, 5], x.data<long>().ToArray());
    }

    [Fact]
    public void CopyTo_FromTheMiddle_CopiesWhatBothHave()
    {
        var into = new long[4];
        arange(6).data<long>().CopyTo(into, arrayIndex: 1, tensorIndex: 4);
        Assert.Equal([0, 4, 5, 0], into);
        Assert.Throws<ArgumentOutOfRangeException>(() => arange(6).data<long>().CopyTo(into, -1));
    }

    [Fact]
    public void Accessor_WrittenThrough_MakesBackwardRefuse()
    {
        var x = ones(2).requires_grad_();
        var y = x.exp();
        y.data<float>().CopyFrom([1, 2]);
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => y.sum().backward());
    }

    [Fact]
    public void Equality_OfAccessors_IsThatOfTheirTensors()
    {
        var x = arange(2);
        Assert.True(x.data<long>() == x.data<long>());
        Assert.True(x.data<long>() != arange(2).data<long>());
    }

    [Fact]
    public void Bytes_GotAndSet_AreTheElements()
    {
        var x = zeros(2, 2);
        x[0].bytes = BitConverter.GetBytes(1.5f).Concat(BitConverter.GetBytes(-2f)).ToArray();
        Assert.Equal([1.5f, -2, 0, 0], x.data<float>().ToArray());
        Assert.Equal(-2, BitConverter.ToSingle(x.bytes[4..8]));
        Assert.Throws<ArgumentException>(() => x.bytes = new byte[3]);
    }

    [Fact]
    public void ReadCpu_ByNumber_IsTheElement()
    {
        Assert.Equal(3, arange(6).reshape(2, 3).T.ReadCpuInt64(1));
        Assert.Equal(1f, ones(2).ReadCpuSingle(1));
        Assert.Throws<ArgumentException>(() => ones(2).ReadCpuInt64(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ones(2).ReadCpuSingle(2));
    }
}
