using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

[Collection(nameof(DefaultGenerator))]
public sealed class TrainerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Step_TheFirst_HasTheLossOfAModelThatKnowsNothing()
    {
        var model = CopyRun.Model(dropout: 0);
        using (no_grad())
        {
            foreach (var parameter in model.parameters())
            {
                parameter.mul_(0.01);
            }
        }
        using var trainer = CopyRun.Trainer(new() { Updates = 1 }, model);
        Assert.Equal(Math.Log(CopyRun.Encoder.Target.VocabularySize), trainer.Step().Loss, 1e-3);
    }

    [Fact]
    public void Run_OneBatchAgainAndAgain_LearnsItByHeart()
    {
        var one = new OneBatch(CopyRun.Data.Epoch(0).First());
        using var trainer = CopyRun.Trainer(new() { Updates = 150, ClipNorm = 1 }, CopyRun.Model(dropout: 0), one, schedule: new ConstantSchedule(0.01));
        var losses = CopyRun.Losses(trainer);
        Assert.InRange(losses[0], 2, 4);
        Assert.InRange(losses[^1], 0, 0.05);
    }

    [Fact]
    public void Run_TwiceWithOneSeed_GivesTheSameLossesToTheBit()
    {
        var options = new TrainingOptions { Updates = 12, LabelSmoothing = 0.1 };
        using Trainer one = CopyRun.Trainer(options), two = CopyRun.Trainer(options), other = CopyRun.Trainer(options with { Seed = 2 });
        var losses = CopyRun.Losses(one);
        Assert.Equal(losses, CopyRun.Losses(two));
        Assert.NotEqual(losses, CopyRun.Losses(other));
    }

    [Theory]
    [InlineData(3, 1, 0)]
    [InlineData(7, 1, 0.01)]
    [InlineData(5, 3, 0)]
    public void Run_InterruptedAndTakenUp_GivesTheLossesOfTheWholeRun(int interruptedAfter, int accumulation, double decay)
    {
        var options = new TrainingOptions { Updates = 15, Accumulation = accumulation, WeightDecay = decay, LabelSmoothing = 0.1, EvaluateEvery = 4, ClipNorm = 1 };
        using var whole = CopyRun.Trainer(options);
        var expected = CopyRun.Losses(whole);
        var checkpoints = new CheckpointFolder(_folder.PathOf("run"));
        using var first = CopyRun.Trainer(options, checkpoints: checkpoints);
        using var stop = new CancellationTokenSource();
        first.Updated += (_, progress) => CancelAt(stop, progress, interruptedAfter);
        var losses = CopyRun.Losses(first, stop.Token);
        using var second = CopyRun.Trainer(options, checkpoints: checkpoints);
        Assert.True(checkpoints.LoadLatest(second));
        losses.AddRange(CopyRun.Losses(second));
        Assert.Equal(expected, losses);
        Assert.Equal(whole.State with { Seconds = 0 }, second.State with { Seconds = 0 });
        Assert.All(whole.Model.state_dict(), entry => Tiny.AssertSame(entry.Value, second.Model.state_dict()[entry.Key]));
    }

    [Fact]
    public void Run_Cancelled_KeepsTheStateAfterTheLastWholeUpdate()
    {
        using var stop = new CancellationTokenSource();
        using var trainer = CopyRun.Trainer(new() { Updates = 100 }, checkpoints: new(_folder.PathOf("run")));
        trainer.Updated += (_, progress) => CancelAt(stop, progress, 6);
        Assert.Equal(TrainingOutcome.Cancelled, trainer.Run(stop.Token));
        Assert.Equal(6, trainer.State.Update);
        Assert.Equal("update-00000006", Path.GetFileName(Assert.Single(trainer.Checkpoints!.All)));
    }

    [Fact]
    public void Step_Accumulation_IsOneLargeBatch()
    {
        var pairs = SyntheticTask.Copy(5, 4).Draw(12, seed: 9).Select(CopyRun.Encoder.Encode).ToList();       // of uneven lengths: a mean of means would differ
        Batch[] parts = [Batch.OfPairs(pairs[..2], 0), Batch.OfPairs(pairs[2..7], 0), Batch.OfPairs(pairs[7..], 0)];
        EncoderDecoder small = CopyRun.Model(dropout: 0), large = CopyRun.Model(dropout: 0);
        using var byParts = CopyRun.Trainer(new() { Updates = 1, Accumulation = 3 }, small, new OneBatch(parts));
        using var atOnce = CopyRun.Trainer(new() { Updates = 1 }, large, new OneBatch(Batch.OfPairs(pairs, 0)));
        TrainingProgress accumulated = byParts.Step(), one = atOnce.Step();
        Assert.Equal(one.Loss, accumulated.Loss, 1e-5);
        Assert.Equal(one.GradientNorm, accumulated.GradientNorm, 1e-5);
        Assert.Equal(one.Tokens, accumulated.Tokens);
        foreach (var (left, right) in small.parameters().Zip(large.parameters()))
        {
            Tiny.AssertClose(right.grad!, left.grad!, 1e-6);
        }
    }

    [Fact]
    public void Step_Accumulation_TheScheduleCountsUpdates()
    {
        using var trainer = CopyRun.Trainer(new() { Updates = 10, Accumulation = 4 });
        Assert.Equal([trainer.Schedule.At(1), trainer.Schedule.At(2), trainer.Schedule.At(3)], Enumerable.Range(0, 3).Select(_ => trainer.Step().LearningRate).ToArray());
    }

    [Fact]
    public void Step_MorePadding_ChangesNoLoss()
    {
        var batch = CopyRun.Data.Epoch(0).First();
        var wider = batch with { Source = Wider(batch.Source!, 0), Input = Wider(batch.Input, 0), Labels = Wider(batch.Labels, Batch.Ignored) };
        EncoderDecoder one = CopyRun.Model(dropout: 0), two = CopyRun.Model(dropout: 0);
        var options = new TrainingOptions { Updates = 1, LabelSmoothing = 0.1 };
        using Trainer plain = CopyRun.Trainer(options, one, new OneBatch(batch)), padded = CopyRun.Trainer(options, two, new OneBatch(wider));
        Assert.Equal(plain.Step().Loss, padded.Step().Loss, 1e-6);
        Assert.All(one.parameters().Zip(two.parameters()), pair => Tiny.AssertClose(pair.First.grad!, pair.Second.grad!, 1e-6));

        static Tensor Wider(Tensor ids, long filler) => cat([ids, full([ids.shape[0], 3], filler, dtype: ScalarType.Int64)], 1);
    }

    [Fact]
    public void Step_Clipping_ShortensTheGradients()
    {
        var model = CopyRun.Model();
        using var trainer = CopyRun.Trainer(new() { Updates = 1, ClipNorm = 0.01 }, model);
        var before = trainer.Step().GradientNorm;
        Assert.True(before > 0.1);
        Assert.Equal(0.01, Math.Sqrt(model.parameters().Sum(parameter => parameter.grad!.square().sum().item<float>())), 1e-4);
    }

    [Fact]
    public void Run_WithoutABetterEvaluation_StopsEarly()
    {
        var model = CopyRun.Model();
        using var trainer = CopyRun.Trainer(new() { Updates = 500, EvaluateEvery = 2, Patience = 3, ClipNorm = 1 }, model, schedule: new ConstantSchedule(5));
        var evaluations = new List<Evaluation>();
        trainer.Evaluated += (_, evaluation) => evaluations.Add(evaluation);
        Assert.Equal(TrainingOutcome.StoppedEarly, trainer.Run());
        Assert.Equal([false, false, false], evaluations.TakeLast(3).Select(evaluation => evaluation.IsBest));
        Assert.Equal(3, trainer.State.EvaluationsSinceBest);
        Assert.Equal(evaluations[^1].Update, trainer.State.Update);
        Assert.Equal(evaluations.Min(evaluation => evaluation.Loss), trainer.State.BestLoss);
    }

    [Fact]
    public void Step_ALossThatIsNoNumber_IsRefusedAndChangesNothing()
    {
        var model = CopyRun.Model();
        using var trainer = new Trainer(model, batch => model.call(batch.Source!, batch.Input) * double.NaN, CopyRun.Data, new ConstantSchedule(1), new() { Updates = 1 });
        var before = model.parameters().First().clone();
        Assert.Contains("update 1: the loss is NaN", Assert.Throws<InvalidOperationException>(trainer.Step).Message);
        Tiny.AssertSame(before, model.parameters().First());
        Assert.Equal(0, trainer.State.Update);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Step_AfterAnUpdateThatFailed_DoesThatUpdateOnItsBatches(int accumulation)
    {
        var options = new TrainingOptions { Updates = 12, Accumulation = accumulation };
        using var whole = CopyRun.Trainer(options);
        EncoderDecoder model = CopyRun.Model();
        var calls = 0;
        Tensor Forward(Batch batch) => ++calls % 5 == 0 ? throw new IOException("the disk is full") : model.call(batch.Source!, batch.Input);
        using var trainer = new Trainer(model, Forward, CopyRun.Data, whole.Schedule, options, paddingId: CopyRun.Encoder.PaddingId);
        var losses = new List<double>();
        model.train();
        while (losses.Count < options.Updates)                              // over the end of an epoch, too
        {
            try
            {
                losses.Add(trainer.Step().Loss);
            }
            catch (IOException)
            {
                Assert.Equal(losses.Count, trainer.State.Update);
            }
        }
        Assert.Equal(CopyRun.Losses(whole), losses);
        Assert.Equal(whole.State.Epoch, trainer.State.Epoch);
        Assert.InRange(trainer.State.Epoch, 1, 100);
    }

    [Fact]
    public void Step_AfterTheDataFailed_GoesOnWithTheBatchThatDidNotCome()
    {
        var options = new TrainingOptions { Updates = 12 };
        using var whole = CopyRun.Trainer(options);
        using var trainer = CopyRun.Trainer(options, data: new Failing(CopyRun.Data));
        var losses = new List<double>();
        while (losses.Count < options.Updates)
        {
            try
            {
                losses.Add(trainer.Step().Loss);
            }
            catch (IOException)
            {
                Assert.Equal(losses.Count, trainer.State.Update);
            }
        }
        Assert.Equal(CopyRun.Losses(whole), losses);
    }

    // Every fourth time that a batch is asked for, there is an error in its place.
    private sealed class Failing(IBatchSource source) : IBatchSource
    {
        private int _asked;

        public IEnumerable<Batch> Epoch(int epoch) => source.Epoch(epoch).Select(batch => ++_asked % 4 == 0 ? throw new IOException("the disk is full") : batch);
    }

    [Theory]
    [InlineData(0, 2.5, 4.0)]
    [InlineData(0.1, 1.0, 1.2)]
    public void Run_WithABalanceLoss_GivesTheExpertsEqualShares(double balance, double least, double most)
    {
        manual_seed(11);
        var model = new DecoderOnly(Tiny.Gpt with { NumLayers = 1, NumExperts = 4, ExpertsPerToken = 1 });
        var mixture = model.modules().OfType<MixtureOfExperts>().Single();
        using (no_grad())
        {
            model.get_parameter("block.0.add_norm_2.norm.bias")![0] = tensor(3f);             // all tokens have a part in common, and the router likes expert 0 for it
            model.get_parameter("block.0.feed_forward.router.weight")![0, 0] = tensor(1f);
        }
        var texts = Enumerable.Range(0, 8).Select(i => Enumerable.Range(0, 9).Select(t => 1 + (3 * i + 5 * t * t) % 10).ToArray()).ToList();
        var options = new TrainingOptions { Updates = 60, BalanceLoss = balance };
        using var trainer = new Trainer(model, batch => model.call(batch.Input), TextBatches.Stream(texts, 8, 8, 0, seed: 1), new ConstantSchedule(0.01), options);
        trainer.Run();
        model.forward(Batch.Padded(texts, 0));
        Assert.InRange(mixture.LastRouting!.BalanceLoss().item<float>(), least, most);
    }

    [Fact]
    public void Step_WithABalanceLoss_AddsItOnceForEachMixture()
    {
        TrainingOptions[] runs = [new() { Updates = 1 }, new() { Updates = 1, BalanceLoss = 0.5 }, new() { Updates = 1, BalanceLoss = 0.5, Accumulation = 2 }];
        var losses = runs.Select(options =>
        {
            manual_seed(12);
            var model = new DecoderOnly(Tiny.Gpt with { NumExperts = 3, ExpertsPerToken = 2 });
            int[][] texts = [[1, 2, 3, 4, 5]];
            var batch = Batch.OfTexts(texts, 0);
            using var trainer = new Trainer(model, one => model.call(one.Input), new SameBatch(texts), new ConstantSchedule(0.01), options);
            var loss = trainer.Step().Loss;
            manual_seed(12);
            var fresh = new DecoderOnly(model.Config);
            fresh.forward(batch.Input);
            return (loss, Balance: fresh.modules().OfType<MixtureOfExperts>().Sum(mixture => mixture.LastRouting!.BalanceLoss().item<float>()));
        }).ToList();
        Assert.Equal(losses[0].loss + 0.5 * losses[0].Balance, losses[1].loss, 1e-5);
        Assert.Equal(losses[1].loss, losses[2].loss, 1e-5);
        Assert.True(losses[0].Balance >= 2);
    }

    [Fact]
    public void Constructor_ABalanceLossWithoutExperts_IsRefused() => Assert.Equal("BalanceLoss: expected 0 for a model without experts (NumExperts = 1), got 0.01",
        Assert.Throws<ArgumentException>(() => CopyRun.Trainer(new() { Updates = 1, BalanceLoss = 0.01 })).Message);

    [Fact]
    public void Evaluate_AModelInTraining_MeasuresWithoutDropoutAndLeavesItTraining()
    {
        var model = CopyRun.Model(dropout: 0.5);
        using var trainer = CopyRun.Trainer(new() { Updates = 1 }, model);
        model.train();
        var first = trainer.Evaluate()!;
        Assert.Equal(first.Loss, trainer.Evaluate()!.Loss);
        Assert.True(model.training);
        Assert.Equal((SyntheticTask.Copy(5, 4).Draw(20, seed: 8).Sum(pair => pair.Target.Split(' ').Length + 1), Math.Exp(first.Loss)), (first.Tokens, first.Perplexity));
    }

    [Fact]
    public void Options_WeightDecay_LeavesBiasesAndNormsAlone()
    {
        using var trainer = CopyRun.Trainer(new() { Updates = 1, WeightDecay = 0.1 });
        var groups = trainer.Optimizer.ParamGroups.Cast<TorchSharp.Modules.AdamW.ParamGroup>().ToList();
        Assert.All(groups, group => Assert.All(group.Parameters, parameter => Assert.Equal(parameter.ndim >= 2, group.Options.weight_decay > 0)));
        Assert.Equal([0, 0.1], groups.Select(group => group.Options.weight_decay!.Value).Order());
    }

    [Theory]
    [InlineData("Updates")]
    [InlineData("Accumulation")]
    [InlineData("LabelSmoothing")]
    [InlineData("ClipNorm")]
    [InlineData("Beta2")]
    [InlineData("Patience")]
    [InlineData("BalanceLoss")]
    public void Options_OutOfRange_AreRefusedByName(string property)
    {
        var good = new TrainingOptions { Updates = 1 };
        Func<TrainingOptions> bad = property switch
        {
            "Updates" => () => good with { Updates = 0 },
            "Accumulation" => () => good with { Accumulation = 0 },
            "LabelSmoothing" => () => good with { LabelSmoothing = 1 },
            "ClipNorm" => () => good with { ClipNorm = 0 },
            "BalanceLoss" => () => good with { BalanceLoss = -0.1 },
            "Beta2" => () => good with { Beta2 = 1 },
            _ => () => good with { Patience = 0 },
        };
        Assert.Equal(property, Assert.Throws<ArgumentOutOfRangeException>(bad).ParamName);
    }

    private static void CancelAt(CancellationTokenSource stop, TrainingProgress progress, int update)
    {
        if (progress.Update == update)
        {
            stop.Cancel();
        }
    }

    private sealed class SameBatch(int[][] texts) : IBatchSource
    {
        public IEnumerable<Batch> Epoch(int epoch) => Enumerable.Range(0, 2).Select(_ => Batch.OfTexts(texts, 0));
    }

    private sealed class OneBatch(params Batch[] batches) : IBatchSource
    {
        // Copies, since a trainer frees what it was given.
        public IEnumerable<Batch> Epoch(int epoch) => batches.Select(batch => batch with { Source = batch.Source!.clone(), Input = batch.Input.clone(), Labels = batch.Labels.clone() });
    }
}
