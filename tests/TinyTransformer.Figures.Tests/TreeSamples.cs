namespace TinyTransformer.Tests;

internal static class TreeSamples
{
    internal static AttentionArcs Arcs() => new(CompositionSamples.Patterns(2, 3, 6)[1][2])
    {
        Title = "Where “sat” looks",
        QueryLabels = ["the", "cat", "sat", "on", "the", "mat"],
        KeyLabels = ["the", "cat", "sat", "on", "the", "mat"],
        Mask = Samples.Triangle(6),
        Focus = 2,
        Threshold = 0.1,
    };

    // Beam search, two beams: "a cat sat" wins with 0.4 · 0.9 · 0.5 although "the" began better.
    internal static DecodingTree Beams() => new(new DecodingNode("<bos>", double.NaN)
    {
        Children =
        [
            new DecodingNode("the", .5)
            {
                Children = [new DecodingNode(" dog", .2) { Children = [new DecodingNode(" ran", .09) { IsKept = false }] }, new DecodingNode(" end", .05) { IsKept = false }],
            },
            new DecodingNode("a", .4) { Children = [new DecodingNode(" cat", .36) { Children = [new DecodingNode(" sat", .18)] }, new DecodingNode(" 漢字", .04) { IsKept = false }] },
            new DecodingNode("\n", .1) { IsKept = false },
        ],
    })
    {
        Title = "Beam search with two beams",
        ValueTitle = "probability of the sequence",
    };

    internal static ShapeFlow Flow() => new(
        new ShapeStep("token ids", 2, 5) { Axes = "B T" },
        new ShapeStep("embedding", 2, 5, 64) { Axes = "B T D", Note = "6,400 parameters" },
        new ShapeStep("block 0", 2, 5, 64) { Axes = "B T D" },
        new ShapeStep("queries by head", 2, 4, 5, 16) { Axes = "B H T Dh", Depth = 1 },
        new ShapeStep("scores", 2, 4, 5, 5) { Axes = "B H T S", Depth = 1 },
        new ShapeStep("output", 2, 5, 64) { Axes = "B T D", Depth = 1 },
        new ShapeStep("logits", 2, 5, 100) { Axes = "B T V", Note = "tied to the embedding" })
    {
        Title = "A forward pass",
    };

    internal static ParameterTreeMap Parameters() => new([
        ("embedding.weight", 6400), ("position.weight", 1024),
        .. Enumerable.Range(0, 2).SelectMany(i => new (string, long)[]
        {
            ($"blocks.{i}.attention.w_qkv.weight", 12288), ($"blocks.{i}.attention.w_o.weight", 4096), ($"blocks.{i}.feed_forward.up.weight", 16384),
            ($"blocks.{i}.feed_forward.down.weight", 16384), ($"blocks.{i}.norm.weight", 128),
        }),
        ("norm.weight", 128), ("unused", 0)])
    {
        Title = "Parameters of a tiny GPT",
    };

    internal static Frames Temperatures() => new([.. new[] { .5, 1, 2 }.Select(Next)]) { Title = "The temperature flattens", Labels = ["temperature 0.5", "temperature 1", "temperature 2"] };

    private static Bars Next(double temperature)
    {
        var weights = new[] { 2.0, 1, 0 }.Select(logit => Math.Exp(logit / temperature)).ToArray();
        return new Bars(["cat", "dog", "the"], [.. weights.Select(weight => weight / weights.Sum())]) { Limit = 1 };
    }
}
