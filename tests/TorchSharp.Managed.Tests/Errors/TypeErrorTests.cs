// Errors of element type and device: what this engine does not hold is refused by name, with the way out; what TorchSharp refuses, it refuses by the same type.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Errors;

public class TypeErrorTests
{
    [Fact]
    public void Item_OfAVector_NamesTheShape() => Says(Assert.Throws<ArgumentException>(() => zeros(3).item<float>()), "item", "one element", "(3,)");

    [Fact]
    public void Item_OfAnotherType_NamesBoth() => Says(Assert.Throws<ArgumentException>(() => zeros(1).item<double>()), "item", "Double", "Float32");

    [Fact]
    public void Data_OfAnotherType_NamesBoth() => Says(Assert.Throws<ArgumentException>(() => zeros(1).data<long>()), "data", "Int64", "Float32");

    [Fact]
    public void Softmax_OfIntegers_NamesTheType() => Says(Assert.Throws<ExternalException>(() => zeros([2], int64).softmax(0)), "softmax", "Int64", "Float32");

    [Fact]
    public void Matmul_OfTwoTypes_NamesBoth() => Says(Assert.Throws<ExternalException>(() => zeros(2, 2).matmul(zeros([2, 2], int64))), "matmul", "Float32", "Int64");

    [Fact]
    public void Subtraction_OfBools_SaysWhatToWrite() => Says(Assert.Throws<ExternalException>(() => ones([2], ScalarType.Bool) - ones([2], ScalarType.Bool)), "sub", "Bool", "logical_not");

    [Fact]
    public void RequiresGrad_OfIntegers_NamesTheType() => Says(Assert.Throws<ExternalException>(() => zeros([2], int64).requires_grad_()), "requires_grad", "Int64");

    [Fact]
    public void Mask_OfFloats_NamesTheType() => Says(Assert.Throws<ExternalException>(() => zeros(2).masked_fill(zeros(2), 1)), "masked_fill", "mask", "Float32");

    [Fact]
    public void Index_OfFloats_NamesTheType() => Says(Assert.Throws<ExternalException>(() => zeros(2).index_select(0, zeros(2))), "index_select", "Int64", "Float32");

    [Fact]
    public void IntegerPower_Negative_SaysWhatToWrite() => Says(Assert.Throws<ExternalException>(() => ones([2], int64).pow(-2)), "pow", "-2", "float");

    [Fact]
    public void InPlace_OfFloatsIntoIntegers_NamesBoth()
    {
        Says(Assert.Throws<ExternalException>(() => ones([2], int64).div_(2)), "div_", "Float32", "Int64");
        Assert.Equal(2, (long)tensor(new long[] { 5 }).div_(2, RoundingMode.floor));
    }

    [Theory]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Int8)]
    public void Factory_OfATypeNotHeldHere_NamesItAndTheWayOut(ScalarType dtype)
    {
        Says(Assert.Throws<NotSupportedException>(() => zeros([2], dtype)), dtype.ToString(), "libtorch");
        Says(Assert.Throws<NotSupportedException>(() => full([2], 1, dtype)), dtype.ToString(), "libtorch");
        Says(Assert.Throws<NotSupportedException>(() => zeros(2).to(dtype)), dtype.ToString(), "libtorch");
    }

    [Fact]
    public void Device_OtherThanTheCpu_NamesItAndTheWayOut()
    {
        Says(Assert.Throws<NotSupportedException>(() => zeros([2], device: "cuda:0")), "cuda:0", "TorchEngine=cuda");
        Says(Assert.Throws<NotSupportedException>(() => zeros(2).to("cuda")), "cuda", "TorchEngine=cuda");
        Says(Assert.Throws<NotSupportedException>(() => randn([2], device: "cuda")), "cuda", "TorchEngine=cuda");
    }

    [Fact]
    public void Device_OfNoKind_NamesTheKinds() => Says(Assert.Throws<ArgumentException>(() => zeros(2).to("gpu")), "gpu", "cpu", "cuda");

    private static void Says(Exception error, params string[] words) => Assert.All(words, w => Assert.Contains(w, error.Message));
}
