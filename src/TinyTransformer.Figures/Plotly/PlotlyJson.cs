using System.Text.Json.Nodes;

namespace TinyTransformer;

// The parts that all figures' Plotly JSON is made of.
internal static class PlotlyJson
{
    internal static string Write(IEnumerable<JsonNode> traces, JsonObject layout, JsonArray? frames = null)
    {
        var figure = new JsonObject { ["data"] = new JsonArray([.. traces]), ["layout"] = layout };
        if (frames is not null)
        {
            figure["frames"] = frames;
        }

        return figure.ToJsonString();
    }

    /// <summary>A layout with the title; margins follow the labels.</summary>
    internal static JsonObject Layout(string? title)
    {
        var layout = new JsonObject();
        if (!string.IsNullOrEmpty(title))
        {
            layout["title"] = Title(title);
        }

        return layout;
    }

    internal static JsonObject Title(string text) => new() { ["text"] = Plain(text) };

    /// <summary>An axis that only places things: no line, no numbers.</summary>
    internal static JsonObject HiddenAxis(bool isReversed = false)
    {
        var axis = new JsonObject { ["visible"] = false };
        if (isReversed)
        {
            axis["autorange"] = "reversed";
        }

        return axis;
    }

    /// <summary>Six digits; null for what JSON has no number for.</summary>
    internal static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(double.Parse(value.ToString("G6", Invariant.Culture), Invariant.Culture)) : null;

    internal static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(Number)]);

    internal static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)Plain(text))]);

    // Plotly reads tags and entities in its texts: unescaped, the token <pad> would vanish.
    internal static string Plain(string text) => Label.Visible(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
