// Where two descriptions part: a config and the one that a run began with, a tokenizer and the one of the data.
using System.Text.Json.Nodes;

namespace TinyTransformer.Cli;

internal static class JsonDifference
{
    private const int LongestValue = 60;

    /// <summary>The first difference with its place, as in "model.dModel is 8 there and 16 here"; null: there is none.</summary>
    /// <param name="except">Members of the outermost object that may differ.</param>
    public static string? Of(JsonNode? there, JsonNode? here, params string[] except) => Of(there, here, "", except);

    private static string? Of(JsonNode? there, JsonNode? here, string place, string[] except) => (there, here) switch
    {
        (JsonObject left, JsonObject right) => left.Select(member => member.Key).Union(right.Select(member => member.Key)).Where(key => !except.Contains(key))
            .Select(key => Of(left[key], right[key], place.Length > 0 ? $"{place}.{key}" : key, [])).FirstOrDefault(difference => difference is not null),
        (JsonArray left, JsonArray right) => Enumerable.Range(0, Math.Max(left.Count, right.Count))
            .Select(i => Of(i < left.Count ? left[i] : null, i < right.Count ? right[i] : null, $"{place}[{i}]", [])).FirstOrDefault(difference => difference is not null),
        _ => JsonNode.DeepEquals(there, here) ? null : $"{(place.Length > 0 ? place : "all")} is {Show(there)} there and {Show(here)} here",
    };

    private static string Show(JsonNode? node) => node?.ToJsonString(ConfigJson.Readable) is { } text ? text.Length > LongestValue ? text[..LongestValue] + "…" : text : "not set";
}
