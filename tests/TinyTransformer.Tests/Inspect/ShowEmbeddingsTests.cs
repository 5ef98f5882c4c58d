using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class ShowEmbeddingsTests
{
    [Fact]
    public void Points_OfTwoColumns_AreXAndY()
    {
        var map = Show.Points(tensor(new float[,] { { 1, 2 }, { 3, -4 } }), ["cat", "cats"], "words", arrows: [(0, 1)]);
        Assert.Equal(["words", "point  component 1  component 2", "cat          1.000        2.000", "cats         3.000       -4.000", "cat → cats", ""], map.ToText().Split('\n'));
    }

    [Fact]
    public void Points_OfThreeColumns_SayWhatWasExpected() =>
        Assert.Equal("points: expected (n, 2), got (1, 3)", Assert.Throws<ArgumentException>(() => Show.Points(zeros(1, 3), ["a"])).Message);
}
