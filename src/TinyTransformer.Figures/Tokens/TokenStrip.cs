using System.Text.Json.Nodes;

namespace TinyTransformer;

/// <summary>
/// A text as its tokens, one coloured piece each, with their ids below. Spaces at a token's ends, newlines and what cannot be seen are made visible; the
/// strip breaks where it is full and after a newline. With <see cref="Weights"/> the colour is a number's, else it only sets neighbours apart.
/// </summary>
public sealed class TokenStrip : Figure
{
    private const int MaxTokens = 2_000;
    private readonly string[] _tokens;
    private readonly long[]? _ids;
    private readonly Numbers? _weights;

    /// <summary>The tokens, in the order of the text.</summary>
    /// <param name="tokens">1 to 2,000.</param>
    /// <exception cref="ArgumentException">No tokens, or too many.</exception>
    public TokenStrip(IReadOnlyList<string> tokens) => _tokens = Guard.Items(tokens, nameof(tokens), "token", MaxTokens);

    /// <summary>The number of each token in the vocabulary; null: none are shown.</summary>
    /// <exception cref="ArgumentException">Not as many as tokens.</exception>
    public IReadOnlyList<long>? Ids { get => _ids; init => _ids = Guard.SameCount(value, _tokens.Length, nameof(Ids), "token"); }

    /// <summary>A number for each token, on <see cref="Scale"/>, as its share of attention; null: none.</summary>
    /// <exception cref="ArgumentException">Not as many as tokens.</exception>
    public Numbers? Weights
    {
        get => _weights;
        init => _weights = value is null || value.Count == _tokens.Length
            ? value
            : throw new ArgumentException($"Weights: expected {_tokens.Length} numbers, one for each token, got {value.Count}", nameof(Weights));
    }

    /// <summary>The numbers that the colours of <see cref="Weights"/> stand for. One beyond its ends is an ArgumentOutOfRangeException when the figure is rendered.</summary>
    public HeatmapScale Scale { get; init => field = value ?? throw new ArgumentNullException(nameof(Scale)); } = HeatmapScale.Pattern;

    internal IReadOnlyList<string> Tokens => _tokens;

    /// <inheritdoc/>
    public override string ToPlotlyJson()
    {
        _ = Colours();
        var header = new List<string> { "token" };
        var columns = new JsonArray(PlotlyJson.Texts(_tokens.Select(Label.Named)));
        if (_ids is not null)
        {
            header.Add("id");
            columns.Add(new JsonArray([.. _ids.Select(id => (JsonNode)id)]));
        }

        if (_weights is not null)
        {
            header.Add("weight");
            columns.Add(PlotlyJson.Texts(_weights.Select(Invariant.Significant)));
        }

        return PlotlyJson.Write([new JsonObject
        {
            ["type"] = "table",
            ["header"] = new JsonObject { ["values"] = PlotlyJson.Texts(header) },
            ["cells"] = new JsonObject { ["values"] = columns, ["fill"] = new JsonObject { ["color"] = new JsonArray(new JsonArray([.. Colours().Select(c => (JsonNode)c.ToString())])) }, ["font"] = new JsonObject { ["color"] = new JsonArray(new JsonArray([.. Colours().Select(c => (JsonNode)c.TextOn.ToString())])) } },
        }], PlotlyJson.Layout(Title));
    }

    /// <inheritdoc/>
    public override string ToText()
    {
        _ = Colours();
        var text = TextTable.Begin(Title);
        var shown = TextTable.Shown(_tokens.Length);
        TextTable.Write(text, [.. shown.Select(i => i < 0 ? (string[])["…", "", ""] : [Label.Named(_tokens[i]), _ids?[i].ToString(Invariant.Culture) ?? "", _weights is null ? "" : Invariant.Significant(_weights[i])])]);
        return text.Append(shown.Contains(-1) ? $"… left out: {_tokens.Length} tokens in all\n" : "").ToString();
    }

    internal override Scene Draw() => new TokenStripScene(this, Colours()).Draw();

    internal string Hover(int i) =>
        $"{Label.Named(_tokens[i])}{(_ids is null ? "" : $", id {_ids[i].ToString(Invariant.Culture)}")}{(_weights is null ? "" : $": {Invariant.Significant(_weights[i])}")}";

    private Rgb[] Colours()
    {
        if (_weights is null)
        {
            return [.. _tokens.Select((_, i) => TokenStripScene.Tints[i % TokenStripScene.Tints.Count])];
        }

        var (low, high) = Scale.Ends(_weights.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max());
        return [.. _weights.Select((weight, i) => !double.IsFinite(weight) ? HeatmapScene.NotFinite
            : weight < low - 1e-6 * high || weight > high * (1 + 1e-6)
                ? throw new ArgumentOutOfRangeException(nameof(Weights), $"Weights[{i}]: expected {Invariant.Full(low)} to {Invariant.Full(high)}, got {Invariant.Full(weight)}; for numbers of either sign use Scale = HeatmapScale.Signed")
                : Scale.Colours.At((weight - low) / (high - low)))];
    }
}
