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
        {
            text.Append('\n').Append(' ', depth);
        }

        text.Append(close);
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
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
        }

        text.Append('"');
    }

    /// <summary>
    /// An integer stays as it is; anything with a point or an exponent is spelled as Python's repr spells a float. A number too large
    /// for a double stays as it is too: Python would write Infinity, which is no JSON.
    /// </summary>
    private static string Number(string raw)
    {
        if (raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0 || double.Parse(raw, CultureInfo.InvariantCulture) is var number && !double.IsFinite(number))
        {
            return raw;
        }

        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var parts = shortest.TrimStart('-').Split('E');
        var point = parts[0].Contains('.') ? parts[0].IndexOf('.', StringComparison.Ordinal) : parts[0].Length;
        point += parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (shortest[0] == '-' ? "-" : "") + Spell(digits.Trim('0'), point - leading);
    }

    /// <param name="digits">Without zeros at either end; none for zero.</param>
    /// <param name="point">How many digits stand before the point; beyond them, or negative, zeros are understood.</param>
    private static string Spell(string digits, int point)
    {
        if (digits.Length == 0)
        {
            return "0.0";
        }

        if (point is <= -4 or > 16)
        {
            return $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(point > 0 ? '+' : '-')}{Math.Abs(point - 1):00}";
        }

        if (point <= 0)
        {
            return "0." + new string('0', -point) + digits;
        }

        return point < digits.Length ? $"{digits[..point]}.{digits[point..]}" : digits.PadRight(point, '0') + ".0";
    }
}
