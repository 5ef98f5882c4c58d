using System.Text.Json.Nodes;

namespace TinyTransformer;

/// <summary>
/// Where a model's parameters are: each field is as large as its share of the whole. Names are paths with points, as in a state dict, and the parts of one
/// group lie together: <c>decoder.0.attention.w_q.weight</c> lies in the group <c>decoder</c>, field <c>0.attention</c>.
/// </summary>
public sealed class ParameterTreeMap : Figure
{
    private const int MaxParameters = 20_000;
    private const int MaxName = 40; // columns
    private readonly (string Name, long Count)[] _parameters;

    /// <summary>The counts by name.</summary>
    /// <param name="parameters">1 to 20,000 names with their numbers of elements, at least 0 each and above 0 in all.</param>
    /// <exception cref="ArgumentException">No parameters, a null name, a count below 0, or nothing but zeros.</exception>
    public ParameterTreeMap(params IReadOnlyList<(string Name, long Count)> parameters)
    {
        _parameters = Guard.Items(parameters, nameof(parameters), "parameter", MaxParameters);
        for (var i = 0; i < _parameters.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(_parameters[i].Name, $"parameters[{i}].Name");
            if (_parameters[i].Count < 0)
            {
                throw new ArgumentException($"parameters[{i}].Count: expected at least 0, got {_parameters[i].Count.ToString(Invariant.Culture)}", nameof(parameters));
            }
        }

        Total = _parameters.Sum(parameter => parameter.Count);
        if (Total == 0)
        {
            throw new ArgumentException("parameters: expected at least one count above 0, got none", nameof(parameters));
        }
    }

    /// <summary>How many parts of the path after the first one name a field: 0 to 8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0 or above 8.</exception>
    public int Depth { get; init => field = Guard.InRange(value, 0, 8, nameof(Depth)); } = 2;

    /// <summary>All parameters.</summary>
    public long Total { get; }

    // A group and its fields, the largest first.
    internal sealed record Group(string Name, long Count, IReadOnlyList<(string Name, long Count)> Fields);

    /// <inheritdoc/>
    public override string ToPlotlyJson()
    {
        var all = new List<(string Id, string Label, string Parent, long Count)>();
        foreach (var group in Groups())
        {
            all.Add((group.Name, group.Name, "", group.Count));
            all.AddRange(group.Fields.Where(field => field.Name.Length > 0).Select(field => ($"{group.Name}.{field.Name}", field.Name, group.Name, field.Count)));
        }

        return PlotlyJson.Write([new JsonObject
        {
            ["type"] = "treemap",
            ["branchvalues"] = "total",
            ["ids"] = PlotlyJson.Texts(all.Select(field => field.Id)),
            ["labels"] = PlotlyJson.Texts(all.Select(field => field.Label)),
            ["parents"] = PlotlyJson.Texts(all.Select(field => field.Parent)),
            ["values"] = new JsonArray([.. all.Select(field => (JsonNode)field.Count)]),
            ["textinfo"] = "label+value+percent root",
        }], PlotlyJson.Layout(Title));
    }

    /// <inheritdoc/>
    public override string ToText()
    {
        var text = TextTable.Begin(Title);
        string[][] table = [.. Groups().SelectMany(group => group.Fields.Where(field => field.Name.Length > 0).Select(field => Line("  " + TextTable.Cut(field.Name, MaxName), field.Count)).Prepend(Line(TextTable.Cut(group.Name, MaxName), group.Count)))];
        var shown = TextTable.Shown(table.Length);
        TextTable.Write(text, [.. shown.Select(i => i < 0 ? ["…", "", ""] : table[i]), Line("all", Total)]);
        return text.Append(shown.Contains(-1) ? $"… left out: {table.Length} lines in all\n" : "").ToString();

        string[] Line(string name, long count) => [name, Number(count), Share(count)];
    }

    internal override Scene Draw() => new ParameterTreeMapScene(this).Draw();

    internal IReadOnlyList<Group> Groups() => [..
        from parameter in _parameters
        let parts = parameter.Name.Split('.')
        group (Field: string.Join('.', parts.Skip(1).Take(Depth)), parameter.Count) by parts[0] into grouped
        let count = grouped.Sum(field => field.Count)
        where count > 0
        orderby count descending
        select new Group(grouped.Key, count, [..
            from field in grouped
            group field.Count by field.Field into fields
            where fields.Sum() > 0
            orderby fields.Sum() descending
            select (fields.Key, fields.Sum())])];

    internal static string Number(long count) => count.ToString("#,0", Invariant.Culture);

    internal string Share(long count) => Invariant.Fixed(100.0 * count / Total, 1) + " %";
}
