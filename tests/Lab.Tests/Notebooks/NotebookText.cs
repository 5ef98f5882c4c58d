// The text of a small notebook for a test.
using System.Text.Json.Nodes;

namespace Lab.Tests.Notebooks;

internal static class NotebookText
{
    /// <summary>A notebook of nbformat 4.5 with these code cells and no outputs.</summary>
    public static string Of(params string[] codeCells) => OfCells([.. codeCells.Select(code => Code(code))]);

    public static string OfCells(params JsonObject[] cells) => new JsonObject
    {
        ["cells"] = new JsonArray([.. cells]),
        ["metadata"] = new JsonObject(),
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString();

    public static JsonObject Code(string code, params string[] tags) => new()
    {
        ["cell_type"] = "code",
        ["execution_count"] = null,
        ["metadata"] = tags.Length == 0 ? [] : new JsonObject { ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]) },
        ["outputs"] = new JsonArray(),
        ["source"] = code,
    };
}
