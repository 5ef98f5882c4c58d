// tests/golden/*.json, read. How the files are made, by which version and seed, stands in tests/golden/make_golden.py.

using System.Text.Json;

namespace TorchSharp.Managed.Tests.Golden;

internal static class GoldenFile
{
    public static IEnumerable<JsonElement> Cases(string name, string list = "cases")
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("tests", "golden", name)));
        return document.RootElement.GetProperty(list).Clone().EnumerateArray();
    }

    /// <summary>Numbers of any type as double; "nan", "inf", "-inf" are written as text. Exact for the int64 values that the files hold (below 2^53).</summary>
    public static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(Double)];

    public static long[] Longs(JsonElement array) => [.. array.EnumerateArray().Select(x => x.GetInt64())];

    public static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(x => x.GetString()!)];

    public static double Double(JsonElement x) => x.ValueKind != JsonValueKind.String ? x.GetDouble() : x.GetString() switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        var text => throw new FormatException("Not a number: " + text),
    };
}
