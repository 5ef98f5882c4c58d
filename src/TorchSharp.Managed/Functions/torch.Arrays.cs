// C# arrays of any shape as tensors. All of these copy; where TorchSharp shares the array's memory (as_tensor, frombuffer), the documentation says so.

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A second handle where the tensor has that type already, else a conversion.</summary>
    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        Device.RequireCpu(device);
        return data.to(dtype ?? data.dtype);
    }

    /// <summary>The array as a tensor. A copy here; in TorchSharp it shares the array's memory where it can.</summary>
    public static Tensor as_tensor(IList<bool> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    public static Tensor as_tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    public static Tensor as_tensor(IList<int> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    public static Tensor as_tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    public static Tensor as_tensor(IList<long> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    public static Tensor as_tensor(long[] rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    public static Tensor as_tensor(IList<float> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    public static Tensor as_tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    public static Tensor as_tensor(IList<double> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    public static Tensor as_tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);

    /// <summary>An array of any number of dimensions as a tensor of its shape.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        var type = rawArray.GetType().GetElementType();
        return type == typeof(float) ? FromArray<float>(rawArray, dtype, device, requires_grad)
            : type == typeof(double) ? FromArray<double>(rawArray, dtype, device, requires_grad)
            : type == typeof(long) ? FromArray<long>(rawArray, dtype, device, requires_grad)
            : type == typeof(int) ? FromArray<int>(rawArray, dtype, device, requires_grad)
            : type == typeof(bool) ? FromArray<bool>(rawArray, dtype, device, requires_grad)
            : throw new NotSupportedException($"from_array: arrays of {type?.Name} are not held by this engine; float, double, long, int and bool are");
    }

    /// <summary>count elements of the array, read as one row, from offset on, converted to the type. A copy here; in TorchSharp it shares the array's memory.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        if (offset < 0 || offset >= rawArray.LongLength)
        {
            throw new ArgumentException($"frombuffer: offset {offset} is out of range for an array of {rawArray.LongLength} element(s)", nameof(offset));
        }
        var size = count < 0 ? rawArray.LongLength - offset : count;
        if (size > rawArray.LongLength - offset)
        {
            throw new ArgumentOutOfRangeException(nameof(count), $"frombuffer: {size} elements from {offset} on, of an array of {rawArray.LongLength}");
        }
        var result = from_array(rawArray).flatten().narrow(0, offset, size).to(dtype, copy: true);
        result.requires_grad = requires_grad;
        return result;
    }

    public static Tensor tensor(Memory<float> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromSpan<float>(rawArray.Span, dimensions.ToArray(), dtype, device, requires_grad);

    public static Tensor tensor(Memory<double> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromSpan<double>(rawArray.Span, dimensions.ToArray(), dtype, device, requires_grad);

    public static Tensor tensor(Memory<long> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromSpan<long>(rawArray.Span, dimensions.ToArray(), dtype, device, requires_grad);

    public static Tensor tensor(Memory<int> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => FromSpan<int>(rawArray.Span, dimensions.ToArray(), dtype, device, requires_grad);
}
