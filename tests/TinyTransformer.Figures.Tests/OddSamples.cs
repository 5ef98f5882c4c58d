namespace TinyTransformer.Tests;

// Figures at the edges of what they take: one element, many, long and foreign labels, numbers below zero.
internal static class OddSamples
{
    internal static readonly IReadOnlyDictionary<string, Func<Figure>> Named = new Dictionary<string, Func<Figure>>
    {
        ["odd-curves-one-point"] = () => new Curves(new Curve("", [3.5])),
        ["odd-curves-thousand"] = () => new Curves(Enumerable.Range(0, 6).Select(s => new Curve(Samples.Awkward[s], [.. Enumerable.Range(0, 1000).Select(i => Math.Sin(i / 90.0 + s) * (s + 1))])).ToArray()) { YTitle = "y" },
        ["odd-curves-twenty"] = () => new Curves(Enumerable.Range(0, 20).Select(s => new Curve($"learning rate {s}", [s, 1, -s / 2.0])).ToArray()) { Title = new string('w', 200) + " two words" },
        ["odd-curves-not-a-number"] = () => new Curves(new Curve("x", [double.NaN, double.NaN])),
        ["odd-curves-large"] = () => new Curves(new Curve("large", new double[] { 1, 10, 1e5 }, new[] { -2e6, 0, 3.5e6 })) { XScale = AxisScale.Log, XTitle = "tokens" },
        ["odd-curves-small"] = () => new Curves(new Curve("small", [1e-7, 2e-7, 1.5e-7])) { YTitle = "difference" },
        ["odd-bars-one"] = () => new Bars(["only"], [1.0]),
        ["odd-bars-zero"] = () => new Bars(["a", "b"], [0.0, 0.0]) { Kept = 1 },
        ["odd-bars-awkward"] = () => new Bars(Samples.Awkward, [.. Samples.Awkward.Select((_, i) => 1e6 / (i + 1))]) { ValueTitle = "parameters", Decimals = 0, MaxBars = 64 },
        ["odd-bars-vocabulary"] = () => new Bars([.. Enumerable.Range(0, 50_257).Select(i => $"token {i}")], [.. Enumerable.Range(0, 50_257).Select(i => 1.0 / 50_257)]) { Kept = 40_000 },
        ["odd-tokens-awkward"] = () => new TokenStrip(Samples.Awkward) { Ids = [.. Enumerable.Range(0, Samples.Awkward.Length).Select(i => (long)i * 12345)], Title = "Awkward tokens" },
        ["odd-tokens-many"] = () => new TokenStrip([.. Enumerable.Range(0, 64).Select(i => i % 3 == 0 ? " word" : i % 7 == 0 ? "\n" : "x")]),
        ["odd-tokens-signed"] = () => new TokenStrip(["a", "b", "c"]) { Weights = [-1, 0.5, double.NaN], Scale = HeatmapScale.Signed },
        ["odd-table-one"] = () => new TokenTable(("", [""])),
        ["odd-table-awkward"] = () => new TokenTable((Samples.Awkward[^1], Samples.Awkward), ("again", [.. Samples.Awkward.Reverse()])) { Title = Samples.Awkward[^1] },
        ["odd-table-wide"] = () => new TokenTable(("numbers", [.. Enumerable.Range(0, 64).Select(i => $"{i}")])),
        ["odd-chain-one"] = () => new MatrixChain(new Heatmap(new[,] { { 1.0 } })),
        ["odd-chain-big"] = () => new MatrixChain(Samples.Random(20, 20)).Then("a long operation, named in full", Samples.Random(3, 20)).With("=", Samples.AwkwardLabels()),
        ["odd-heads-large"] = () => new HeadGrid(CompositionSamples.Patterns(12, 12, 20)),
        ["odd-heads-one"] = () => new HeadGrid(CompositionSamples.Patterns(1, 1, 1)) { Title = "One head" },
        ["odd-heads-wide"] = () => new HeadGrid(CompositionSamples.Patterns(6, 8, 64)) { Title = "64 tokens", Mask = Samples.Triangle(64) },
        ["odd-multiples-mixed"] = () => new SmallMultiples(Samples.Pattern(), CurvesSamples.Losses(), BarsSamples.NextToken(), BarsSamples.Strip()) { Title = "Mixed" },
        ["odd-arcs-one"] = () => new AttentionArcs(new[,] { { 1.0 } }),
        ["odd-arcs-64"] = () => new AttentionArcs(CompositionSamples.Patterns(1, 1, 64)[0][0]) { Title = "64 tokens" },
        ["odd-arcs-awkward"] = () => new AttentionArcs(CompositionSamples.Patterns(1, 1, 12)[0][0]) { QueryLabels = Samples.Awkward, KeyLabels = Samples.Awkward },
        ["odd-tree-one"] = () => new DecodingTree(new DecodingNode("", 1)),
        ["odd-tree-awkward"] = () => new DecodingTree(new DecodingNode("prompt", double.NaN) { Children = [.. Samples.Awkward.Select((token, i) => new DecodingNode(token, -i))] }),
        ["odd-flow-awkward"] = () => new ShapeFlow([.. Samples.Awkward.Select((name, i) => new ShapeStep(name, [.. Enumerable.Range(0, i % 9).Select(d => 10L << d)]) { Depth = i % 4, Note = name })]),
        ["odd-map-one"] = () => new ParameterTreeMap(("weight", 7)),
        ["odd-map-many"] = () => new ParameterTreeMap([.. Enumerable.Range(0, 400).Select(i => ($"{Samples.Awkward[i % 12]}.{i % 50}.weight", 1L + i * i))]) { Title = "Many" },
        ["odd-points-one"] = () => new PointMap([""], [3.5], [-2]),
        ["odd-points-same-place"] = () => new PointMap(["a", "b", "c"], [1, 1, 1], [1, 1, 1]) { Arrows = [(0, 1), (1, 1)] },
        ["odd-points-line"] = () => new PointMap(["low", "high"], [0, 0], [-1e-7, 2e-7]) { YTitle = "difference" },
        ["odd-points-large"] = () => new PointMap(["near", "far"], [0, 4e6], [0, 2]) { XTitle = "tokens" },
        ["odd-points-awkward"] = () => new PointMap(Samples.Awkward, [.. Samples.Awkward.Select((_, i) => Math.Sin(i))], [.. Samples.Awkward.Select((_, i) => Math.Cos(i * 2))]) { Groups = [.. Samples.Awkward.Select((label, i) => Samples.Awkward[i % 5])], Title = "Awkward" },
        ["odd-points-many"] = () => new PointMap([.. Enumerable.Range(0, 400).Select(i => $"word {i}")], [.. Enumerable.Range(0, 400).Select(i => Math.Sqrt(i) * Math.Cos(i * 2.4))], [.. Enumerable.Range(0, 400).Select(i => Math.Sqrt(i) * Math.Sin(i * 2.4))]),
        ["odd-points-multiples"] = () => new SmallMultiples(PointMapSamples.Words(), PointMapSamples.Crowded()) { Title = "Two maps" },
        ["odd-frames-many"] = () => new Frames([.. Enumerable.Range(0, 40).Select(i => Samples.Random(3, 3))]) { Title = "Forty" },
    };
}
