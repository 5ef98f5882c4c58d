namespace TinyTransformer.Tests;

internal static class BarsSamples
{
    // The mass is 1: 0.5 + 0.25 + 0.125 + 0.0625, and 12 of 0.0625 / 12.
    internal static Bars NextToken() => new(
        [" cat", " dog", " the", "<pad>", .. Enumerable.Range(0, 12).Select(i => $"rare{i}")],
        (double[])[.125, .5, .25, .0625, .. Enumerable.Repeat(.0625 / 12, 12)])
    {
        Title = "What comes next, top-p 0.8",
        MaxBars = 6,
        Kept = 3,
    };

    internal static Bars Signed() => new(["head 0", "head 1", "head 2", "head 3"], new[] { .8, -1.2, double.NaN, 0 })
    {
        Title = "What a head adds to the logit of “cat”",
        ValueTitle = "logit",
        IsSorted = false,
        Decimals = 2,
    };

    internal static TokenStrip Strip() => new(["The", " cat", " sat", ".\n", "It", "'s", " naïve", ",", " 漢", "字", " 😀", "\t", "!"])
    {
        Title = "A text as tokens",
        Ids = [464, 3797, 3332, 13, 1026, 338, 36163, 11, 11737, 51, 30325, 197, 0],
    };

    internal static TokenStrip Weighted() => new(["the", "cat", "sat"]) { Title = "Where “sat” looks", Weights = [.2483, .5035, .2483] };

    internal static TokenTable Shifted() => new(("the decoder reads", ["<bos>", "le", "chat", "<pad>"]), ("it is to say", ["le", "chat", "<eos>", null]))
    {
        Title = "Shifted right",
        Muted = ["<pad>"],
    };
}
