// Devices, limits of types, small integers as numbers, in-place activations: what has no PyTorch values to be compared with.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests;

public class SmallerPartsTests
{
    [Fact]
    public void Cuda_Here_IsNot()
    {
        Assert.False(cuda.is_available());
        Assert.Equal(0, cuda.device_count());
        Assert.False(TryInitializeDeviceType(DeviceType.CUDA));
        Assert.True(TryInitializeDeviceType(DeviceType.CPU));
        Assert.Throws<NotSupportedException>(() => InitializeDevice(CUDA));
        Assert.Equal(CPU, InitializeDevice(null));
    }

    [Fact]
    public void Device_ByNameAndNumber_IsWrittenAsInPyTorch()
    {
        Assert.Equal("cuda:1", device("cuda", 1).ToString());
        Assert.Equal("cuda:0", device(0).ToString());
        Assert.Equal("cpu", new Device("cpu", -1).ToString());
        Assert.Contains("cuda", Assert.Throws<NotSupportedException>(() => nn.Linear(2, 2).to(DeviceType.CUDA)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Module_ToAnotherTensor_TakesItsType() => Assert.Equal(float64, nn.Linear(2, 2).to(zeros(1, float64)).weight.dtype);

    [Fact]
    public void Finfo_OfFloats_AreTheirLimits()
    {
        var (single, whole) = (finfo(), finfo(float64));
        Assert.Equal((32, 1.1920928955078125e-07, (double)float.MaxValue, (double)float.MinValue, 1.1754943508222875e-38), (single.bits, single.eps, single.max, single.min, single.tiny));
        Assert.Equal((64, 2.220446049250313e-16, double.MaxValue, 2.2250738585072014e-308), (whole.bits, whole.eps, whole.max, whole.smallest_normal));
        Assert.Contains("Int64", Assert.Throws<ArgumentException>(() => finfo(int64)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SmallIntegers_AsScalars_AreIntegers()
    {
        var x = arange(3);
        Assert.Equal(int64, x.add(((byte)200).ToScalar()).dtype);
        Assert.Equal([200, 201, 202], x.add(((byte)200).ToScalar()).data<long>().ToArray());
        Assert.Equal(-3, ((sbyte)-3).ToScalar().ToInt16());
        Assert.Equal((byte)7, tensor(7.9).ToByte());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void InPlaceActivation_OfATensor_WritesOverItAndReturnsIt(bool layer)
    {
        var x = tensor(new[] { -1f, 2f });
        var y = layer ? nn.ReLU(inplace: true).call(x) : nn.functional.relu(x, inplace: true);
        Assert.Equal([0, 2], x.data<float>().ToArray());
        Assert.Equal([0, 2], y.data<float>().ToArray());
        nn.Tanh(inplace: true).call(x);
        Assert.Equal(0.9640276f, x[1].item<float>(), 1e-6f);
    }

    [Fact]
    public void InPlaceDropout_OfATensor_DropsThere()
    {
        var x = ones(100);
        nn.Dropout(0.5, inplace: true).call(x);
        Assert.Equal([0, 2], x.data<float>().ToArray().Distinct().Order());
    }

    [Fact]
    public void InPlaceActivation_OfALeafThatIsTrained_IsRefused() =>
        Assert.Contains("leaf", Assert.Throws<ExternalException>(() => nn.functional.gelu(ones(2, requires_grad: true), inplace: true)).Message, StringComparison.Ordinal);

    [Fact]
    public void Sum_OfALiteralZero_SaysHowDimensionZeroIsNamed()
    {
        var x = ones(2, 3);
        Assert.Contains("sum(0L)", Assert.Throws<NotSupportedException>(() => x.sum(0)).Message, StringComparison.Ordinal);
        Assert.Contains("prod(0L)", Assert.Throws<NotSupportedException>(() => prod(x, 0)).Message, StringComparison.Ordinal);
        Assert.Equal([3], x.sum(0L).shape);
        Assert.Equal([3], x.sum(dim: 0).shape);
    }

    [Fact]
    public void MaskedSelect_OfASingleNumber_IsAVector()
    {
        var x = tensor(3.0, requires_grad: true);
        var y = x.masked_select(tensor(true));
        y.sum().backward();
        Assert.Equal([1], y.shape);
        Assert.Equal(1, x.grad!.item<double>());
        Assert.Equal([0], x.masked_select(tensor(false)).shape);
    }

    [Theory]
    [InlineData("-1", "0 and more")]
    [InlineData("float", "Float32")]
    [InlineData("weights", "(2,)")]
    public void Bincount_OfWrongInput_SaysWhatWasExpected(string fault, string says)
    {
        var x = fault == "float" ? ones(2) : tensor(new long[] { 1, fault == "-1" ? -1 : 2, 3 });
        Assert.Contains(says, Assert.Throws<ExternalException>(() => bincount(x, fault == "weights" ? ones(2) : null)).Message, StringComparison.Ordinal);
    }
}
