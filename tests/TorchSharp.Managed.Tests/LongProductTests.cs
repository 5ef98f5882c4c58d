// Products over many k: the blocks in which they are added are part of the definition, keep the error small, and keep the working memory small.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests;

[Collection(nameof(DefaultGenerator))]
public class LongProductTests
{
    [Theory]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1300)]
    public void MatMul_OverManyK_GivesTheBitsOfTheLoops(int k)
    {
        manual_seed(k);
        Tensor a = randn(7, k), b = randn(k, 37);
        var expected = MatMulNaive.Run<float>(a.data<float>().ToArray(), b.data<float>().ToArray(), 7, 37, k);
        Assert.Equal(expected, a.matmul(b).data<float>().ToArray());
    }

    [Fact]
    public void Dot_OfTwentyMillionOnes_CountsThem() => Assert.Equal(20_000_000f, ones(20_000_000).dot(ones(20_000_000)).item<float>());
}
