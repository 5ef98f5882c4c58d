using System.Text.Json.Nodes;

namespace TinyTransformer;

// Bars as Plotly's level bars at whole numbers: as categories, two equal tokens would be one bar.
internal static class BarsPlotly
{
    internal static string Write(Bars figure)
    {
        var rows = figure.Rows();
        var trace = new JsonObject
        {
            ["type"] = "bar",
            ["orientation"] = "h",
            ["x"] = PlotlyJson.Numbers(rows.Select(row => row.Value)),
            ["y"] = PlotlyJson.Numbers(Enumerable.Range(0, rows.Count).Select(i => (double)i)),
            ["text"] = PlotlyJson.Texts(rows.Select(row => figure.Number(row.Value))),
            ["textposition"] = "outside",
            ["cliponaxis"] = false,
            ["marker"] = new JsonObject { ["color"] = new JsonArray([.. rows.Select(row => (JsonNode)(row.IsKept && row.Label is not null ? SeriesStyle.Colours[0].ToString() : "#a5a8ac"))]) },
            ["hovertemplate"] = "%{text}<extra></extra>",
        };
        var layout = PlotlyJson.Layout(figure.Title);
        layout["xaxis"] = new JsonObject { ["title"] = PlotlyJson.Title(figure.ValueTitle), ["zeroline"] = true };
        var (low, high) = figure.Ends(rows);
        if (figure.Limit is not null)
        {
            layout["xaxis"]!["range"] = PlotlyJson.Numbers([low, high]);
        }

        layout["yaxis"] = new JsonObject
        {
            ["tickvals"] = PlotlyJson.Numbers(Enumerable.Range(0, rows.Count).Select(i => (double)i)),
            ["ticktext"] = PlotlyJson.Texts(rows.Select(row => row.Name)),
            ["autorange"] = "reversed",
            ["automargin"] = true,
        };
        if (figure.Kept < rows.Count && figure.Kept <= figure.MaxBars)
        {
            layout["shapes"] = new JsonArray(new JsonObject
            {
                ["type"] = "line", ["xref"] = "paper", ["x0"] = 0, ["x1"] = 1, ["y0"] = figure.Kept.Value - 0.5, ["y1"] = figure.Kept.Value - 0.5,
                ["line"] = new JsonObject { ["dash"] = "dash", ["width"] = 1.5 },
            });
        }

        return PlotlyJson.Write([trace], layout);
    }
}
