// Conversions of a tensor's single value, and of C# values into tensors. (How tensors are printed: TensorExtensionMethods.Printing.cs.)

using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A tensor's values as C# numbers (converted; <see cref="torch.Tensor.item{T}"/> is strict) and as text.</summary>
public static partial class TensorExtensionMethods
{
    public static bool ToBoolean(this torch.Tensor value) => (bool)value;

    public static int ToInt32(this torch.Tensor value) => (int)value;

    public static long ToInt64(this torch.Tensor value) => (long)value;

    public static byte ToByte(this torch.Tensor value) => (byte)value;

    public static sbyte ToSByte(this torch.Tensor value) => (sbyte)value;

    public static short ToInt16(this torch.Tensor value) => (short)value;

    public static float ToSingle(this torch.Tensor value) => (float)value;

    public static double ToDouble(this torch.Tensor value) => (double)value;

    /// <summary>Bytes of one element.</summary>
    public static int ElementSize(this torch.ScalarType type) => type.Size();

    public static ReadOnlySpan<int> IntShape(this torch.Tensor tensor) => Array.ConvertAll(NotNull(tensor).shape, size => checked((int)size));

    /// <summary>The product of the sizes.</summary>
    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (n, size) => n * size);

    /// <summary>The array as a tensor of these dimensions. Always a copy here; TorchSharp shares the array's memory unless doCopy is true.</summary>
    public static torch.Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false) => NotNull(rawArray) switch
    {
        float[] values => torch.tensor(values, NotNull(dimensions), requires_grad: requires_grad),
        double[] values => torch.tensor(values, dimensions, requires_grad: requires_grad),
        long[] values => torch.tensor(values, dimensions, requires_grad: requires_grad),
        int[] values => torch.tensor(values, dimensions, requires_grad: requires_grad),
        bool[] values => torch.tensor(values, dimensions, requires_grad: requires_grad),
        _ => throw new NotSupportedException($"ToTensor: arrays of {typeof(T).Name} are not held by this engine; float, double, long, int and bool are"),
    };

    public static torch.Tensor ToTensor<T>(this T scalar, torch.Device? device = null, bool requires_grad = false) where T : struct => scalar switch
    {
        float value => torch.tensor(value, device, requires_grad),
        double value => torch.tensor(value, null, device, requires_grad),
        long value => torch.tensor(value, null, device, requires_grad),
        int value => torch.tensor(value, null, device, requires_grad),
        bool value => torch.tensor(value, null, device, requires_grad),
        _ => throw new NotSupportedException($"ToTensor: a {typeof(T).Name} is not held by this engine; float, double, long, int and bool are"),
    };
}
