// The element types, with PyTorch's numbers. The engine computes in five of them: Float32, Float64, Int64, Int32 and Bool.

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The type of a tensor's elements. This engine holds Float32, Float64, Int64, Int32 and Bool; the others are refused by name.</summary>
    public enum ScalarType
    {
        Byte = 0,
        Int8 = 1,
        Int16 = 2,
        Int32 = 3,
        Int64 = 4,
        Float16 = 5,
        Float32 = 6,
        Float64 = 7,
        ComplexFloat32 = 9,
        ComplexFloat64 = 10,
        Bool = 11,
        QInt8 = 12,
        QUInt8 = 13,
        QInt32 = 14,
        BFloat16 = 15,
    }

    public static ScalarType @bool = ScalarType.Bool;
    public static ScalarType int32 = ScalarType.Int32;
    public static ScalarType int64 = ScalarType.Int64;
    public static ScalarType float32 = ScalarType.Float32;
    public static ScalarType float64 = ScalarType.Float64;
    public static ScalarType @int = ScalarType.Int32;
    public static ScalarType @long = ScalarType.Int64;
    public static ScalarType @float = ScalarType.Float32;
    public static ScalarType @double = ScalarType.Float64;

    private static ScalarType s_defaultDtype = ScalarType.Float32;

    public static ScalarType get_default_dtype() => s_defaultDtype;

    public static void set_default_dtype(ScalarType dtype)
    {
        if (!dtype.IsFloat())
        {
            throw new ArgumentException($"set_default_dtype: expected Float32 or Float64, got {dtype}", nameof(dtype));
        }
        s_defaultDtype = dtype;
    }
}
