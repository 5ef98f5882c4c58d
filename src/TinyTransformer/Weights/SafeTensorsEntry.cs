using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>One tensor of a safetensors file, as the file's header describes it.</summary>
/// <param name="DType">The format's name of its element type: F32, BF16, I64, …</param>
/// <param name="Shape">Its sizes; none for a single number.</param>
/// <param name="Start">Where its bytes begin, counted from the end of the header.</param>
/// <param name="Bytes">How many they are.</param>
public sealed record SafeTensorsEntry(string Name, string DType, IReadOnlyList<long> Shape, long Start, long Bytes)
{
    /// <summary>What the tensor is after reading: halves (F16, BF16) become Float32. Null: this type cannot be read here.</summary>
    public ScalarType? ReadsAs => DType switch
    {
        "F32" or "F16" or "BF16" => ScalarType.Float32,
        "F64" => ScalarType.Float64,
        "I64" => ScalarType.Int64,
        "I32" => ScalarType.Int32,
        "BOOL" => ScalarType.Bool,
        _ => null,
    };

    /// <summary>As in wte.weight F32 (50257, 768).</summary>
    public override string ToString() => $"{Name} {DType} {ShapeTable.Format([.. Shape])}";

    /// <summary>Bytes of an element; null: the format knows no such type.</summary>
    internal static int? SizeOf(string dtype) => dtype switch
    {
        "F64" or "I64" or "U64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" => 1,
        _ => null,
    };

    internal static string NameOf(ScalarType dtype) => dtype switch
    {
        ScalarType.Float32 => "F32",
        ScalarType.Float64 => "F64",
        ScalarType.Int64 => "I64",
        ScalarType.Int32 => "I32",
        ScalarType.Bool => "BOOL",
        _ => throw new NotSupportedException($"dtype: Float32, Float64, Int64, Int32 and Bool are written, got {dtype}"),
    };
}
