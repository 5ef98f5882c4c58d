namespace TinyTransformer.Tests;

// The figures that the tests draw. Asymmetric on purpose: a swapped axis shows.
internal static class Samples
{
    /// <summary>Those whose renderings are approved, by the names of their files.</summary>
    internal static readonly IReadOnlyDictionary<string, Func<Figure>> Named = new Dictionary<string, Func<Figure>>
    {
        ["pattern"] = Pattern,
        ["causal"] = Causal,
        ["scores"] = Scores,
        ["slanted"] = Slanted,
        ["mask"] = Compact,
        ["curves"] = CurvesSamples.Losses,
        ["curves-broken"] = CurvesSamples.Broken,
        ["bars"] = BarsSamples.NextToken,
        ["bars-signed"] = BarsSamples.Signed,
        ["tokens"] = BarsSamples.Strip,
        ["tokens-weighted"] = BarsSamples.Weighted,
        ["token-table"] = BarsSamples.Shifted,
        ["matrix-chain"] = CompositionSamples.Attention,
        ["small-multiples"] = CompositionSamples.Multiples,
        ["head-grid"] = CompositionSamples.Heads,
        ["arcs"] = TreeSamples.Arcs,
        ["decoding-tree"] = TreeSamples.Beams,
        ["shape-flow"] = TreeSamples.Flow,
        ["tree-map"] = TreeSamples.Parameters,
        ["frames"] = TreeSamples.Temperatures,
        ["point-map"] = PointMapSamples.Words,
        ["point-map-crowded"] = PointMapSamples.Crowded,
    };

    internal static readonly string[] Tokens = ["the", "cat", "sat"];

    internal static Heatmap Pattern() => new(new[,] { { .4011, .4011, .1978 }, { .1978, .4011, .4011 }, { .2483, .5035, .2483 } })
    {
        Title = "Attention of “the cat sat”",
        RowLabels = Tokens,
        ColumnLabels = Tokens,
    };

    // "sat" attends to "the" with a true zero; above the diagonal all is masked.
    internal static Heatmap Causal() => new(new double[,] { { 1, 0, 0 }, { .25, .75, 0 }, { 0, .9, .1 } })
    {
        Title = "Causal attention",
        RowLabels = Tokens,
        ColumnLabels = Tokens,
        Mask = Triangle(3),
    };

    // Yes and no alone: small cells, no numbers, no bar.
    internal static Heatmap Compact() => new(new double[,] { { 1, 1, 1 }, { 1, 1, 1 } })
    {
        Title = "Padding",
        RowLabels = ["the", "<pad>"],
        ColumnLabels = ["the", "cat", "<pad>"],
        Mask = new[,] { { false, false, true }, { false, false, true } },
        MaskedTitle = "not looked at",
        ShowValues = false,
        ShowScale = false,
        CellSize = 24,
        Decimals = 0,
    };

    internal static Heatmap Scores() => new(new[,] { { 1.5, double.NegativeInfinity }, { -2, 0 } })
    {
        Title = "Scores",
        RowLabels = ["a", "b"],
        ColumnLabels = ["c", "d"],
        Scale = HeatmapScale.Signed,
    };

    // Labels that must be slanted and cut, a title of two lines, an undefined number.
    internal static Heatmap Slanted() => new(new[,] { { 0.5, double.NaN, 0.25 }, { 0.125, 0, 1 } })
    {
        Title = "Long labels are slanted, longer ones are cut; a number that is none is named",
        RowLabels = ["naïve", "漢字 and 😀"],
        ColumnLabels = ["internationalization of tokens", " of\n", "<pad>"],
        Decimals = 3,
    };

    // Rows r1 and r2, columns c1 to c3: 0.12 is row 1, column 2.
    internal static Heatmap Rectangle() => new(new[,] { { .11, .12, .13 }, { .21, .22, .23 } })
    {
        RowLabels = ["r1", "r2"],
        ColumnLabels = ["c1", "c2", "c3"],
    };

    internal static readonly string[] Awkward =
        ["😀", "漢字", "a\nb", "\"q\"", "<pad>&amp;", " cat", "", "\ud83d", "the", "the", "\u0000\u001b\u202e\uffff", new string('x', 300)];

    internal static Heatmap AwkwardLabels() => new(new double[Awkward.Length, Awkward.Length])
    {
        Title = "\ud83d <&\"> \u0000",
        RowLabels = Awkward,
        ColumnLabels = Awkward,
        RowTitle = "<q>",
        ColumnTitle = "&k",
    };

    internal static Heatmap Random(int rows, int columns)
    {
        var random = new Random(1);
        var values = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                values[i, j] = random.NextDouble();
            }
        }

        return new Heatmap(values);
    }

    internal static bool[,] Triangle(int size)
    {
        var mask = new bool[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = i + 1; j < size; j++)
            {
                mask[i, j] = true;
            }
        }

        return mask;
    }
}
