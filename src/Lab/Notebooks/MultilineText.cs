// A notebook stores a text as one string or as the list of its lines. Lines end where Python's splitlines ends them,
// since Jupyter writes its files so and ours are to equal them byte for byte.
using System.Text.Json.Nodes;

namespace Lab.Notebooks;

internal static class MultilineText
{
    /// <summary>Whether it is a text in either form.</summary>
    public static bool Is(JsonNode? node) => node switch
    {
        JsonArray lines => lines.All(line => line is JsonValue value && value.TryGetValue(out string? _)),
        JsonValue value => value.TryGetValue(out string? _),
        _ => false,
    };

    /// <summary>Either form as one string; "" where there is none.</summary>
    public static string Join(JsonNode? node) => node switch
    {
        JsonArray lines => string.Concat(lines.Select(line => (string?)line)),
        JsonValue text => (string?)text ?? "",
        _ => "",
    };

    public static JsonArray Split(string text) => new([.. Lines(text).Select(line => (JsonNode)line)]);

    /// <summary>The lines with their ends; a text that ends in a line end has no empty line after it.</summary>
    public static IEnumerable<string> Lines(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsLineEnd(text[i]) || text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                continue;
            }

            yield return text[start..(i + 1)];
            start = i + 1;
        }
        if (start < text.Length)
        {
            yield return text[start..];
        }
    }

    private static bool IsLineEnd(char c) =>
        c is '\n' or '\r' or '\v' or '\f' or '\u001c' or '\u001d' or '\u001e' or '\u0085' or '\u2028' or '\u2029';
}
