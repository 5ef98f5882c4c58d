using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class PositionsTests
{
    [Fact]
    public void Sinusoidal_OfWidthFour_AreThePapers()
    {
        var expected = tensor(new float[,] { { 0, 1, 0, 1 }, { .84147f, .54030f, .01000f, .99995f }, { .90930f, -.41615f, .02000f, .99980f }, { .14112f, -.98999f, .03000f, .99955f } });
        Tiny.AssertClose(expected, SinusoidalPositions.Table(4, 4));
    }

    [Fact]
    public void Sinusoidal_OfThePapersWidth_StartLikeTheLiterature()
    {
        var table = SinusoidalPositions.Table(60, 512);
        Tiny.AssertClose(tensor(new[] { .84147f, .54030f, .82186f, .56970f, .80196f, .59738f, .78189f, .62342f }), table[1, ..8]);
        Tiny.AssertClose(full(60, 256f), table.square().sum(1), 1e-3);
    }

    [Fact]
    public void Sinusoidal_ProductOfTwo_DependsOnTheirDistanceAlone()
    {
        var table = SinusoidalPositions.Table(40, 16);
        var products = table.matmul(table.transpose(0, 1));
        Assert.All(Enumerable.Range(0, 35), p => Assert.Equal(products[0, 4].item<float>(), products[p, p + 4].item<float>(), 1e-4));
    }

    [Theory, InlineData(1), InlineData(7), InlineData(-3)]
    public void Sinusoidal_AShift_IsARotation(int offset)
    {
        var table = SinusoidalPositions.Table(30, 16);
        var rotation = SinusoidalPositions.Rotation(offset, 16);
        Tiny.AssertClose(table[(10 + offset)..(20 + offset)], table[10..20].matmul(rotation.transpose(0, 1)));
        Tiny.AssertClose(eye(16), rotation.matmul(rotation.transpose(0, 1)));
    }

    [Fact]
    public void Tensor2Tensor_ARow_IsTheIllustratedTransformers()
    {
        Tiny.AssertClose(tensor(new[] { .8415f, .0001f, .5403f, 1 }), SinusoidalPositions.Tensor2TensorTable(2, 4)[1], 1e-4);
    }

    [Fact]
    public void Rotary_Scores_DependOnTheDistanceAlone()
    {
        manual_seed(1);
        var rotary = new RotaryPositions(64, 8);
        Tensor q = randn(1, 2, 1, 8), k = randn(1, 2, 1, 8);
        float Score(long i, long j) => (rotary.forward(q, i) * rotary.forward(k, j)).sum().item<float>();
        Assert.Equal(Score(5, 2), Score(40, 37), 1e-4);
        Assert.NotEqual(Score(5, 2), Score(5, 3), 1e-2);
        Assert.Equal(q.norm().item<float>(), rotary.forward(q, 33).norm().item<float>(), 1e-5);
    }

    [Fact]
    public void Rotary_ByHand_TurnsNeighbours()
    {
        var turned = new RotaryPositions(4, 4).forward(tensor(new float[] { 1, 0, 0, 1 }).view(1, 1, 1, 4), 1);
        Tiny.AssertClose(tensor(new[] { .54030f, .84147f, -.01f, .99995f }), turned.view(4));
    }

    [Fact]
    public void Alibi_Bias_FallsWithTheDistance()
    {
        var bias = new AlibiBias(8).forward(3, 3);
        Tiny.AssertClose(tensor(new[,] { { 0, -.5f, -1 }, { -.5f, 0, -.5f }, { -1, -.5f, 0 } }), bias[0]);
        Assert.Equal(-1f / 256, bias[7, 1, 0].item<float>());
        Tiny.AssertSame(bias[.., 2..], new AlibiBias(8).forward(1, 3));
    }

    [Fact]
    public void Alibi_HeadsThatAreNoPowerOfTwo_TakeEverySecondSlopeOfTheNext()
    {
        Tiny.AssertClose(tensor(new[] { .0625f, .00390625f, .25f }), -new AlibiBias(3).forward(1, 2)[.., 0, 0], 1e-7);
    }

    [Fact]
    public void TokenEmbedding_OfThePaper_IsScaled()
    {
        var embedding = new TokenEmbedding(Tiny.Paper);
        Tiny.AssertClose(embedding.Table[3] * Math.Sqrt(8), embedding.forward(tensor(new long[,] { { 3 } }))[0, 0], 1e-6);
        Assert.Throws<ArgumentException>(() => embedding.forward(tensor(new[,] { { 3 } })));
    }

    [Theory]
    [InlineData(11, "token id 11 at (1, 2): expected 0 to 10")]
    [InlineData(-1, "token id -1 at (1, 2): expected 0 to 10")]
    [InlineData(long.MaxValue, "token id 9223372036854775807 at (1, 2): expected 0 to 10")]
    public void Forward_AnIdWithoutARow_IsNamedWithItsPlace(long id, string message)
    {
        var ids = tensor(new long[,] { { 3, 1, 4 }, { 1, 5, id } });
        nn.Module<Tensor, Tensor>[] models = [new DecoderOnly(Tiny.Gpt), new EncoderOnly(Tiny.Paper), new MaskedTokenModel(Tiny.Paper), new SequenceClassifier(Tiny.Paper, 2)];
        Assert.All(models, model => Assert.Equal(message, Assert.Throws<ArgumentException>(() => model.call(ids)).Message));
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new EncoderDecoder(Tiny.Paper).call(ids[.., ..2], ids)).Message);
        Assert.Equal(message.Replace("10", "6"), Assert.Throws<ArgumentException>(() => new EncoderDecoder(Tiny.Named("two-way")).call(ids, ids[.., ..2])).Message);      // seven of the source
    }

    [Theory]
    [InlineData(PositionKind.Sinusoidal, 0)]
    [InlineData(PositionKind.Rotary, 0)]
    [InlineData(PositionKind.Alibi, 0)]
    [InlineData(PositionKind.Learned, 16 * 8)]
    public void Positions_Parameters_AreThoseThatAreLearned(PositionKind kind, long expected)
    {
        long Count(PositionKind positions) => new DecoderOnly(Tiny.Paper with { Positions = positions }).parameters().Sum(parameter => parameter.numel());
        Assert.Equal(expected, Count(kind) - Count(PositionKind.None));
    }
}
