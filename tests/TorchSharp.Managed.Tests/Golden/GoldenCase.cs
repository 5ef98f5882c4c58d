// One case of ops.json or of a file beside it: an operation's inputs and arguments, what PyTorch answered, and its gradients.

using System.Text.Json;

namespace TorchSharp.Managed.Tests.Golden;

/// <summary>A tensor as written: the values in row-major order.</summary>
internal sealed record GoldenTensor(string DType, long[] Shape, double[] Data)
{
    public static GoldenTensor Read(JsonElement x) => new GoldenTensor(x.GetProperty("dtype").GetString()!, GoldenFile.Longs(x.GetProperty("shape")), []).With(GoldenFile.Doubles(x.GetProperty("data")));

    /// <summary>With other values, each rounded to its type: a float32 is written as the shortest decimal that reads back as it.</summary>
    public GoldenTensor With(double[] data) => this with { Data = DType == "float32" ? Array.ConvertAll(data, x => (double)(float)x) : data };
}

/// <summary>An input: values and then views of them, or (Same) views of another input. Stride is PyTorch's, after the views.</summary>
internal sealed record GoldenInput(GoldenTensor? Base, int Same, string[] Views, long[] Stride)
{
    public static GoldenInput Read(JsonElement x)
    {
        var views = GoldenFile.Strings(x.GetProperty("views"));
        return x.TryGetProperty("same", out var same)
            ? new(null, same.GetInt32(), views, [])
            : new(GoldenTensor.Read(x), -1, views, GoldenFile.Longs(x.GetProperty("stride")));
    }
}

/// <summary>Gradients: null when no result has one; else for each input its leaf's gradient of sum(out*w), null where it has none.</summary>
internal sealed record GoldenCase(string Name, string Op, JsonElement[] Arguments, GoldenInput[] Inputs, GoldenTensor[] Outputs, double[]?[]? Gradients, double? Tolerance)
{
    private static readonly string[] s_files = ["ops.json", "indexing.json", "shapes.json", "functions.json", "edges.json", "attention.json"];

    private static readonly Lazy<Dictionary<string, GoldenCase>> Read = new(() =>
        s_files.SelectMany(file => GoldenFile.Cases(file).Select(x => Parse(Path.GetFileNameWithoutExtension(file), x))).ToDictionary(c => c.Name));

    public static IReadOnlyDictionary<string, GoldenCase> All => Read.Value;

    private static GoldenCase Parse(string file, JsonElement x) => new(
        $"{file}: {x.GetProperty("name").GetString()}",
        x.GetProperty("op").GetString()!,
        [.. x.GetProperty("args").EnumerateArray()],
        [.. x.GetProperty("in").EnumerateArray().Select(GoldenInput.Read)],
        [.. x.GetProperty("out").EnumerateArray().Select(GoldenTensor.Read)],
        x.GetProperty("grad") is { ValueKind: JsonValueKind.Array } g ? [.. g.EnumerateArray().Select(d => d.ValueKind == JsonValueKind.Null ? null : GoldenFile.Doubles(d))] : null,
        x.TryGetProperty("tol", out var t) ? t.GetDouble() : null);
}
