namespace TinyTransformer;

/// <summary>
/// The attention patterns of all heads at once: a line for each layer, a small map for each head, and one of them enlarged with its labels. In each map
/// rows are queries and columns are keys; masked cells are grey.
/// </summary>
public sealed class HeadGrid : Figure
{
    private const int MaxLayers = 48, MaxHeads = 32, MaxPlotlyCells = 4096;
    private readonly Heatmap[][] _heads;

    /// <summary>The maps of patterns[layer][head].</summary>
    /// <param name="patterns">1 to 48 layers of 1 to 32 heads each, all of one shape (queries, keys).</param>
    /// <exception cref="ArgumentException">No layer, a layer without heads, too many of either, or maps of several shapes.</exception>
    public HeadGrid(IReadOnlyList<IReadOnlyList<float[,]>> patterns) => _heads = Checked(patterns, map => new Heatmap(map));

    /// <inheritdoc cref="HeadGrid(IReadOnlyList{IReadOnlyList{float[,]}})"/>
    public HeadGrid(IReadOnlyList<IReadOnlyList<double[,]>> patterns) => _heads = Checked(patterns, map => new Heatmap(map));

    /// <summary>Which head is enlarged, both counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such layer, or no such head in it.</exception>
    public (int Layer, int Head) Enlarged
    {
        get;
        init => field = (Guard.InRange(value.Layer, 0, _heads.Length - 1, "Enlarged.Layer"), Guard.InRange(value.Head, 0, _heads[value.Layer].Length - 1, "Enlarged.Head"));
    }

    /// <summary>One label for each query; null: its number. Another count is an ArgumentException when the figure is rendered.</summary>
    public IReadOnlyList<string>? RowLabels { get; init => field = value is null ? null : [.. value]; }

    /// <summary>One label for each key; null: its number.</summary>
    public IReadOnlyList<string>? ColumnLabels { get; init => field = value is null ? null : [.. value]; }

    /// <summary>(queries, keys), for all heads; true where the query may not look at the key.</summary>
    public bool[,]? Mask { get; init => field = (bool[,]?)value?.Clone(); }

    /// <summary>The numbers that the colours of all maps stand for.</summary>
    public HeatmapScale Scale { get; init => field = value ?? throw new ArgumentNullException(nameof(Scale)); } = HeatmapScale.Pattern;

    internal IReadOnlyList<IReadOnlyList<Heatmap>> Heads => [.. _heads.Select((layer, l) => (Heatmap[])[.. layer.Select((_, h) => Head(l, h))])];

    /// <summary>As <see cref="Figure.ToPlotlyJson"/>; of more than 4,096 cells in all, the enlarged head alone.</summary>
    public override string ToPlotlyJson() => _heads.Sum(layer => layer.Length) * _heads[0][0].Rows * _heads[0][0].Columns > MaxPlotlyCells
        ? Head(Enlarged.Layer, Enlarged.Head).ToPlotlyJson()
        : PlotlyGrid.Write(Title, [.. _heads.SelectMany((layer, l) => layer.Select((_, h) => (Thumb(l, h) as Figure, Name(l, h))))], _heads.Max(layer => layer.Length));

    /// <inheritdoc/>
    public override string ToText()
    {
        var text = TextTable.Begin(Title).Append("each row's largest number, on average\n");
        var heads = _heads.Max(layer => layer.Length);
        TextTable.Write(text, [["", .. Enumerable.Range(0, heads).Select(h => $"head {h}")],
            .. _heads.Select((layer, l) => (string[])[$"layer {l}", .. Enumerable.Range(0, heads).Select(h => h < layer.Length ? Invariant.Fixed(Head(l, h).MeanOfRowsLargest(), 2) : "")])]);
        return text.Append(Head(Enlarged.Layer, Enlarged.Head).ToText()).ToString();
    }

    internal override Scene Draw() => new HeadGridScene(this).Draw();

    internal static string Name(int layer, int head) => $"layer {layer}, head {head}";

    // Colours and masks without labels: a thumbnail has no room for them.
    private Heatmap Thumb(int layer, int head) => new(_heads[layer][head].Rounded()) { Mask = Mask, Scale = Scale, ShowValues = false, RowTitle = "", ColumnTitle = "" };

    internal Heatmap Head(int layer, int head, int? cellSize = null) =>
        new(_heads[layer][head]) { Title = Name(layer, head), RowLabels = RowLabels, ColumnLabels = ColumnLabels, Mask = Mask, Scale = Scale, CellSize = cellSize };

    private static Heatmap[][] Checked<T>(IReadOnlyList<IReadOnlyList<T>> patterns, Func<T, Heatmap> make)
    {
        var layers = Guard.Items(patterns, nameof(patterns), "layer", MaxLayers);
        var heads = layers.Select((layer, l) => Guard.Items(layer, $"patterns[{l}]", "head", MaxHeads).Select(make).ToArray()).ToArray();
        var first = heads[0][0];
        for (var l = 0; l < heads.Length; l++)
        {
            for (var h = 0; h < heads[l].Length; h++)
            {
                if ((heads[l][h].Rows, heads[l][h].Columns) != (first.Rows, first.Columns))
                {
                    throw new ArgumentException($"patterns[{l}][{h}]: expected ({first.Rows}, {first.Columns}) as in patterns[0][0], got ({heads[l][h].Rows}, {heads[l][h].Columns})", nameof(patterns));
                }
            }
        }

        return heads;
    }
}
