using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class ShowIntegersTests
{
    [Fact]
    public void Integers_OfIdsOrFloats_HaveNoDecimals()
    {
        string[] expected = ["row \\ column  a   b", "the           1  12", "cat           0  -3"];
        foreach (var matrix in new[] { tensor(new long[,] { { 1, 12 }, { 0, -3 } }), tensor(new float[,] { { 1, 12 }, { 0, -3 } }) })
        {
            Assert.Equal(expected, Show.Integers(matrix, ["the", "cat"], ["a", "b"]).ToText().Replace('−', '-').Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public void Integers_OfAVector_SaysToChooseAMatrix() =>
        Assert.Contains("matrix: expected", Assert.Throws<ArgumentException>(() => Show.Integers(zeros(3))).Message);
}
