using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class MetricsTests
{
    [Fact]
    public void CrossEntropy_ByHand_IsTheEngines()
    {
        using var generator = new Generator(3);
        var logits = randn([2, 5, 7], generator: generator) * 4;
        var targets = tensor(new long[,] { { 0, 6, 2, 3, 1 }, { 5, 5, 0, 0, 4 } });
        foreach (var ignored in new long?[] { null, 0 })
        {
            var engine = nn.functional.cross_entropy(logits.reshape(-1, 7), targets.reshape(-1), ignore_index: ignored ?? -100).item<float>();
            Assert.Equal(engine, Metrics.CrossEntropy(logits, targets, ignored), 1e-5);
        }
    }

    [Fact]
    public void CrossEntropy_OfAModelThatKnowsNothing_IsTheLogarithmOfTheVocabulary()
    {
        var loss = Metrics.CrossEntropy(zeros(1, 50_257), zeros(1, ScalarType.Int64));
        Assert.Equal(10.8249, loss, 1e-4);
        Assert.Equal(50_257, Metrics.Perplexity(loss), 1e-6);
        Assert.Equal(48_727.6, Metrics.Perplexity(10.7940), 0.1);       // the loss before training in Raschka's chapter 5
    }

    [Fact]
    public void CrossEntropy_LargeLogits_DoNotOverflow() => Assert.Equal(2000, Metrics.CrossEntropy(tensor(new[,] { { 1000f, -1000f } }), tensor(new[] { 1L })));

    [Fact]
    public void Accuracy_CountsWhatCounts()
    {
        var logits = tensor(new float[,] { { 1, 2, 0 }, { 3, 3, 0 }, { 0, 0, 1 }, { 9, 0, 0 } });
        Assert.Equal(0.5, Metrics.Accuracy(logits, tensor(new long[] { 1, 1, 2, 1 })));
        Assert.Equal(1.0, Metrics.Accuracy(logits, tensor(new long[] { -1, 0, 2, -1 }), ignoredId: -1));
    }

    [Fact]
    public void Metrics_OfWhatDoesNotFit_SayWhat()
    {
        Assert.Equal("targets: expected (2,) for logits (2, 3), got (3,)", Assert.Throws<ArgumentException>(() => Metrics.CrossEntropy(zeros(2, 3), zeros(3, ScalarType.Int64))).Message);
        Assert.Equal("targets: expected ids from 0 to 2, got 3", Assert.Throws<ArgumentException>(() => Metrics.Accuracy(zeros(2, 3), tensor(new long[] { 0, 3 }))).Message);
        Assert.Equal("targets: none counts", Assert.Throws<ArgumentException>(() => Metrics.Accuracy(zeros(1, 3), tensor(new long[] { 0 }), ignoredId: 0)).Message);
        Assert.Equal("crossEntropy: expected nats, 0 or more, got -1", Assert.Throws<ArgumentException>(() => Metrics.Perplexity(-1)).Message);
    }
}
