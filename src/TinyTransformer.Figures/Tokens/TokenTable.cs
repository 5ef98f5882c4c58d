using System.Text.Json.Nodes;

namespace TinyTransformer;

/// <summary>
/// Rows of tokens below each other, a column for each position, as what a model reads above what it is to say. Equal tokens have one colour, so that
/// a row that is another one moved looks moved.
/// </summary>
public sealed class TokenTable : Figure
{
    private const int MaxRows = 32, MaxColumns = 64;
    private readonly (string Name, string?[] Tokens)[] _rows;

    /// <summary>The rows, from the top.</summary>
    /// <param name="rows">1 to 32 rows: a name, and up to 64 tokens, the same number in each. Null is a cell in which nothing stands.</param>
    /// <exception cref="ArgumentException">No rows, too many rows or tokens, or rows of several lengths.</exception>
    public TokenTable(params IReadOnlyList<(string Name, IReadOnlyList<string?> Tokens)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Guard.InRange(rows.Count, 1, MaxRows, "rows.Count");
        for (var i = 0; i < rows.Count; i++)
        {
            ArgumentNullException.ThrowIfNull(rows[i].Name, $"rows[{i}].Name");
            ArgumentNullException.ThrowIfNull(rows[i].Tokens, $"rows[{i}].Tokens");
            Guard.InRange(rows[i].Tokens.Count, 1, MaxColumns, $"rows[{i}].Tokens.Count");
            if (rows[i].Tokens.Count != rows[0].Tokens.Count)
            {
                throw new ArgumentException($"rows[{i}]: expected {rows[0].Tokens.Count} tokens as in rows[0], got {rows[i].Tokens.Count}", nameof(rows));
            }
        }

        _rows = [.. rows.Select(row => (row.Name, (string?[])[.. row.Tokens]))];
    }

    /// <summary>Tokens that are drawn grey, since they do not count, as padding.</summary>
    public IReadOnlyList<string> Muted { get; init => field = [.. value ?? throw new ArgumentNullException(nameof(Muted))]; } = [];

    internal IReadOnlyList<(string Name, string?[] Tokens)> Rows => _rows;

    internal int Columns => _rows[0].Tokens.Length;

    /// <inheritdoc/>
    public override string ToPlotlyJson()
    {
        var header = Enumerable.Range(0, Columns).Select(i => i.ToString(Invariant.Culture)).Prepend("position");
        var columns = Enumerable.Range(0, Columns).Select(i => (JsonNode)PlotlyJson.Texts(_rows.Select(row => Shown(row.Tokens[i]))));
        return PlotlyJson.Write([new JsonObject
        {
            ["type"] = "table",
            ["header"] = new JsonObject { ["values"] = PlotlyJson.Texts(header) },
            ["cells"] = new JsonObject { ["values"] = new JsonArray([PlotlyJson.Texts(_rows.Select(row => row.Name)), .. columns]) },
        }], PlotlyJson.Layout(Title));
    }

    /// <inheritdoc/>
    public override string ToText()
    {
        var shown = TextTable.Shown(Columns);
        var text = TextTable.Begin(Title);
        TextTable.Write(text, [["position", .. shown.Select(i => i < 0 ? "…" : i.ToString(Invariant.Culture))],
            .. _rows.Select(row => (string[])[TextTable.Cut(row.Name, 40), .. shown.Select(i => i < 0 ? "…" : TextTable.Cut(Shown(row.Tokens[i])))])]);
        return text.Append(shown.Contains(-1) ? $"… left out: {Columns} positions in all\n" : "").ToString();
    }

    internal override Scene Draw() => new TokenTableScene(this).Draw();

    internal static string Shown(string? token) => token is null ? "" : Label.Named(token);
}
