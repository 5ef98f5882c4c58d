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
            var content = File.ReadAllBytes(path);
            var notebook = Parse(Decode(content), path);
            notebook.FileContent = content;
            return notebook;
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
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new UserError($"{name}: is empty, so not a notebook. Restore the file.");
        }

        var json = ParseJson(text, name);
        CheckText(json, "", name);
        var root = json as JsonObject ?? throw NotANotebook(name, "its JSON is not an object");
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

    private static string Decode(byte[] content)
    {
        using var reader = new StreamReader(new MemoryStream(content), new UTF8Encoding(false, throwOnInvalidBytes: true));    // it takes a byte order mark away
        return reader.ReadToEnd();
    }

    private static JsonNode? ParseJson(string text, string name)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: s_strict);
        }
        catch (InvalidOperationException error)    // the parser compares keys, and cannot read this one
        {
            throw HalfCharacter(name, "a key", error);
        }
        catch (JsonException error) when (error.LineNumber is null && DuplicateKey.Find(text) is var (key, line, column))
        {
            throw new UserError($"{name}: line {line}, column {column}: the key \"{key}\" stands twice in one object, so not a notebook. Remove one of them.", error);
        }
        catch (JsonException error)
        {
            var cure = text.Contains("<<<<<<<", StringComparison.Ordinal) ? "It holds git's conflict marks: resolve them." : "Restore the file, or repair it at that place.";
            throw new UserError($"{name}: line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}: not JSON, so not a notebook. {cure}", error);
        }
    }

    /// <summary>JSON can spell half a character (<c>"\ud83d"</c>), which is no text that could be shown, or saved as UTF-8.</summary>
    private static void CheckText(JsonNode? node, string place, string name)
    {
        try
        {
            foreach (var (inner, value) in Parts(node, place))
            {
                CheckText(value, inner, name);
            }
        }
        catch (InvalidOperationException error)
        {
            throw HalfCharacter(name, place, error);
        }
    }

    private static IEnumerable<(string Place, JsonNode? Value)> Parts(JsonNode? node, string place)
    {
        switch (node)
        {
            case JsonObject map:
                return map.Select(entry => (place.Length == 0 ? entry.Key : $"{place}.{entry.Key}", entry.Value));
            case JsonArray list:
                return list.Select((value, i) => ($"{place}[{i}]", value));
            default:
                _ = (node as JsonValue)?.TryGetValue(out string? _);    // throws if it is such a text
                return [];
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

        if (!MultilineText.Is(cell["source"]))
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

        var outputs = cell["outputs"] as JsonArray ?? [];
        for (var i = 0; i < outputs.Count; i++)
        {
            if (OutputForm.Complaint(outputs[i]!.AsObject()) is { } complaint)
            {
                throw NotANotebook(name, $"{place}.outputs[{i}] {complaint}");
            }
        }

        cell["outputs"] ??= outputs;
        cell.TryAdd("execution_count", null);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static int? Integer(JsonNode? node) => node is JsonValue value && value.TryGetValue(out int number) ? number : null;

    private static UserError HalfCharacter(string name, string place, Exception cause) =>
        new($"{name}: {place} holds half a character (\\ud800 to \\udfff without its other half). Remove it.", cause);

    private static UserError NotANotebook(string name, string why) => new($"{name}: not a notebook: {why}. Open a file that Jupyter or VS Code saved as .ipynb.");
}
