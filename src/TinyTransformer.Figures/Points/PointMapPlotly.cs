using System.Text.Json.Nodes;

namespace TinyTransformer;

// A map of points as Plotly scatter traces, one for each group, with the names on the sides that the layout found; arrows are annotations.
internal static class PointMapPlotly
{
    internal static string Write(PointMap figure, PointMapLayout layout)
    {
        var json = PlotlyJson.Layout(figure.Title);
        json["xaxis"] = Axis(figure.XTitle, layout.X);
        json["yaxis"] = Axis(figure.YTitle, layout.Y);
        (json["yaxis"]!["scaleanchor"], json["yaxis"]!["scaleratio"]) = ("x", 1);
        json["showlegend"] = figure.GroupNames.Length > 0;
        if (figure.Arrows.Count > 0)
        {
            json["annotations"] = new JsonArray([.. figure.Arrows.Select(arrow => Arrow(figure, arrow.From, arrow.To))]);
        }

        var groups = figure.Groups is null ? [(Name: "", Members: Enumerable.Range(0, figure.Labels.Count).ToArray())]
            : figure.GroupNames.Select(name => (Name: name, Members: Enumerable.Range(0, figure.Labels.Count).Where(i => figure.Groups[i] == name).ToArray()));
        return PlotlyJson.Write(groups.Select(group => Trace(figure, layout, group.Name, group.Members)), json);
    }

    private static JsonObject Trace(PointMap figure, PointMapLayout layout, string name, int[] members)
    {
        var style = figure.StyleOf(members[0]);
        return new JsonObject
        {
            ["type"] = "scatter",
            ["name"] = PlotlyJson.Plain(name),
            ["mode"] = "markers+text",
            ["x"] = PlotlyJson.Numbers(members.Select(i => figure.X[i])),
            ["y"] = PlotlyJson.Numbers(members.Select(i => figure.Y[i])),
            ["text"] = PlotlyJson.Texts(members.Select(i => layout.Names[i] is null ? "" : figure.Labels[i])),
            ["textposition"] = new JsonArray([.. members.Select(i => (JsonNode)Side(layout.Names[i]))]),
            ["hovertext"] = PlotlyJson.Texts(members.Select(figure.Hover)),
            ["hoverinfo"] = "text",
            ["cliponaxis"] = false,
            ["marker"] = new JsonObject { ["symbol"] = style.Marker.PlotlyName(), ["size"] = 8, ["color"] = style.Colour.ToString() },
        };
    }

    // Plotly draws an annotation's arrow from (ax, ay) to (x, y).
    private static JsonObject Arrow(PointMap figure, int from, int to) => new()
    {
        ["x"] = PlotlyJson.Number(figure.X[to]), ["y"] = PlotlyJson.Number(figure.Y[to]), ["xref"] = "x", ["yref"] = "y",
        ["ax"] = PlotlyJson.Number(figure.X[from]), ["ay"] = PlotlyJson.Number(figure.Y[from]), ["axref"] = "x", ["ayref"] = "y",
        ["text"] = "", ["showarrow"] = true, ["arrowhead"] = 2, ["arrowwidth"] = 1.5, ["opacity"] = 0.55, ["standoff"] = 5, ["startstandoff"] = 5,
    };

    private static string Side(NamePlace? place) => place is not { } name ? "middle right"
        : $"{name.Down switch { -1 => "top", 1 => "bottom", _ => "middle" }} {name.Across switch { -1 => "left", 1 => "right", _ => "center" }}";

    private static JsonObject Axis(string title, (double Low, double High) ends) =>
        new() { ["title"] = PlotlyJson.Title(title), ["range"] = PlotlyJson.Numbers([ends.Low, ends.High]), ["zeroline"] = false, ["automargin"] = true };
}
