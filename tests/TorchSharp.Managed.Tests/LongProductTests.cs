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

    /// <summary>A few rows past many weights change places with them, one row has a kernel of its own; pieces that are not full, one of a single weight, rows and columns that are no multiple of four, more than one block of k.</summary>
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
    [InlineData(16, 16, 97)]
    [InlineData(1, 600, 1100)]
    [InlineData(1, 70, 15)]
    [InlineData(128, 128, 13453)]
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

    /// <summary>Shapes that nobody chose: which kernel takes a product depends on all three sizes, on how B lies and on the machine's vectors. The seed is in the message.</summary>
    [Fact]
    public void Products_OfRandomShapes_GiveTheBitsOfTheLoops()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < 80; i++)
        {
            int m = random.Next(1, 300), k = random.Next(1, random.Next(2, 1100)), n = random.Next(1, random.Next(2, 700));
            Tensor a = randn(m, k), b = randn(k, n);
            var expected = MatMulNaive.Run(a.data<float>().ToArray(), b.data<float>().ToArray(), m, n, k);
            foreach (var (layout, x, y) in new[] { ("", a, b), ("ᵀ of the first", a.mT.contiguous().mT, b), ("ᵀ of the second", a, b.mT.contiguous().mT) })
            {
                Assert.True(expected.AsSpan().SequenceEqual(x.matmul(y).data<float>().ToArray()), $"({m},{k}) @ ({k},{n}) {layout}, seed {seed}");
            }
        }
    }

    [Fact]
    public void Dot_OfTwentyMillionOnes_CountsThem() => Assert.Equal(20_000_000f, ones(20_000_000).dot(ones(20_000_000)).item<float>());
}
