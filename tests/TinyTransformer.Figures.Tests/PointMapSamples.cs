namespace TinyTransformer.Tests;

internal static class PointMapSamples
{
    // Three pairs with arrows, two groups, twice as wide as high.
    internal static PointMap Words() => new(["cat", "cats", "mouse", "mice", "he", "she"], [-2, -1.2, -1.7, -1.0, 1.5, 2.4], [0.1, 0.9, -0.6, 0.3, -0.4, -0.9])
    {
        Title = "Vectors of words, in the plane that holds most of them",
        XTitle = "component 1",
        YTitle = "component 2",
        Groups = ["noun", "noun", "noun", "noun", "pronoun", "pronoun"],
        Arrows = [(0, 1), (2, 3), (4, 5)],
    };

    // A knot of points whose names must move away, or go.
    internal static PointMap Crowded() => new(
        [.. Enumerable.Range(0, 40).Select(i => $"name {i}")],
        [.. Enumerable.Range(0, 40).Select(i => (i + 1) * Math.Cos(i * 2.4) * (i < 20 ? 0.3 : 2))],
        [.. Enumerable.Range(0, 40).Select(i => (i + 1) * Math.Sin(i * 2.4) * (i < 20 ? 0.3 : 2))])
    {
        Title = "A crowd",
    };
}
