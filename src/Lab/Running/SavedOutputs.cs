// Which forms of an output are kept in a file: those that show everywhere, also in a fresh clone that no viewer trusts.
// A picture is kept as PNG with its text; a value as its text; HTML only where there is neither.
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lab.Running;

internal static partial class SavedOutputs
{
    private static readonly string[] s_kept = ["image/png", "text/plain"];

    public static JsonObject Of(JsonObject output)
    {
        var saved = output.DeepClone().AsObject();
        if (saved["data"] is JsonObject data)
        {
            saved["data"] = Keep(data);
        }

        return saved;
    }

    private static JsonObject Keep(JsonObject data)
    {
        var kept = new JsonObject();
        foreach (var mime in s_kept)
        {
            if (data[mime] is { } content)
            {
                kept[mime] = content.DeepClone();
            }
        }

        if (kept.Count > 0)
        {
            return kept;
        }

        kept = data.DeepClone().AsObject();
        if (kept["text/html"] is JsonValue html)
        {
            kept["text/plain"] = TextOf(html.GetValue<string>());
        }

        return kept;
    }

    /// <summary>What is left of HTML where HTML cannot be shown.</summary>
    private static string TextOf(string html) => WebUtility.HtmlDecode(Blanks().Replace(Tags().Replace(html, " "), " ").Trim());

    [GeneratedRegex("<(script|style).*?</\\1>|<[^>]*>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+")]
    private static partial Regex Blanks();
}
