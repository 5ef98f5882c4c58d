namespace TinyTransformer.Tests;

public class DataSplitTests
{
    private static readonly IReadOnlyList<Story> s_fables = Story.ReadAll(Repository.PathOf("data", "fables", "part-1.txt"), Repository.PathOf("data", "fables", "part-2.txt"));

    [Fact]
    public void ByKey_TheFables_NoStoryOnBothSidesAndNoneLost()
    {
        var split = DataSplit.ByKey(s_fables, story => story.Title, 0.1, seed: 1);
        Assert.Empty(split.Train.Select(story => story.Title).Intersect(split.Validation.Select(story => story.Title)));
        Assert.Equal(s_fables.ToHashSet(), split.Train.Concat(split.Validation).ToHashSet());
        Assert.Equal(Math.Round(s_fables.DistinctBy(story => story.Title).Count() * 0.1), split.Validation.Count);
    }

    [Fact]
    public void ByKey_ItemsWithOneKey_StayTogether()
    {
        var pieces = Enumerable.Range(0, 200).Select(i => (Document: $"d{i % 20}", Piece: i)).ToList();
        var split = DataSplit.ByKey(pieces, piece => piece.Document, 0.3, seed: 5);
        Assert.Empty(split.Train.Select(piece => piece.Document).Intersect(split.Validation.Select(piece => piece.Document)));
        Assert.Equal(60, split.Validation.Count);
    }

    [Fact]
    public void ByKey_AnotherOrderOfTheItems_IsTheSameSplit()
    {
        var split = DataSplit.ByKey(s_fables, story => story.Text, 0.1, seed: 1);
        var reversed = DataSplit.ByKey(s_fables.Reverse(), story => story.Text, 0.1, seed: 1);
        Assert.Equal(split.Validation.ToHashSet(), reversed.Validation.ToHashSet());
        Assert.NotEqual(split.Validation.ToHashSet(), DataSplit.ByKey(s_fables, story => story.Text, 0.1, seed: 2).Validation.ToHashSet());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void ByKey_AShareOutOfRange_IsRefused(double share) =>
        Assert.Contains("validationShare: expected 0 < share < 1", Assert.Throws<ArgumentException>(() => DataSplit.ByKey(["a", "b"], text => text, share, 1)).Message);

    [Fact]
    public void ByKey_OneKey_CannotBeSplit() =>
        Assert.Contains("items: expected at least two with different keys, got 1", Assert.Throws<ArgumentException>(() => DataSplit.ByKey(["a", "a"], text => text, 0.5, 1)).Message);
}
