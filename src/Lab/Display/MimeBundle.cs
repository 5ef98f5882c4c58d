// A value in all the forms that it has: what a front end chooses from. A type that brings formatters gives them all;
// HTML is HTML; everything else is its plain text.
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lab.Messaging;

namespace Lab.Display;

internal static class MimeBundle
{
    // Less deep than a message or a notebook may be: the content stands within one.
    private static readonly JsonDocumentOptions s_json = new() { MaxDepth = MessageJson.MostDepth - 16 };

    /// <param name="mimeTypes">The forms wanted; none means all.</param>
    public static JsonObject Of(object? value, params string[] mimeTypes)
    {
        var forms = value switch
        {
            HtmlText html => new Dictionary<string, string> { ["text/html"] = html.ToString() },
            null => [],
            _ => TypeFormatters.Format(value),
        };
        if (forms.Count == 0)
        {
            forms["text/plain"] = PlainText.Of(value);
        }

        var bundle = new JsonObject();
        foreach (var mime in mimeTypes.Length == 0 ? forms.Keys : (IEnumerable<string>)mimeTypes)
        {
            bundle[mime] = Content(mime, forms.TryGetValue(mime, out var text) ? text : Convert(value, mime));
        }

        return bundle;
    }

    /// <summary>JSON travels as JSON, as Jupyter wants it; all else as text, pictures in base64.</summary>
    /// <exception cref="JsonException">It is to be JSON and is none.</exception>
    public static JsonNode? Content(string mime, string text) =>
        mime == "application/json" || mime.EndsWith("+json", StringComparison.Ordinal) ? JsonNode.Parse(text, documentOptions: s_json) : text;

    private static string Convert(object? value, string mime)
    {
        var plain = PlainText.Of(value);
        return mime == "text/html" ? $"<pre>{WebUtility.HtmlEncode(plain)}</pre>" : plain;
    }
}
