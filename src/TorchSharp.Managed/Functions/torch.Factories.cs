// Factories of tensors of one value, in TorchSharp's overloads: sizes as an array, a span, or one to four numbers. (names, which TorchSharp passes on to
// libtorch's named tensors, is accepted and not used.)

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Zeros. The default type is float32.</summary>
    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Zeros(size, dtype, device, requires_grad);

    public static Tensor zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Zeros(size.ToArray(), dtype, device, requires_grad);

    public static Tensor zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Zeros([size], dtype, device, requires_grad);

    public static Tensor zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Zeros([rows, columns], dtype, device, requires_grad);

    public static Tensor zeros(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Zeros([dim0, dim1, dim2], dtype, device, requires_grad);

    public static Tensor zeros(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Zeros([dim0, dim1, dim2, dim3], dtype, device, requires_grad);

    public static Tensor zeros(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Zeros([size], dtype, device, requires_grad);

    public static Tensor zeros(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Zeros([rows, columns], dtype, device, requires_grad);

    public static Tensor zeros(int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Zeros([dim0, dim1, dim2], dtype, device, requires_grad);

    public static Tensor zeros(int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Zeros([dim0, dim1, dim2, dim3], dtype, device, requires_grad);

    /// <summary>Ones. The default type is float32.</summary>
    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Ones(size, dtype, device, requires_grad);

    public static Tensor ones(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Ones(size.ToArray(), dtype, device, requires_grad);

    public static Tensor ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Ones([size], dtype, device, requires_grad);

    public static Tensor ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Ones([rows, columns], dtype, device, requires_grad);

    public static Tensor ones(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Ones([dim0, dim1, dim2], dtype, device, requires_grad);

    public static Tensor ones(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Ones([dim0, dim1, dim2, dim3], dtype, device, requires_grad);

    public static Tensor ones(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Ones([size], dtype, device, requires_grad);

    public static Tensor ones(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Ones([rows, columns], dtype, device, requires_grad);

    public static Tensor ones(int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Ones([dim0, dim1, dim2], dtype, device, requires_grad);

    public static Tensor ones(int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Ones([dim0, dim1, dim2, dim3], dtype, device, requires_grad);

    /// <summary>One value everywhere, in the value's own type unless another is named; a C# double counts as the default float.</summary>
    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Full(size, value, dtype, device, requires_grad);

    public static Tensor full(ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Full(size.ToArray(), value, dtype, device, requires_grad);

    public static Tensor full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Full([size], value, dtype, device, requires_grad);

    public static Tensor full(long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Full([rows, columns], value, dtype, device, requires_grad);

    public static Tensor full(long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Full([dim0, dim1, dim2], value, dtype, device, requires_grad);

    public static Tensor full(long dim0, long dim1, long dim2, long dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Full([dim0, dim1, dim2, dim3], value, dtype, device, requires_grad);

    public static Tensor full(int size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Full([size], value, dtype, device, requires_grad);

    public static Tensor full(int rows, int columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Full([rows, columns], value, dtype, device, requires_grad);

    public static Tensor full(int dim0, int dim1, int dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Full([dim0, dim1, dim2], value, dtype, device, requires_grad);

    public static Tensor full(int dim0, int dim1, int dim2, int dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Full([dim0, dim1, dim2, dim3], value, dtype, device, requires_grad);

    /// <summary>Space for elements, which hold anything until they are written.</summary>
    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Empty(size, dtype, device, requires_grad);

    public static Tensor empty(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Empty(size.ToArray(), dtype, device, requires_grad);

    public static Tensor empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Empty([size], dtype, device, requires_grad);

    public static Tensor empty(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Empty([rows, columns], dtype, device, requires_grad);

    public static Tensor empty(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Empty([dim0, dim1, dim2], dtype, device, requires_grad);

    public static Tensor empty(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Empty([dim0, dim1, dim2, dim3], dtype, device, requires_grad);

    public static Tensor empty(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Empty([size], dtype, device, requires_grad);

    public static Tensor empty(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Empty([rows, columns], dtype, device, requires_grad);

    public static Tensor empty(int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Empty([dim0, dim1, dim2], dtype, device, requires_grad);

    public static Tensor empty(int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => Empty([dim0, dim1, dim2, dim3], dtype, device, requires_grad);

    private static Tensor Zeros(long[] size, ScalarType? dtype, Device? device, bool requires_grad) => Fresh("zeros", size, dtype ?? s_defaultDtype, device, requires_grad, zeroed: true);

    private static Tensor Ones(long[] size, ScalarType? dtype, Device? device, bool requires_grad) => Full(size, 1, dtype ?? s_defaultDtype, device, requires_grad);

    private static Tensor Empty(long[] size, ScalarType? dtype, Device? device, bool requires_grad) => Fresh("empty", size, dtype ?? s_defaultDtype, device, requires_grad, zeroed: false);

    private static Tensor Full(long[] size, Scalar value, ScalarType? dtype, Device? device, bool requires_grad)
    {
        ArgumentNullException.ThrowIfNull(value);
        var type = dtype ?? (value.Type.IsFloat() ? s_defaultDtype : value.Type);
        value.RequireFit(type);
        var result = Fresh("full", size, type, device, false, zeroed: false);
        switch (type)
        {
            case ScalarType.Float32: result.Span<float>().Fill((float)value.AsDouble); break;
            case ScalarType.Float64: result.Span<double>().Fill(value.AsDouble); break;
            case ScalarType.Int64: result.Span<long>().Fill(value.AsLong); break;
            case ScalarType.Int32: result.Span<int>().Fill((int)value.AsLong); break;
            default: result.Span<byte>().Fill(value.AsDouble != 0 ? (byte)1 : (byte)0); break;
        }
        result.requires_grad = requires_grad;
        return result;
    }

    /// <summary>The one door through which new tensors come: it checks the device and the sizes.</summary>
    internal static Tensor Fresh(string op, long[] size, ScalarType dtype, Device? device, bool requiresGrad, bool zeroed)
    {
        ArgumentNullException.ThrowIfNull(size);
        Device.RequireCpu(device);
        Shapes.Numel(op, size, dtype.Size());
        var result = Tensor.New((long[])size.Clone(), dtype, zeroed);
        result.requires_grad = requiresGrad;
        return result;
    }
}
