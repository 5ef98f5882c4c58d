// What a golden case hands to its operation: T(i) the input tensors, the others the arguments in order. Result: what it hands back.

using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Golden;

internal sealed class Arguments(Tensor[] inputs, JsonElement[] arguments)
{
    public Tensor[] All => inputs;
    public Tensor T(int i) => inputs[i];
    public long L(int i) => arguments[i].GetInt64();
    public long[] Ls(int i) => GoldenFile.Longs(arguments[i]);
    public bool B(int i) => arguments[i].GetBoolean();
    public ScalarType Type(int i) => Tensors.DType(arguments[i].GetString()!);

    public RoundingMode Rounding(int i) => Enum.Parse<RoundingMode>(arguments[i].GetString()!);

    /// <summary>2 is an integer and 2.0 is not: that decides the type of a result.</summary>
    public Scalar S(int i)
    {
        var isWhole = arguments[i].ValueKind == JsonValueKind.Number && arguments[i].GetRawText().AsSpan().IndexOfAny('.', 'e') < 0;
        return isWhole ? (Scalar)arguments[i].GetInt64() : (Scalar)GoldenFile.Double(arguments[i]);
    }

    public Scalar? OrNull(int i) => arguments[i].ValueKind == JsonValueKind.Null ? null : S(i);
}

internal sealed record Result(params Tensor[] Tensors)
{
    public static implicit operator Result(Tensor x) => new([x]);
    public static implicit operator Result((Tensor, Tensor) x) => new([x.Item1, x.Item2]);
}
