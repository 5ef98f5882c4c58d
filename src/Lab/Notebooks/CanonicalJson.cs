// JSON as Python's json.dumps(indent=1, sort_keys=True, ensure_ascii=False) writes it: the form in which Jupyter stores notebooks.
// System.Text.Json cannot be set to it: it escapes more characters, and keeps a number's spelling.
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lab.Notebooks;

internal static class CanonicalJson
{
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int depth)
    {
        switch (node)
        {
            case JsonObject map:
                var entries = map.OrderBy(entry => entry.Key, CodePointComparer.Instance).ToArray();
                WriteList(text, '{', '}', entries, depth, entry =>
                {
                    WriteString(text, entry.Key);
                    text.Append(": ");
                    Write(text, entry.Value, depth + 1);
                });
                break;
            case JsonArray list:
                WriteList(text, '[', ']', [.. list], depth, item => Write(text, item, depth + 1));
                break;
            case JsonValue value when value.TryGetValue(out string? s):
                WriteString(text, s);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                text.Append(Number(value.ToJsonString()));
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void WriteList<T>(StringBuilder text, char open, char close, T[] items, int depth, Action<T> writeItem)
    {
        text.Append(open);
        for (var i = 0; i < items.Length; i++)
        {
            text.Append(i == 0 ? "\n" : ",\n").Append(' ', depth + 1);
            writeItem(items[i]);
        }
        if (items.Length > 0)
            text.Append('\n').Append(' ', depth);
        text.Append(close);
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append($"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        text.Append('"');
    }

    /// <summary>An integer stays as it is; anything with a point or an exponent is spelled as Python's repr spells a float.</summary>
    private static string Number(string raw)
    {
        if (raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0)
            return raw;
        var text = double.Parse(raw, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);
        if (text.EndsWith("E+15", StringComparison.Ordinal))    // the one exponent where .NET has changed to E and Python has not yet
            text = Plain(text[..^4]);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text.Replace('E', 'e');
    }

    private static string Plain(string mantissa)
    {
        var sign = mantissa.StartsWith('-') ? "-" : "";
        var digits = mantissa.TrimStart('-').Replace(".", "", StringComparison.Ordinal).PadRight(17, '0');
        return $"{sign}{digits[..16]}.{digits[16..]}";
    }
}
