// Reads an .ipynb of nbformat 4.0 to 4.5 and brings it to 4.5: every cell has an id, every code cell outputs and a count.
// What cannot be read is refused in one line that names the file, the place and the cure. It never repairs silently.
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lab.Notebooks;

internal static class NotebookReader
{
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 512, AllowDuplicateProperties = false };

    /// <param name="path">Shown in errors as given.</param>
    /// <exception cref="UserError">The file is missing, unreadable, not JSON, or not a notebook of nbformat 4.</exception>
    public static Notebook Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)), path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError($"{path}: no such file", error);
        }
        catch (DecoderFallbackException error)
        {
            throw new UserError($"{path}: not UTF-8 text, so not a notebook. Save it as UTF-8.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError(Directory.Exists(path) ? $"{path}: a folder, not a notebook" : $"{path}: cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Reads the text of a notebook; <paramref name="name"/> is what errors call it.</summary>
    public static Notebook Parse(string text, string name)
    {
        var root = ParseJson(text, name) as JsonObject ?? throw NotANotebook(name, "its JSON is not an object");
        CheckFormat(root, name);
        if (root["cells"] is not JsonArray cells)
        {
            throw NotANotebook(name, "it has no \"cells\" list");
        }

        for (var i = 0; i < cells.Count; i++)
        {
            CheckCell(cells[i], $"cells[{i}]", name);
        }

        root["metadata"] ??= new JsonObject();
        CellIds.FillIn(cells);
        return new Notebook(root);
    }

    private static JsonNode? ParseJson(string text, string name)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: s_strict);
        }
        catch (JsonException error)
        {
            var cure = text.Contains("<<<<<<<", StringComparison.Ordinal) ? "It holds git's conflict marks: resolve them." : "Restore the file, or repair it at that place.";
            throw new UserError($"{name}: line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}: not JSON, so not a notebook. {cure}", error);
        }
    }

    private static void CheckFormat(JsonObject root, string name)
    {
        var major = Integer(root["nbformat"]) ?? throw NotANotebook(name, "it has no \"nbformat\" number");
        if (major < 4)
        {
            throw new UserError($"{name}: nbformat {major} is too old; the Lab reads nbformat 4. Convert it: jupyter nbconvert --to notebook --nbformat 4 --inplace \"{name}\"");
        }

        if (major > 4)
        {
            throw new UserError($"{name}: nbformat {major} is newer than the Lab knows; it reads nbformat 4. Save it as nbformat 4, or update the Lab.");
        }

        if (root["metadata"] is not (null or JsonObject))
        {
            throw NotANotebook(name, "its \"metadata\" is not an object");
        }

        root["nbformat_minor"] = Math.Max(5, Integer(root["nbformat_minor"]) ?? 0);
    }

    private static void CheckCell(JsonNode? node, string place, string name)
    {
        if (node is not JsonObject cell)
        {
            throw NotANotebook(name, $"{place} is not an object");
        }

        if (Text(cell["cell_type"]) is not ("code" or "markdown" or "raw"))
        {
            throw NotANotebook(name, $"{place} has no cell_type code, markdown or raw");
        }

        if (!IsText(cell["source"]))
        {
            throw NotANotebook(name, $"{place} has no source text");
        }

        if (cell["metadata"] is not (null or JsonObject))
        {
            throw NotANotebook(name, $"{place} has metadata that is not an object");
        }

        cell["metadata"] ??= new JsonObject();
        if (Text(cell["cell_type"]) == "code")
        {
            CheckOutputs(cell, place, name);
        }
    }

    private static void CheckOutputs(JsonObject cell, string place, string name)
    {
        if (cell["outputs"] is not (null or JsonArray) || cell["outputs"] is JsonArray list && list.Any(output => output is not JsonObject))
        {
            throw NotANotebook(name, $"{place} has outputs that are not a list of objects");
        }

        cell["outputs"] ??= new JsonArray();
        cell.TryAdd("execution_count", null);
    }

    private static bool IsText(JsonNode? node) => node is JsonArray lines ? lines.All(line => Text(line) is not null) : Text(node) is not null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static int? Integer(JsonNode? node) => node is JsonValue value && value.TryGetValue(out int number) ? number : null;

    private static UserError NotANotebook(string name, string why) => new($"{name}: not a notebook: {why}. Open a file that Jupyter or VS Code saved as .ipynb.");
}
