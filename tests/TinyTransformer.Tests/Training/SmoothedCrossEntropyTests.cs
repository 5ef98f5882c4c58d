using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class SmoothedCrossEntropyTests
{
    [Fact]
    public void Targets_TheAnnotatedTransformersExample_GivesItsRows()
    {
        var rows = new SmoothedCrossEntropy(0.4, PaddingId: 0).Targets(tensor(new long[] { 2, 1, 0, 3, 3 }), 5);
        const float Other = 0.4f / 3;
        Tiny.AssertClose(tensor(new[,]
        {
            { 0, Other, 0.6f, Other, Other }, { 0, 0.6f, Other, Other, Other }, { 0, 0, 0, 0, 0 }, { 0, Other, Other, 0.6f, Other }, { 0, Other, Other, 0.6f, Other },
        }), rows, 1e-6);
    }

    [Theory]
    [InlineData(0.1, 0L)]
    [InlineData(0.4, 2L)]
    [InlineData(0.1, null)]
    [InlineData(0, null)]
    public void Sum_AnyLogits_IsTheCrossEntropyOfTheTargets(double smoothing, long? padding)
    {
        manual_seed(1);
        var loss = new SmoothedCrossEntropy(smoothing, padding);
        var (logits, labels) = (randn(2, 3, 7), tensor(new long[,] { { 1, 5, -100 }, { 6, padding ?? 3, 4 } }));
        var byRows = -(loss.Targets(labels.reshape(-1), 7) * nn.functional.log_softmax(logits.reshape(-1, 7), -1)).sum();
        Tiny.AssertClose(byRows, loss.Sum(logits, labels), 1e-5);
    }

    [Fact]
    public void Sum_AModelThatKnowsNothing_HasLossLnV() => Assert.Equal(3 * Math.Log(50_257), new SmoothedCrossEntropy().Sum(zeros(1, 3, 50_257), ones(1, 3, dtype: ScalarType.Int64)).item<float>(), 1e-4);

    [Fact]
    public void Sum_ARightAndCertainModel_IsAtItsLeastOnlyWithoutSmoothing()
    {
        var certain = tensor(new[,] { { 0, 9f, 0, 0 } });
        var plain = new SmoothedCrossEntropy();
        var smoothed = new SmoothedCrossEntropy(0.3);
        Assert.True(plain.Sum(certain * 2, tensor([1L])).item<float>() < plain.Sum(certain, tensor([1L])).item<float>());
        Assert.True(smoothed.Sum(certain * 2, tensor([1L])).item<float>() > smoothed.Sum(certain, tensor([1L])).item<float>());
    }

    [Fact]
    public void Sum_LabelsOfAnotherShape_AreRefused() =>
        Assert.Contains("labels: expected (2, 3) for logits (2, 3, 5), got (2, 4)", Assert.Throws<ArgumentException>(() => new SmoothedCrossEntropy().Sum(zeros(2, 3, 5), zeros(2, 4, dtype: ScalarType.Int64))).Message);

    [Fact]
    public void Smoothing_OutOfRange_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new SmoothedCrossEntropy(1));
}
