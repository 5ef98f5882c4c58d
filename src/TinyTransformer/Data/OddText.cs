using System.Text.Json;

namespace TinyTransformer;

/// <summary>A text that breaks tokenizers: a row of data/token-zoo.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Text">Any string; a few are no valid Unicode.</param>
/// <param name="Why">What makes it hard.</param>
public sealed record OddText(string Name, string Text, string Why)
{
    /// <summary>The rows of a file: a JSON list of { "name", "text" or "utf16", "why" }, where utf16 lists code units in hexadecimal.</summary>
    /// <exception cref="InvalidDataException">The file is no such list; the message names the row.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<OddText> ReadAll(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var texts = new List<OddText>();
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var row in json.RootElement.EnumerateArray())
            {
                texts.Add(Read(row));
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"{path}: row {texts.Count}: {error.Message}", error);
        }
        return texts;
    }

    // What UTF-8 cannot hold, no JSON file holds as text.
    private static OddText Read(JsonElement row) => new(
        Of(row.GetProperty("name")),
        row.TryGetProperty("utf16", out var units)
            ? string.Concat(units.EnumerateArray().Select(unit => (char)Convert.ToUInt16(Of(unit), 16)))
            : Of(row.GetProperty("text")),
        Of(row.GetProperty("why")));

    private static string Of(JsonElement value) => value.GetString() ?? throw new FormatException("expected a text, got null");
}
