using TorchSharp;

namespace TinyTransformer.Tests;

/// <summary>A copy task and a model so small that an update takes milliseconds; with dropout, so that the random numbers count.</summary>
internal static class CopyRun
{
    internal static PairEncoder Encoder { get; } = new(WordTokenizer.Train(SyntheticTask.Copy(5, 4).Words), WordTokenizer.Train(SyntheticTask.Copy(5, 4).Words));

    internal static PairBatches Data { get; } = PairBatches.Drawn(SyntheticTask.Copy(5, 4), Encoder, pairsInEpoch: 24, tokens: 40, seed: 7);

    internal static PairBatches Held { get; } = PairBatches.Of([.. SyntheticTask.Copy(5, 4).Draw(20, seed: 8).Select(Encoder.Encode)], 0, 40, seed: null);

    internal static EncoderDecoder Model(double dropout = 0.1)
    {
        torch.manual_seed(3);
        return new(Tiny.Paper with { VocabularySize = Encoder.Target.VocabularySize, PaddingId = Encoder.PaddingId, Dropout = dropout });
    }

    internal static Trainer Trainer(TrainingOptions options, EncoderDecoder? model = null, IBatchSource? data = null, CheckpointFolder? checkpoints = null, LearningRateSchedule? schedule = null)
    {
        model ??= Model();
        return new(model, batch => model.call(batch.Source!, batch.Input), data ?? Data, schedule ?? new WarmUpCosineSchedule(0.01, 5, 40), options, Held, Encoder.PaddingId) { Checkpoints = checkpoints };
    }

    /// <summary>The losses of the updates that a run does.</summary>
    internal static List<double> Losses(Trainer trainer, CancellationToken cancel = default)
    {
        var losses = new List<double>();
        trainer.Updated += (_, progress) => losses.Add(progress.Loss);
        trainer.Run(cancel);
        return losses;
    }
}
