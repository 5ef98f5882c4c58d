using System.Text.Json.Nodes;

namespace TinyTransformer;

// Curves as Plotly scatter traces; a band is a filled trace of its own before its line's.
internal static class CurvesPlotly
{
    internal static string Write(Curves figure)
    {
        _ = (figure.XEnds(), figure.YEnds());
        var layout = PlotlyJson.Layout(figure.Title);
        layout["xaxis"] = Axis(figure.XTitle, figure.XScale);
        layout["yaxis"] = Axis(figure.YTitle, figure.YScale);
        layout["showlegend"] = figure.Lines.Any(curve => curve.Label.Length > 0);
        if (figure.YRange is { } range)
        {
            var isLog = figure.YScale == AxisScale.Log; // Plotly wants the logarithms there
            layout["yaxis"]!["range"] = PlotlyJson.Numbers([isLog ? Math.Log10(range.Low) : range.Low, isLog ? Math.Log10(range.High) : range.High]);
        }

        return PlotlyJson.Write(figure.Lines.SelectMany((curve, i) => Traces(curve, SeriesStyle.Of(i))), layout);
    }

    private static IEnumerable<JsonNode> Traces(Curve curve, SeriesStyle style)
    {
        var colour = style.Colour.ToString();
        foreach (var run in curve.HasBand ? Curve.Runs(curve.Lower!, curve.Upper!) : [])
        {
            yield return new JsonObject
            {
                ["type"] = "scatter",
                ["x"] = PlotlyJson.Numbers([.. curve.X.ToArray()[run], .. curve.X.ToArray()[run].Reverse()]),
                ["y"] = PlotlyJson.Numbers([.. curve.Upper!.ToArray()[run], .. curve.Lower!.ToArray()[run].Reverse()]),
                ["fill"] = "toself",
                ["fillcolor"] = $"rgba({style.Colour.R},{style.Colour.G},{style.Colour.B},0.22)",
                ["line"] = new JsonObject { ["width"] = 0 },
                ["mode"] = "lines",
                ["hoverinfo"] = "skip",
                ["showlegend"] = false,
            };
        }

        var trace = new JsonObject
        {
            ["type"] = "scatter",
            ["name"] = PlotlyJson.Plain(curve.Label),
            ["mode"] = curve.ShowsMarkers ? "lines+markers" : "lines",
            ["y"] = PlotlyJson.Numbers(curve.Y),
            ["line"] = new JsonObject { ["color"] = colour, ["dash"] = style.PlotlyDash, ["width"] = 2 },
            ["connectgaps"] = false,
        };
        if (Step(curve.X) is { } step)
        {
            (trace["x0"], trace["dx"]) = (curve.X[0], step);
        }
        else
        {
            trace["x"] = PlotlyJson.Numbers(curve.X);
        }

        if (curve.ShowsMarkers)
        {
            trace["marker"] = new JsonObject { ["symbol"] = style.Marker.PlotlyName(), ["size"] = 7, ["color"] = colour };
        }

        yield return trace;
    }

    // Evenly spaced x are two numbers; a thousand steps of training are half the file.
    private static double? Step(Numbers x) =>
        x.Count > 2 && Enumerable.Range(0, x.Count).All(i => x[i] == x[0] + i * (x[1] - x[0])) ? x[1] - x[0] : null;

    private static JsonObject Axis(string title, AxisScale scale) => new() { ["title"] = PlotlyJson.Title(title), ["type"] = scale == AxisScale.Log ? "log" : "linear", ["automargin"] = true };
}
