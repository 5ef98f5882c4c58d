// A tokenizer's file: one JSON object with its kind, its version and the fields of that kind. Written whole or not at all; read with the place of whatever is wrong.

using System.Text.Encodings.Web;
using System.Text.Json;

namespace TinyTransformer;

/// <summary>A tokenizer's file, open for reading. Every field is taken once by its reader.</summary>
internal sealed class TokenizerFile : IDisposable
{
    private const int Version = 1;

    private readonly string _path;
    private readonly JsonDocument _json;
    private readonly HashSet<string> _taken = ["kind", "version"];

    private TokenizerFile(string path, JsonDocument json) => (_path, _json) = (path, json);

    public string Kind => Field("kind", JsonValueKind.String).GetString()!;

    public static TokenizerFile Open(string path)
    {
        var file = new TokenizerFile(path, ParseObject(path));
        if (!file.Field("version", JsonValueKind.Number).TryGetInt32(out var version) || version != Version)
        {
            throw file.Error("version", $"expected {Version}, got {file._json.RootElement.GetProperty("version")}");
        }
        return file;
    }

    /// <summary>A file's JSON object, in which no name stands twice.</summary>
    public static JsonDocument ParseObject(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            var json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return json.RootElement.ValueKind == JsonValueKind.Object ? json : throw new InvalidDataException($"{path}: expected a JSON object, got {json.RootElement.ValueKind}");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: not valid JSON: {error.Message}", error);
        }
    }

    public string[] Strings(string field)
    {
        var items = Field(field, JsonValueKind.Array);
        return [.. items.EnumerateArray().Select((item, i) => item.ValueKind == JsonValueKind.String ? Text(item, $"{field}[{i}]") : throw Error($"{field}[{i}]", $"expected a string, got {item}"))];
    }

    /// <summary>An object of numbers, in the order of the file.</summary>
    public (string Name, double Value)[] Numbers(string field)
    {
        var items = Field(field, JsonValueKind.Object);
        return [.. items.EnumerateObject().Select(item => item.Value.ValueKind == JsonValueKind.Number ? (item.Name, item.Value.GetDouble()) : throw Error($"{field}[\"{item.Name}\"]", $"expected a number, got {item.Value}"))];
    }

    public bool Flag(string field) => Field(field, JsonValueKind.True, JsonValueKind.False).GetBoolean();

    public InvalidDataException Error(string place, string what) => new($"{_path}: {place}: {what}");

    /// <summary>Runs what builds the tokenizer; what it refuses is the file's fault.</summary>
    public T Guard<T>(Func<T> build)
    {
        try
        {
            return build();
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{_path}: {error.Message}", error);
        }
    }

    public void RefuseOtherFields()
    {
        if (_json.RootElement.EnumerateObject().Select(field => field.Name).FirstOrDefault(name => !_taken.Contains(name)) is { } name)
        {
            throw Error(name, $"not a field of a {Kind} tokenizer");
        }
    }

    public void Dispose() => _json.Dispose();

    public static void Write(string path, string kind, Action<Utf8JsonWriter> writeFields) => WholeFile.Write(path, stream =>
    {
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind);
            writer.WriteNumber("version", Version);
            writeFields(writer);
            writer.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
    });

    public static void WriteStrings(Utf8JsonWriter writer, string field, IEnumerable<string> items)
    {
        writer.WriteStartArray(field);
        foreach (var item in items)
        {
            writer.WriteStringValue(item);
        }
        writer.WriteEndArray();
    }

    // JSON can escape one half of a surrogate pair without the other; .NET's reader then has no string for it.
    private string Text(JsonElement item, string place)
    {
        try
        {
            return item.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Error(place, "half of a surrogate pair, which is no character");
        }
    }

    private JsonElement Field(string name, params JsonValueKind[] kinds)
    {
        if (!_json.RootElement.TryGetProperty(name, out var value))
        {
            throw Error(name, "missing");
        }
        _taken.Add(name);
        return kinds.Contains(value.ValueKind) ? value : throw Error(name, $"expected {string.Join(" or ", kinds)}, got {value.ValueKind}");
    }
}
