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
    public string Text(int i) => arguments[i].GetString()!;
    public bool IsText(int i, string text) => arguments[i].ValueKind == JsonValueKind.String && arguments[i].GetString() == text;
    public double D(int i) => GoldenFile.Double(arguments[i]);
    public ScalarType Type(int i) => Tensors.DType(arguments[i].GetString()!);

    /// <summary>"1", "0:4:2", "...", "None", "True", "T1" (the input with index 1), as they stand between the brackets.</summary>
    public TensorIndex[] Brackets(int i) => [.. GoldenFile.Strings(arguments[i]).Select(Bracket)];

    public RoundingMode Rounding(int i) => Enum.Parse<RoundingMode>(arguments[i].GetString()!);

    /// <summary>2 is an integer and 2.0 is not: that decides the type of a result.</summary>
    public Scalar S(int i)
    {
        var isWhole = arguments[i].ValueKind == JsonValueKind.Number && arguments[i].GetRawText().AsSpan().IndexOfAny('.', 'e') < 0;
        return isWhole ? (Scalar)arguments[i].GetInt64() : (Scalar)GoldenFile.Double(arguments[i]);
    }

    private TensorIndex Bracket(string text)
    {
        var bounds = text.Split(':').Select(p => p.Length > 0 && (char.IsDigit(p[^1])) ? long.Parse(p.TrimStart('T')) : (long?)null).ToArray();
        return text switch
        {
            "..." => TensorIndex.Ellipsis,
            "None" => TensorIndex.None,
            "True" or "False" => TensorIndex.Bool(text == "True"),
            ['T', ..] => TensorIndex.Tensor(inputs[bounds[0]!.Value]),
            _ => bounds.Length == 1 ? TensorIndex.Single(bounds[0]) : TensorIndex.Slice(bounds[0], bounds[1], bounds.Length > 2 ? bounds[2] : null),
        };
    }

    public ScalarType? TypeOrNull(int i) => arguments[i].ValueKind == JsonValueKind.Null ? null : Type(i);

    public Scalar? OrNull(int i) => arguments[i].ValueKind == JsonValueKind.Null ? null : S(i);
}

internal sealed record Result(params Tensor[] Tensors)
{
    public static implicit operator Result(Tensor x) => new([x]);
    public static implicit operator Result(Tensor[] x) => new(x);
    public static implicit operator Result((Tensor, Tensor) x) => new([x.Item1, x.Item2]);
    public static implicit operator Result((Tensor, Tensor, Tensor) x) => new([x.Item1, x.Item2, x.Item3]);
}
