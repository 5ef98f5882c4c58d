using System.Text.Json.Nodes;

namespace TinyTransformer;

// Several figures as one Plotly figure: each gets a field of a grid, and axes of its own names in it.
internal static class PlotlyGrid
{
    private const double Space = 0.12; // between fields, of one
    private const int LabelRoom = 28, RowHeight = 260, Margins = 180; // pixels

    internal static string Write(string? title, IReadOnlyList<(Figure Figure, string Caption)> panels, int columns)
    {
        var rows = (panels.Count + columns - 1) / columns;
        var layout = PlotlyJson.Layout(title);
        var (traces, annotations, shapes) = (new List<JsonNode>(), new JsonArray(), new JsonArray());
        for (var i = 0; i < panels.Count; i++)
        {
            var figure = JsonNode.Parse(panels[i].Figure.ToPlotlyJson())!;
            var (x, y) = (Field(i % columns, columns), Field(rows - 1 - i / columns, rows));
            var suffix = i == 0 ? "" : (i + 1).ToString(Invariant.Culture);
            foreach (var trace in Taken(figure["data"]))
            {
                Place(trace, suffix, x, y);
                traces.Add(trace);
            }

            var from = figure["layout"]!.AsObject();
            foreach (var (name, anchor, field) in new[] { ("xaxis", "y", x), ("yaxis", "x", y) })
            {
                if (from[name]?.DeepClone() is JsonObject axis)
                {
                    (axis["domain"], axis["anchor"]) = (PlotlyJson.Numbers([field.From, field.To]), anchor + suffix);
                    if (axis.ContainsKey("scaleanchor"))
                    {
                        (axis["scaleanchor"], axis["constraintoward"]) = ("x" + suffix, "top"); // near its caption
                    }

                    if ((string?)figure["data"]?[0]?["type"] == "heatmap")
                    {
                        axis.Remove("title"); // between the maps there is room for labels alone
                    }

                    layout[name + suffix] = axis;
                }
            }

            foreach (var (list, target) in new[] { ("annotations", annotations), ("shapes", shapes) })
            {
                foreach (var item in Taken(from[list]))
                {
                    (item["xref"], item["yref"]) = (Reference(item["xref"], "x", suffix), Reference(item["yref"], "y", suffix));
                    if (item.ContainsKey("axref"))
                    {
                        (item["axref"], item["ayref"]) = ("x" + suffix, "y" + suffix); // where an arrow begins
                    }

                    target.Add((JsonNode)item);
                }
            }

            annotations.Add((JsonNode)new JsonObject
            {
                ["text"] = PlotlyJson.Plain(panels[i].Caption), ["showarrow"] = false, ["xref"] = "paper", ["yref"] = "paper", ["xanchor"] = "left", ["yanchor"] = "bottom", ["font"] = new JsonObject { ["size"] = 12 },
                ["yshift"] = (string?)from["xaxis"]?["side"] == "top" ? LabelRoom : 0,
                ["x"] = Math.Round(x.From, 4), ["y"] = Math.Round(y.To + Space / 3, 4),
            });
        }

        (layout["annotations"], layout["showlegend"], layout["height"]) = (annotations, false, Margins + RowHeight * rows);
        if (shapes.Count > 0)
        {
            layout["shapes"] = shapes;
        }

        return PlotlyJson.Write(traces, layout);
    }

    // A table or a tree map has no axes and takes its field by itself; a colour bar for each of many maps would leave no room for them.
    private static void Place(JsonObject trace, string suffix, (double From, double To) x, (double From, double To) y)
    {
        var type = (string)trace["type"]!;
        if (type is "table" or "treemap")
        {
            trace["domain"] = new JsonObject { ["x"] = PlotlyJson.Numbers([x.From, x.To]), ["y"] = PlotlyJson.Numbers([y.From, y.To]) };
            return;
        }

        (trace["xaxis"], trace["yaxis"]) = ("x" + suffix, "y" + suffix);
        if (type == "heatmap")
        {
            trace["showscale"] = false;
        }
    }

    private static string Reference(JsonNode? reference, string axis, string suffix) => (string?)reference switch
    {
        "paper" => axis + suffix + " domain", // the figure's own paper is now its field
        null => axis + suffix,
        var name => axis + suffix + name[1..],
    };

    private static (double From, double To) Field(int index, int count) => ((index + (index > 0 ? Space / 2 : 0)) / count, (index + 1 - (index < count - 1 ? Space / 2 : 0)) / count - Space / 2);

    private static IEnumerable<JsonObject> Taken(JsonNode? array) => array is JsonArray items ? items.Select(item => item!.DeepClone().AsObject()) : [];
}
