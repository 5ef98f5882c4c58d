// BERT in small: texts that follow a rule, of which an encoder learns to fill the holes.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

[Collection(nameof(DefaultGenerator))]
public class MaskedTokenRunTests
{
    private const int Pad = 0, Mask = 1, V = 12;

    private static readonly TokenMasking s_masking = new(Mask, Enumerable.Range(2, V - 2));

    [Fact]
    public void Run_OnTextsThatFollowARule_LearnsToFillTheirHoles()
    {
        manual_seed(6);
        var model = new MaskedTokenModel(Presets.TinyEncoder with { VocabularySize = V, DModel = 32, DFeedForward = 64, NumLayers = 1, MaxPositions = 8 });
        using var trainer = new Trainer(model, batch => model.call(batch.Input), Data(seed: 1), new ConstantSchedule(0.005), new() { Updates = 200, ClipNorm = 1 }, Data(seed: 2));
        var before = trainer.Evaluate()!.Loss;
        trainer.Run();
        var after = trainer.Evaluate()!.Loss;
        Assert.InRange(before, Math.Log(V) - 0.7, Math.Log(V) + 0.7);                     // knows nothing
        Assert.InRange(after, 0, 0.3);
    }

    [Fact]
    public void Loss_OfAMaskedBatch_IsThatOfItsHolesAlone()
    {
        manual_seed(7);
        var model = new MaskedTokenModel(Tiny.Paper with { VocabularySize = V, PaddingId = Pad });
        var batch = Data(seed: 3).Epoch(0).First();
        var logits = model.call(batch.Input);
        var rows = nn.functional.cross_entropy(logits.reshape(-1, V), batch.Labels.reshape(-1).clamp(0), reduction: nn.Reduction.None).view(batch.Labels.shape);
        Tiny.AssertClose(rows.masked_fill(batch.Labels.eq(Batch.Ignored), 0).sum(), new SmoothedCrossEntropy().Sum(logits, batch.Labels), 1e-5);
        var elsewhere = randn(logits.shape) * batch.Labels.eq(Batch.Ignored).unsqueeze(-1);
        Tiny.AssertSame(new SmoothedCrossEntropy().Sum(logits, batch.Labels), new SmoothedCrossEntropy().Sum(logits + elsewhere, batch.Labels));
    }

    // Rows count upwards from a number on, in a circle: a hole is what its neighbours say.
    private static MaskedBatches Data(long seed) =>
        new([.. Enumerable.Range(0, 40).Select(i => Enumerable.Range(0, 5 + i % 4).Select(t => 2 + (i + t) % (V - 2)).ToArray())], s_masking, rows: 20, Pad, seed);
}
