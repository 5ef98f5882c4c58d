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

    /// <summary>A few rows past many weights change places with them; pieces that are not full, rows and columns that are no multiple of four, more than one block of k.</summary>
    [Theory]
    [InlineData(15, 30, 128)]
    [InlineData(16, 512, 128)]
    [InlineData(31, 600, 131)]
    [InlineData(128, 768, 300)]
    [InlineData(255, 513, 1030)]
    [InlineData(64, 64, 128)]
    [InlineData(40, 64, 129)]
    [InlineData(33, 100, 128)]
    [InlineData(64, 256, 130)]
    [InlineData(17, 17, 128)]
    [InlineData(90, 600, 257)]
    [InlineData(256, 257, 1500)]
    [InlineData(257, 40, 129)]
    public void Linear_OfFewRowsAndManyWeights_GivesTheBitsOfTheLoops(int m, int k, int n)
    {
        manual_seed(m);
        Tensor x = randn(m, k), weight = randn(n, k), bias = randn(n);
        var product = MatMulNaive.Run(x.data<float>().ToArray(), weight.T.contiguous().data<float>().ToArray(), m, n, k);
        Assert.Equal(product, x.matmul(weight.T).data<float>().ToArray());
        float[] withBias = [.. product.Select((sum, i) => sum + bias.data<float>()[i % n])];
        Assert.Equal(withBias, nn.functional.linear(x, weight, bias).data<float>().ToArray());
        Assert.Equal(product, stack([x, x], 0).matmul(stack([weight, weight], 0).mT)[1].data<float>().ToArray());
    }

    [Fact]
    public void Dot_OfTwentyMillionOnes_CountsThem() => Assert.Equal(20_000_000f, ones(20_000_000).dot(ones(20_000_000)).item<float>());
}
