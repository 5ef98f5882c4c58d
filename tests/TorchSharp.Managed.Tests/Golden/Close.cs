// When is a tensor the golden one? Same shape, same type, integers and truth values exactly,
// float32 within 1e-6 and float64 within 1e-12 of max(1, |x|), unless the case names its own tolerance and the reason for it.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Golden;

internal static class Close
{
    public static void Tensors(string what, GoldenTensor expected, Tensor actual, double? tolerance)
    {
        Assert.True(expected.Shape.SequenceEqual(actual.shape), $"{what}: PyTorch's shape is ({string.Join(", ", expected.Shape)}), ours ({string.Join(", ", actual.shape)})");
        Assert.True(Golden.Tensors.DType(expected.DType) == actual.dtype, $"{what}: PyTorch's type is {expected.DType}, ours {actual.dtype}");
        Values(what, expected.Data, Golden.Tensors.Values(actual), tolerance ?? Default(actual.dtype));
    }

    public static void Values(string what, double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(IsClose(expected[i], actual[i], tolerance), $"{what}, element {i} of {expected.Length}: PyTorch {expected[i]:R}, ours {actual[i]:R} (tolerance {tolerance:R})");
    }

    public static double Default(ScalarType type) => type switch { ScalarType.Float32 => 1e-6, ScalarType.Float64 => 1e-12, _ => 0 };

    private static bool IsClose(double expected, double actual, double tolerance) =>
        expected == actual || double.IsNaN(expected) && double.IsNaN(actual) || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected));
}
