// What an output in a file must be for the Lab to compare it and to write it back.
// Source: "The Notebook file format", nbformat 4, code cell outputs.
using System.Text.Json.Nodes;

namespace Lab.Notebooks;

internal static class OutputForm
{
    /// <returns>What is wrong, as the end of a sentence that begins with the output; null if nothing is.</returns>
    public static string? Complaint(JsonObject output) => Text(output["output_type"]) switch
    {
        null => "has no output_type",
        "stream" when Text(output["name"]) is null => "is a stream without a name",
        "stream" when !MultilineText.Is(output["text"]) => "is a stream without text",
        "error" when output["traceback"] is not null && !MultilineText.Is(output["traceback"]) => "is an error whose traceback is no text",
        "display_data" or "execute_result" => OfData(output["data"]),
        _ => null,
    };

    private static string? OfData(JsonNode? data)
    {
        if (data is not JsonObject bundle)
        {
            return "has data that is not an object";
        }

        var damaged = bundle.Where(form => !IsJson(form.Key) && !MultilineText.Is(form.Value)).Select(form => form.Key).FirstOrDefault();
        return damaged is null ? null : $"has {(damaged.StartsWith('i') || damaged.StartsWith('a') ? "an" : "a")} {damaged} that is no text";
    }

    /// <summary>Whether content of this MIME type is stored as JSON instead of as text.</summary>
    public static bool IsJson(string mime) => mime == "application/json"
        || mime.StartsWith("application/", StringComparison.Ordinal) && mime.EndsWith("+json", StringComparison.Ordinal);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
