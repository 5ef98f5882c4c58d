using System.Text.Json.Nodes;

namespace TinyTransformer;

/// <summary>
/// What a search or a sampler tried: from the prompt, on the left, each token with its number, what came after it, and which branches were given up.
/// </summary>
public sealed class DecodingTree : Figure
{
    private const int MaxNodes = 200;
    private readonly Place[] _places;

    /// <summary>The tree below a root.</summary>
    /// <exception cref="ArgumentException">More than 200 nodes, or a null among them.</exception>
    public DecodingTree(DecodingNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        _places = [.. Walk(root)];
        var leaf = 0;
        for (var i = _places.Length - 1; i >= 0; i--) // children come after their parent, so from the end each knows its children's rows
        {
            var rows = _places.Where(place => place.Parent == i).Select(place => place.Row).ToArray();
            _places[i] = _places[i] with { Row = rows.Length == 0 ? leaf++ : (rows.Min() + rows.Max()) / 2 };
        }

        for (var i = 0; i < _places.Length; i++)
        {
            _places[i] = _places[i] with { Row = leaf - 1 - _places[i].Row }; // leaves were counted from the bottom
        }
    }

    /// <summary>What the numbers are.</summary>
    /// <exception cref="ArgumentNullException">Null; an empty text is none.</exception>
    public string ValueTitle { get; init => field = value ?? throw new ArgumentNullException(nameof(ValueTitle)); } = "probability";

    /// <summary>Digits after the point, 0 to 9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above 9.</exception>
    public int Decimals { get; init => field = Guard.InRange(value, 0, 9, nameof(Decimals)); } = 2;

    // A node in depth-first order; the parent is the place of another, -1 at the root. Rows are counted from the top, in leaves.
    internal readonly record struct Place(DecodingNode Node, int Parent, int Depth, double Row);

    internal IReadOnlyList<Place> Places => _places;

    /// <inheritdoc/>
    public override string ToPlotlyJson()
    {
        var edges = _places.Where(place => place.Parent >= 0).GroupBy(place => place.Node.IsKept).OrderBy(group => group.Key).Select(group => (JsonNode)new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "lines",
            ["x"] = new JsonArray([.. group.SelectMany(place => new JsonNode?[] { place.Depth - 1, place.Depth, null })]),
            ["y"] = new JsonArray([.. group.SelectMany(place => new JsonNode?[] { _places[place.Parent].Row, place.Row, null })]),
            ["line"] = new JsonObject { ["color"] = group.Key ? SeriesStyle.Colours[0].ToString() : "#909090", ["dash"] = group.Key ? "solid" : "dash", ["width"] = group.Key ? 3 : 1 },
            ["hoverinfo"] = "skip",
        });
        var nodes = new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "markers+text",
            ["x"] = PlotlyJson.Numbers(_places.Select(place => (double)place.Depth)),
            ["y"] = PlotlyJson.Numbers(_places.Select(place => place.Row)),
            ["text"] = PlotlyJson.Texts(_places.Select(Name)),
            ["textposition"] = "top center",
            ["cliponaxis"] = false,
            ["marker"] = new JsonObject { ["size"] = 9, ["color"] = new JsonArray([.. _places.Select(place => (JsonNode)(place.Node.IsKept ? SeriesStyle.Colours[0].ToString() : "#909090"))]) },
            ["hoverinfo"] = "text",
        };
        var layout = PlotlyJson.Layout(Title);
        (layout["xaxis"], layout["yaxis"], layout["showlegend"]) = (PlotlyJson.HiddenAxis(), PlotlyJson.HiddenAxis(isReversed: true), false);
        return PlotlyJson.Write([.. edges, nodes], layout);
    }

    /// <inheritdoc/>
    public override string ToText()
    {
        var text = TextTable.Begin(Title);
        foreach (var place in _places)
        {
            text.Append(Invariant.Culture, $"{new string(' ', 2 * place.Depth)}{Name(place)}{(place.Node.IsKept ? "" : "  (given up)")}\n");
        }

        return text.ToString();
    }

    internal override Scene Draw() => new DecodingTreeScene(this).Draw();

    internal string Number(DecodingNode node) => double.IsNaN(node.Value) ? "" : Invariant.Drawn(node.Value, Decimals);

    internal string Name(Place place) => $"{Label.Named(place.Node.Token)} {Number(place.Node).Replace('−', '-')}".TrimEnd();

    private static IEnumerable<Place> Walk(DecodingNode root)
    {
        var (count, open) = (0, new Stack<Place>([new Place(root, -1, 0, 0)]));
        while (open.TryPop(out var place))
        {
            if (place.Node is null || place.Node.Token is null)
            {
                throw new ArgumentException("root: expected nodes with a token, got null", nameof(root));
            }

            if (count == MaxNodes)
            {
                throw new ArgumentException($"root: expected at most {MaxNodes} nodes; show a part of the tree", nameof(root));
            }

            yield return place;
            foreach (var child in place.Node.Children.Reverse())
            {
                open.Push(new Place(child, count, place.Depth + 1, 0));
            }

            count++;
        }
    }
}
