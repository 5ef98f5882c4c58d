// What the engine needs to know of an element type: its size, its .NET type, and which type two operands meet in.

using static TorchSharp.torch;

namespace TorchSharp;

internal static class DTypes
{
    internal static int Size(this ScalarType dtype) => dtype switch
    {
        ScalarType.Float32 or ScalarType.Int32 => 4,
        ScalarType.Float64 or ScalarType.Int64 => 8,
        ScalarType.Bool => 1,
        _ => throw Unsupported(dtype),
    };

    internal static bool IsFloat(this ScalarType dtype) => dtype is ScalarType.Float32 or ScalarType.Float64;

    internal static ScalarType Of<T>() =>
        typeof(T) == typeof(float) ? ScalarType.Float32 :
        typeof(T) == typeof(double) ? ScalarType.Float64 :
        typeof(T) == typeof(long) ? ScalarType.Int64 :
        typeof(T) == typeof(int) ? ScalarType.Int32 :
        typeof(T) == typeof(bool) ? ScalarType.Bool :
        throw new ArgumentException($"{typeof(T).Name}: this engine holds float, double, long, int and bool; the others live in TorchEngine=libtorch");

    /// <summary>C# takes a literal 0 for an enum before it takes it for a long, so <c>x.sum(0)</c> asks for type Byte. TorchSharp sums all elements as bytes then; here it is an error that says so.</summary>
    internal static ScalarType? NoLiteralZero(string op, ScalarType? type) => type != ScalarType.Byte ? type
        : throw new NotSupportedException($"{op}: type {type} is not held by this engine. Was dimension 0 meant? C# reads the 0 of {op}(0) as this type: write {op}(0L) or {op}(dim: 0)");

    internal static NotSupportedException Unsupported(ScalarType dtype) =>
        new($"dtype {dtype}: this engine computes in Float32, Float64, Int64, Int32 and Bool; for the others build with TorchEngine=libtorch");

    /// <summary>
    /// PyTorch's type promotion: the category counts first (Bool, then integer, then float). Within a category a tensor with dimensions wins
    /// over one without, and only among equals the wider type wins.
    /// </summary>
    internal static ScalarType Promote(Tensor a, Tensor b)
    {
        if (a.dtype == b.dtype)
        {
            return a.dtype;
        }
        int ca = Category(a.dtype), cb = Category(b.dtype);
        if (ca != cb && (a.ndim > 0) == (b.ndim > 0))
        {
            return ca > cb ? a.dtype : b.dtype;
        }
        if (a.ndim > 0 && b.ndim == 0)
        {
            return cb > ca ? b.dtype : a.dtype;
        }
        if (b.ndim > 0 && a.ndim == 0)
        {
            return ca > cb ? a.dtype : b.dtype;
        }
        return a.dtype.Size() >= b.dtype.Size() ? a.dtype : b.dtype;
    }

    /// <summary>Whether a result of one type may be written in place into a tensor of another: within a category or upwards, never from floats to integers.</summary>
    internal static bool CanHold(this ScalarType target, ScalarType result) => Category(target) >= Category(result);

    private static int Category(ScalarType dtype) => dtype.IsFloat() ? 2 : dtype == ScalarType.Bool ? 0 : 1;
}
