namespace TinyTransformer.Tests;

internal static class CompositionSamples
{
    // Attention of three tokens with d = 2: q·kᵀ, over √2, causal mask, softmax, ·v.
    internal static MatrixChain Attention()
    {
        double[,] scores = { { 1, 1, 0 }, { 0, 1, 1 }, { 1, 2, 1 } };
        double[,] pattern = { { 1, 0, 0 }, { .3302, .6698, 0 }, { .2483, .5035, .2483 } };
        return new MatrixChain(Signed("Q", new double[,] { { 1, 0 }, { 0, 1 }, { 1, 1 } }))
        {
            Title = "softmax(QKᵀ / √d) · V, each step",
        }
            .With("·", new Heatmap(new double[,] { { 1, 1, 0 }, { 0, 1, 1 } }) { Title = "Kᵀ", ColumnLabels = Samples.Tokens, Scale = HeatmapScale.Signed })
            .With("=", Square("scores", scores))
            .Then("÷ √2", Square("scaled", Map(scores, value => value / Math.Sqrt(2))))
            .Then("mask", new Heatmap(Map(scores, value => value / Math.Sqrt(2))) { Title = "masked", RowLabels = Samples.Tokens, ColumnLabels = Samples.Tokens, Mask = Samples.Triangle(3), Scale = HeatmapScale.Signed })
            .Then("softmax", new Heatmap(pattern) { Title = "pattern", RowLabels = Samples.Tokens, ColumnLabels = Samples.Tokens, Mask = Samples.Triangle(3) })
            .With("·", Signed("V", new double[,] { { 1, 0 }, { 0, 2 }, { 1, 1 } }))
            .With("=", Signed("output", new[,] { { 1, 0 }, { .3302, 1.3396 }, { .4966, 1.2553 } }));

        static Heatmap Square(string title, double[,] values) =>
            new(values) { Title = title, RowLabels = Samples.Tokens, ColumnLabels = Samples.Tokens, Scale = HeatmapScale.Signed };
    }

    internal static SmallMultiples Multiples() => new(
        [.. new[] { (0.1, "0.1"), (0.01, "0.01"), (0.001, "0.001") }.Select(((double Rate, string Name) run) => new Curves(new Curve("train", [.. Enumerable.Range(0, 30).Select(i => 1 + 3 * Math.Exp(-i * run.Rate * 3))])) { Title = $"rate {run.Name}", YTitle = "loss", YRange = (0, 4) })])
    {
        Title = "Three learning rates",
    };

    internal static HeadGrid Heads() => new(Patterns(2, 4, 6))
    {
        Title = "What each head looks at",
        RowLabels = ["the", "cat", "sat", "on", "the", "mat"],
        ColumnLabels = ["the", "cat", "sat", "on", "the", "mat"],
        Mask = Samples.Triangle(6),
        Enlarged = (1, 2),
    };

    // Head h of layer l looks (l + h) places back, the more sharply the later the layer; above the diagonal it looks nowhere.
    internal static double[][][,] Patterns(int layers, int heads, int size) =>
        [.. Enumerable.Range(0, layers).Select(l => (double[][,])[.. Enumerable.Range(0, heads).Select(h => Pattern(l, h, size))])];

    private static double[,] Pattern(int layer, int head, int size)
    {
        var pattern = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            var weights = Enumerable.Range(0, i + 1).Select(j => 1.0 / (1 + (layer + 1) * Math.Abs(i - j - layer - head))).ToArray();
            for (var j = 0; j <= i; j++)
            {
                pattern[i, j] = weights[j] / weights.Sum();
            }
        }

        return pattern;
    }

    private static Heatmap Signed(string title, double[,] values) => new(values) { Title = title, Scale = HeatmapScale.Signed };

    private static double[,] Map(double[,] values, Func<double, double> map)
    {
        var mapped = (double[,])values.Clone();
        for (var i = 0; i < mapped.Length; i++)
        {
            mapped[i / mapped.GetLength(1), i % mapped.GetLength(1)] = map(mapped[i / mapped.GetLength(1), i % mapped.GetLength(1)]);
        }

        return mapped;
    }
}
