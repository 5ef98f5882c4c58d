using System.Text.Json.Nodes;

namespace TinyTransformer;

/// <summary>
/// An attention pattern as arcs from each query, on the left, to the keys it looks at, on the right: the heavier the weight, the thicker the arc.
/// </summary>
public sealed class AttentionArcs : Figure
{
    private const int MaxSide = 64;
    private readonly Heatmap _pattern;
    private readonly int? _focus;

    /// <summary>Arcs of pattern[query, key].</summary>
    /// <param name="pattern">(queries, keys), each 1 to 64; 0 to 1. The array is copied.</param>
    /// <exception cref="ArgumentException">No queries, no keys, or more than 64 of either.</exception>
    public AttentionArcs(double[,] pattern) => _pattern = Checked(new Heatmap(pattern));

    /// <inheritdoc cref="AttentionArcs(double[,])"/>
    public AttentionArcs(float[,] pattern) => _pattern = Checked(new Heatmap(pattern));

    /// <summary>One label for each query; null: its number. Another count is an ArgumentException when the figure is rendered.</summary>
    public IReadOnlyList<string>? QueryLabels { get; init => field = value is null ? null : [.. value]; }

    /// <summary>One label for each key; null: its number.</summary>
    public IReadOnlyList<string>? KeyLabels { get; init => field = value is null ? null : [.. value]; }

    /// <summary>(queries, keys); true where the query may not look at the key. There is no arc.</summary>
    public bool[,]? Mask { get; init => field = (bool[,]?)value?.Clone(); }

    /// <summary>The query whose weights are written beside the keys, the arcs of the others being faint; null: all alike.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such query.</exception>
    public int? Focus { get => _focus; init => _focus = value is { } query ? Guard.InRange(query, 0, _pattern.Rows - 1, nameof(Focus)) : null; }

    /// <summary>Weights below it have no arc, and the figure says how many; 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0, above 1 or NaN.</exception>
    public double Threshold
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Threshold), $"Threshold: expected 0 to 1, got {Invariant.Full(value)}");
    } = 0.05;

    // A weight with its ends.
    internal readonly record struct Arc(int Query, int Key, double Weight);

    /// <inheritdoc/>
    public override string ToPlotlyJson()
    {
        var map = Map();
        var traces = Arcs(map).GroupBy(arc => Math.Ceiling(arc.Weight * 8)).OrderBy(level => level.Key).Select(level => (JsonNode)new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "lines",
            ["x"] = new JsonArray([.. level.SelectMany(_ => new JsonNode?[] { 0, 1, null })]),
            ["y"] = new JsonArray([.. level.SelectMany(arc => new JsonNode?[] { arc.Query, arc.Key, null })]),
            ["line"] = new JsonObject { ["width"] = Math.Max(1, level.Key), ["color"] = SeriesStyle.Colours[0].ToString() },
            ["hoverinfo"] = "skip",
        }).ToList();
        traces.Add(Ends(0, map.Rows, map.RowLabel, "middle left", row => string.Join("<br>", Arcs(map).Where(arc => arc.Query == row).OrderByDescending(arc => arc.Weight).Select(arc => PlotlyJson.Plain(map.Hover(arc.Query, arc.Key))))));
        traces.Add(Ends(1, map.Columns, map.ColumnLabel, "middle right", column => PlotlyJson.Plain(map.ColumnLabel(column))));
        var layout = PlotlyJson.Layout(Title);
        (layout["xaxis"], layout["yaxis"], layout["showlegend"]) = (PlotlyJson.HiddenAxis(), PlotlyJson.HiddenAxis(isReversed: true), false);
        layout["xaxis"]!["range"] = PlotlyJson.Numbers([-0.6, 1.6]);
        return PlotlyJson.Write(traces, layout);

        static JsonNode Ends(double x, int count, Func<int, string> label, string position, Func<int, string> hover) => new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "markers+text",
            ["x"] = PlotlyJson.Numbers(Enumerable.Repeat(x, count)),
            ["y"] = PlotlyJson.Numbers(Enumerable.Range(0, count).Select(i => (double)i)),
            ["text"] = PlotlyJson.Texts(Enumerable.Range(0, count).Select(label)),
            ["textposition"] = position,
            ["cliponaxis"] = false,
            ["marker"] = new JsonObject { ["size"] = 5, ["color"] = "#808080" },
            ["hovertext"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => (JsonNode)hover(i))]),
            ["hoverinfo"] = "text",
        };
    }

    /// <inheritdoc/>
    public override string ToText()
    {
        var map = Map();
        var text = TextTable.Begin(Title);
        foreach (var query in Enumerable.Range(0, map.Rows))
        {
            var keys = Arcs(map).Where(arc => arc.Query == query).OrderByDescending(arc => arc.Weight).Select(arc => $"{Label.Named(map.ColumnLabel(arc.Key))} {Invariant.Fixed(arc.Weight, 2)}");
            text.Append(Invariant.Culture, $"{Label.Named(map.RowLabel(query))} → {string.Join(", ", keys)}\n");
        }

        return text.Append(Note(map) is { } note ? note + "\n" : "").ToString();
    }

    internal override Scene Draw() => new AttentionArcsScene(this, Map()).Draw();

    // The pattern with its labels, once it is known to be one.
    private Heatmap Map()
    {
        var map = new Heatmap(_pattern) { RowLabels = QueryLabels, ColumnLabels = KeyLabels, Mask = Mask };
        _ = map.Ends();
        return map;
    }

    // From the lightest, which is drawn first.
    internal IEnumerable<Arc> Arcs(Heatmap map) => All(map).Where(arc => arc.Weight >= Threshold && arc.Weight > 0).OrderBy(arc => arc.Weight);

    internal string? Note(Heatmap map)
    {
        var faint = All(map).Count(arc => arc.Weight > 0 && arc.Weight < Threshold);
        var undefined = All(map).Count(arc => double.IsNaN(arc.Weight));
        var notes = new[] { faint > 0 ? $"{faint} weights below {Invariant.Full(Threshold)} have no arc" : "", undefined > 0 ? $"{undefined} weights are not a number" : "" }.Where(note => note.Length > 0);
        return string.Join("; ", notes) is { Length: > 0 } note ? note : null;
    }

    private static IEnumerable<Arc> All(Heatmap map) =>
        from query in Enumerable.Range(0, map.Rows)
        from key in Enumerable.Range(0, map.Columns)
        where !map.IsMasked(query, key)
        select new Arc(query, key, map[query, key]);

    private static Heatmap Checked(Heatmap pattern) => Math.Max(pattern.Rows, pattern.Columns) <= MaxSide
        ? pattern
        : throw new ArgumentException($"pattern: expected at most {MaxSide} queries and keys, got ({pattern.Rows}, {pattern.Columns}); show a slice", nameof(pattern));
}
