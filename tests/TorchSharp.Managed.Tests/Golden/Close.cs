// When is a tensor the golden one? Same shape, same type, integers and truth values exactly, float32 within 1e-6 and float64 within 1e-12, unless the case names its own
// tolerance and the reason for it. Within what: a number that was computed by itself, of its own size; one that other numbers of the tensor were added to or taken from, of the
// tensor's largest, since a sum that cancels keeps the error of its terms; and never of more than 1 where the number itself is smaller.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Golden;

internal static class Close
{
    public static void Tensors(string what, GoldenTensor expected, Tensor actual, double? tolerance, bool eachAlone = false)
    {
        Assert.True(expected.Shape.SequenceEqual(actual.shape), $"{what}: PyTorch's shape is ({string.Join(", ", expected.Shape)}), ours ({string.Join(", ", actual.shape)})");
        Assert.True(Golden.Tensors.DType(expected.DType) == actual.dtype, $"{what}: PyTorch's type is {expected.DType}, ours {actual.dtype}");
        Values(what, expected.Data, Golden.Tensors.Values(actual), tolerance ?? Default(actual.dtype), eachAlone);
    }

    public static void Values(string what, double[] expected, double[] actual, double tolerance, bool eachAlone = false)
    {
        Assert.Equal(expected.Length, actual.Length);
        var floor = Floor(expected, eachAlone);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(IsClose(expected[i], actual[i], tolerance, floor), $"{what}, element {i} of {expected.Length}: PyTorch {expected[i]:R}, ours {actual[i]:R} (tolerance {tolerance:R} of {Math.Max(Math.Abs(expected[i]), floor):R})");
        }
    }

    public static double Default(ScalarType type) => type switch { ScalarType.Float32 => 1e-6, ScalarType.Float64 => 1e-12, _ => 0 };

    /// <summary>What a number counts as at least, when an error is measured against it.</summary>
    public static double Floor(double[] expected, bool eachAlone) => eachAlone ? 0 : Math.Min(1, expected.Where(double.IsFinite).Select(Math.Abs).Append(0).Max());

    public static bool IsClose(double expected, double actual, double tolerance, double floor) =>
        expected == actual || double.IsNaN(expected) && double.IsNaN(actual) || double.IsFinite(expected) && Math.Abs(expected - actual) <= tolerance * Math.Max(Math.Abs(expected), floor);
}
