using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>How the tensors of a file differ from those that a model wants.</summary>
/// <param name="Missing">Names of the model that the file lacks.</param>
/// <param name="Unexpected">Names of the file that the model lacks.</param>
/// <param name="Misshapen">Names of both, with the shape and type that was expected and the one that came.</param>
public sealed record LoadReport(IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<string> Misshapen)
{
    /// <summary>Whether there is no difference.</summary>
    public bool IsExact => Missing.Count + Unexpected.Count + Misshapen.Count == 0;

    /// <inheritdoc/>
    public override string ToString() => IsExact ? "no differences" : string.Join("; ", new[] { Part("missing", Missing), Part("unexpected", Unexpected), Part("misshapen", Misshapen) }.Where(part => part.Length > 0));

    internal static LoadReport Of(IReadOnlyDictionary<string, Tensor> expected, IReadOnlyDictionary<string, SafeTensorsEntry> given) =>
        new([.. expected.Keys.Where(name => !given.ContainsKey(name))],
            [.. given.Keys.Where(name => !expected.ContainsKey(name))],
            [.. expected.Where(entry => given.TryGetValue(entry.Key, out var file) && !Fits(entry.Value, file))
                        .Select(entry => $"{entry.Key}: expected {ShapeTable.Format(entry.Value.shape)} of {entry.Value.dtype}, got {ShapeTable.Format([.. given[entry.Key].Shape])} of {given[entry.Key].DType}")]);

    /// <exception cref="InvalidDataException">There are differences.</exception>
    internal void RequireExact(string path)
    {
        if (!IsExact)
        {
            throw new InvalidDataException($"{path}: not the tensors of this model: {this}");
        }
    }

    /// <summary>Floats of any width go into floats; whole numbers and truths only into their like.</summary>
    internal static bool Fits(Tensor tensor, SafeTensorsEntry file) =>
        tensor.shape.SequenceEqual(file.Shape) && file.ReadsAs is { } dtype && (dtype == tensor.dtype || (IsFloat(dtype) && IsFloat(tensor.dtype)));

    private static bool IsFloat(ScalarType dtype) => dtype is ScalarType.Float32 or ScalarType.Float64;

    private static string Part(string name, IReadOnlyList<string> items) => items.Count == 0 ? "" : $"{name}: {string.Join(", ", items)}";
}
