// One cell: a view of its JSON object. Setting a property changes the document.
using System.Text.Json.Nodes;

namespace Lab.Notebooks;

internal sealed class Cell(JsonObject json)
{
    public JsonObject Json { get; } = json;

    public string Type => (string)Json["cell_type"]!;

    public bool IsCode => Type == "code";

    public bool IsMarkdown => Type == "markdown";

    public string Id => (string)Json["id"]!;

    /// <summary>The source as one string with <c>\n</c> between its lines, however the file stored it.</summary>
    public string Source => MultilineText.Join(Json["source"]).ReplaceLineEndings("\n");

    /// <summary>Jupyter's convention for a cell that is meant to fail.</summary>
    public bool MayThrow => Json["metadata"]?["tags"] is JsonArray tags
        && tags.Any(tag => tag is JsonValue value && value.TryGetValue(out string? text) && text == "raises-exception");

    public IReadOnlyList<JsonObject> Outputs => Json["outputs"] is JsonArray outputs ? [.. outputs.OfType<JsonObject>()] : [];

    public void SetResult(int executionCount, IEnumerable<JsonObject> outputs)
    {
        Json["execution_count"] = executionCount;
        Json["outputs"] = new JsonArray([.. outputs]);
    }
}
