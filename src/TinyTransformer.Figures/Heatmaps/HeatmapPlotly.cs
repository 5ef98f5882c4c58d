using System.Buffers;
using System.Text;
using System.Text.Json;

namespace TinyTransformer;

// A heatmap as Plotly's JSON. Cells lie at whole numbers and the axes carry the labels as ticks: as categories, two equal tokens would be one column.
// Masked cells are a second trace, in grey, that says "masked"; NaN (and ∞, which JSON has not) a third.
internal static class HeatmapPlotly
{
    private const int MaxTicks = 64;

    internal static string Write(Heatmap map)
    {
        var (low, high) = map.Ends();
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            WriteValues(json, map, low, high);
            if (map.HasMasked)
            {
                var masked = PlotlyJson.Plain(map.MaskedTitle);
                WriteFlag(json, map, masked, "#c4c7cb", map.IsMasked, (_, _) => "×", hover: masked);
            }

            if (map.HasNotFinite)
            {
                WriteFlag(json, map, "not a finite number", HeatmapScene.NotFinite.ToString(), map.IsNotFinite, (r, c) => Invariant.Drawn(map[r, c], 0), hover: "%{text}");
            }

            json.WriteEndArray();
            WriteLayout(json, map);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteValues(Utf8JsonWriter json, Heatmap map, double low, double high)
    {
        json.WriteStartObject();
        json.WriteString("type", "heatmap");
        WriteMatrix(json, "z", map, (r, c) => WriteNumber(json, map.IsMasked(r, c) || map.IsNotFinite(r, c) ? null : map[r, c]));
        json.WriteNumber("zmin", low);
        json.WriteNumber("zmax", high);
        json.WriteStartArray("colorscale");
        for (var i = 0; i <= 10; i++)
        {
            json.WriteStartArray();
            json.WriteNumberValue(i / 10.0);
            json.WriteStringValue(map.Scale.Colours.At(i / 10.0).ToString());
            json.WriteEndArray();
        }
        json.WriteEndArray();
        if (!map.ShowScale)
        {
            json.WriteBoolean("showscale", false);
        }

        WriteSpacing(json);
        json.WriteString("hovertemplate", $"%{{y}} → %{{x}}: %{{z:.{map.Digits + 2}f}}<extra></extra>");
        if (map.ShowsValues)
        {
            json.WriteString("texttemplate", $"%{{z:.{map.Digits}f}}");
        }

        json.WriteEndObject();
    }

    // Cells of one meaning and one colour, null everywhere else. The text is each cell's own: a template of its own text Plotly would write into the null cells too.
    private static void WriteFlag(Utf8JsonWriter json, Heatmap map, string name, string colour, Func<int, int, bool> holds, Func<int, int, string> text, string hover)
    {
        json.WriteStartObject();
        json.WriteString("type", "heatmap");
        json.WriteString("name", name);
        WriteMatrix(json, "z", map, (r, c) => WriteNumber(json, holds(r, c) ? 1 : null));
        json.WritePropertyName("colorscale");
        json.WriteRawValue($"""[[0,"{colour}"],[1,"{colour}"]]""");
        json.WriteBoolean("showscale", false);
        WriteSpacing(json);
        WriteMatrix(json, "text", map, (r, c) => json.WriteStringValue(holds(r, c) ? text(r, c) : ""));
        json.WriteString("hovertemplate", $"%{{y}} → %{{x}}: {hover}<extra></extra>");
        if (map.ShowsValues)
        {
            json.WriteString("texttemplate", "%{text}");
        }

        json.WriteEndObject();
    }

    private static void WriteMatrix(Utf8JsonWriter json, string name, Heatmap map, Action<int, int> writeCell)
    {
        json.WriteStartArray(name);
        for (var row = 0; row < map.Rows; row++)
        {
            json.WriteStartArray();
            for (var column = 0; column < map.Columns; column++)
            {
                writeCell(row, column);
            }

            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, double? number)
    {
        if (number is { } value)
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void WriteSpacing(Utf8JsonWriter json)
    {
        json.WriteNumber("xgap", 1);
        json.WriteNumber("ygap", 1);
        json.WriteBoolean("hoverongaps", false); // so that the tooltip is that of the trace which has the cell
    }

    private static void WriteLayout(Utf8JsonWriter json, Heatmap map)
    {
        json.WriteStartObject("layout");
        if (!string.IsNullOrEmpty(map.Title))
        {
            WriteHeading(json, map.Title);
        }

        WriteAxis(json, "xaxis", map.ColumnTitle, map.Columns, map.ColumnLabel);
        json.WriteString("side", "top");
        json.WriteEndObject();
        WriteAxis(json, "yaxis", map.RowTitle, map.Rows, map.RowLabel);
        json.WriteString("autorange", "reversed"); // the first query on top
        json.WriteString("scaleanchor", "x"); // square cells
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAxis(Utf8JsonWriter json, string name, string title, int count, Func<int, string> label)
    {
        var every = (count + MaxTicks - 1) / MaxTicks;
        json.WriteStartObject(name);
        WriteTitle(json, title);
        json.WriteStartArray("tickvals");
        for (var i = 0; i < count; i += every)
        {
            json.WriteNumberValue(i);
        }

        json.WriteEndArray();
        json.WriteStartArray("ticktext");
        for (var i = 0; i < count; i += every)
        {
            json.WriteStringValue(PlotlyJson.Plain(label(i)));
        }

        json.WriteEndArray();
        json.WriteBoolean("showgrid", false);
        json.WriteBoolean("zeroline", false);
        json.WriteString("constrain", "domain");
    }

    // The keys' axis lies on top, where Plotly would write the heading over its title.
    private static void WriteHeading(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject("title");
        json.WriteString("text", PlotlyJson.Plain(text));
        json.WriteString("yref", "container");
        json.WriteNumber("y", 0.97);
        json.WriteString("yanchor", "top");
        json.WriteEndObject();
        json.WriteStartObject("margin");
        json.WriteNumber("t", 130);
        json.WriteEndObject();
    }

    private static void WriteTitle(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject("title");
        json.WriteString("text", PlotlyJson.Plain(text));
        json.WriteEndObject();
    }
}
