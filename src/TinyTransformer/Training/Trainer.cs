// The training loop: batches, loss, gradients, clipping, a step of Adam at the rate of the schedule; and around it what a run of hours wants: progress, evaluation, an early end, checkpoints, an interrupt.
// All that is drawn follows from the seed and the update's number (Seeds), so there is no random state to keep: weights, the optimizer's state and the place in the data are the whole state of a run.

using System.Diagnostics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Trains a model. Explained in notebook 07.</summary>
/// <remarks>
/// Each update seeds torch's default generator (with <see cref="TrainingOptions.Seed"/> and its number), for dropout. Two runs with the same options give the same losses to the bit, and so does a run that was
/// interrupted and taken up.
/// </remarks>
public sealed class Trainer : IDisposable
{
    private const int PaceUpdates = 20;

    private readonly Func<Batch, Tensor> _forward;
    private readonly IBatchSource _data;
    private readonly IBatchSource? _validation;
    private readonly SmoothedCrossEntropy _loss;
    private readonly IReadOnlyList<MixtureOfExperts> _mixtures;
    private readonly Device _device;
    private readonly Queue<(double Seconds, long Tokens)> _pace = [];
    private IEnumerator<Batch>? _batches;
    private (int Epoch, int Batch) _place;                  // how far _batches has got

    /// <param name="model">What is trained; where it stands (its device) the batches go.</param>
    /// <param name="forward">A batch's logits, (B, T, V): <c>batch => model.call(batch.Source!, batch.Input)</c>.</param>
    /// <param name="data">To learn from.</param>
    /// <param name="validation">To measure on; null: nothing is measured.</param>
    /// <param name="paddingId">The token that label smoothing leaves out; null: none.</param>
    /// <exception cref="ArgumentException">The options ask for a balance loss, and the model has no experts.</exception>
    public Trainer(nn.Module model, Func<Batch, Tensor> forward, IBatchSource data, LearningRateSchedule schedule, TrainingOptions options, IBatchSource? validation = null, long? paddingId = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(options);
        (Model, _forward, _data, _validation, Schedule, Options) = (model, forward, data, validation, schedule, options);
        _device = model.parameters().First().device;
        _loss = new(options.LabelSmoothing, paddingId);
        _mixtures = Mixtures(model, options);
        Optimizer = NewOptimizer(model, options);
    }

    /// <summary>After each update.</summary>
    public event EventHandler<TrainingProgress>? Updated;

    /// <summary>After each evaluation.</summary>
    public event EventHandler<Evaluation>? Evaluated;

    /// <summary>What is trained.</summary>
    public nn.Module Model { get; }

    /// <summary>The learning rate by updates.</summary>
    public LearningRateSchedule Schedule { get; }

    /// <summary>How it is trained.</summary>
    public TrainingOptions Options { get; }

    /// <summary>Where checkpoints go; null: there are none.</summary>
    public CheckpointFolder? Checkpoints { get; init; }

    /// <summary>Updates done, batches taken, the best evaluation.</summary>
    public TrainingState State { get; private set; } = new();

    internal OptimizerHelper Optimizer { get; }

    /// <summary>Trains until all updates are done, the evaluations no longer get better, or it is asked to stop. Then the last state is in a checkpoint, if there is a folder for them.</summary>
    /// <param name="cancel">Looked at between updates, so that the state is always one after a whole update.</param>
    /// <exception cref="InvalidOperationException">The loss is no number any more; the message names the update.</exception>
    public TrainingOutcome Run(CancellationToken cancel = default)
    {
        Model.train();
        while (true)
        {
            if (Ended(cancel) is { } outcome)
            {
                SaveCheckpoint();
                return outcome;
            }
            Step();
            if (State.Update % (Options.EvaluateEvery ?? Options.Updates) == 0 || State.Update == Options.Updates)
            {
                Evaluate();
            }
            if (State.Update % (Options.CheckpointEvery ?? int.MaxValue) == 0)
            {
                SaveCheckpoint();
            }
        }
    }

    /// <summary>Does one update.</summary>
    /// <returns>How training stands now; the same goes to <see cref="Updated"/>.</returns>
    /// <exception cref="InvalidOperationException">The loss is no number any more.</exception>
    /// <remarks>Whatever is thrown before the optimizer's step leaves weights and <see cref="State"/> as they were: the next call does the same update on the same batches.</remarks>
    public TrainingProgress Step()
    {
        using var scope = NewDisposeScope();
        var update = State.Update + 1;
        var started = Stopwatch.GetTimestamp();
        var state = State;
        var batches = Enumerable.Range(0, Options.Accumulation).Select(_ => NextBatch(ref state)).ToList();
        var tokens = batches.Sum(batch => batch.Tokens);
        _ = manual_seed(Seeds.Of(Options.Seed, 4, update));
        #region update
        Optimizer.zero_grad();
        var loss = 0.0;
        foreach (var batch in batches)
        {
            using var pass = NewDisposeScope();
            var part = _loss.Sum(_forward(batch), batch.Labels) / tokens;           // by the tokens of all batches, so that each token weighs the same
            part = Balanced(part, (double)batch.Tokens / tokens);                   // where experts are to get equal shares
            part.backward();
            loss += part.item<float>();
        }
        var norm = nn.utils.clip_grad_norm_(Model.parameters(), Options.ClipNorm ?? double.PositiveInfinity);
        if (!double.IsFinite(loss) || !double.IsFinite(norm))
        {
            throw new InvalidOperationException($"update {update}: the loss is {loss} and the gradients' norm {norm}; a lower learning rate, a longer warm-up or clipping helps");
        }
        var rate = Schedule.At(update);
        foreach (var group in Optimizer.ParamGroups)
        {
            group.LearningRate = rate;
        }
        Optimizer.step();
        #endregion
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        State = state with { Update = update, Seconds = State.Seconds + seconds };
        return Report(loss, rate, norm, tokens, seconds);
    }

    /// <summary>Measures the model on the validation data. A null without such data.</summary>
    /// <exception cref="InvalidOperationException">The loss is no number any more.</exception>
    public Evaluation? Evaluate()
    {
        if (_validation is null)
        {
            return null;
        }
        var evaluation = Evaluation.Of(Model, _forward, _validation, State.Update);
        if (!double.IsFinite(evaluation.Loss))
        {
            throw new InvalidOperationException($"evaluation after update {State.Update}: the loss is {evaluation.Loss}; a lower learning rate, a longer warm-up or clipping helps");
        }
        evaluation = evaluation with { IsBest = State.BestLoss is not { } best || evaluation.Loss < best };
        State = evaluation.IsBest
            ? State with { BestLoss = evaluation.Loss, BestUpdate = State.Update, EvaluationsSinceBest = 0 }
            : State with { EvaluationsSinceBest = State.EvaluationsSinceBest + 1 };
        Evaluated?.Invoke(this, evaluation);
        return evaluation;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _batches?.Dispose();
        Optimizer.Dispose();
    }

    /// <summary>Goes on from a state whose weights and optimizer are already in place.</summary>
    internal void TakeUp(TrainingState state)
    {
        _batches?.Dispose();
        _batches = null;
        _pace.Clear();
        State = state;
    }

    private static OptimizerHelper NewOptimizer(nn.Module model, TrainingOptions options)
    {
        var parameters = model.parameters().ToList();
        if (options.WeightDecay == 0)
        {
            return optim.Adam(parameters, 0, options.Beta1, options.Beta2, options.AdamEpsilon);
        }
        var groups = parameters.GroupBy(parameter => parameter.ndim >= 2).Select(group =>
            new AdamW.ParamGroup(group.ToList(), 0, options.Beta1, options.Beta2, options.AdamEpsilon, group.Key ? options.WeightDecay : 0));
        return optim.AdamW(groups.ToList());
    }

    private static List<MixtureOfExperts> Mixtures(nn.Module model, TrainingOptions options)
    {
        var mixtures = options.BalanceLoss > 0 ? model.modules().OfType<MixtureOfExperts>().ToList() : [];
        return options.BalanceLoss == 0 || mixtures.Count > 0 ? mixtures
            : throw new ArgumentException(FormattableString.Invariant($"BalanceLoss: expected 0 for a model without experts (NumExperts = 1), got {options.BalanceLoss}"));
    }

    /// <summary>The loss with α times the balance loss of each mixture, of which a batch bears its share of the update's tokens.</summary>
    private Tensor Balanced(Tensor loss, double share) =>
        _mixtures.Aggregate(loss, (sum, mixture) => sum + mixture.LastRouting!.BalanceLoss() * (Options.BalanceLoss * share));

    private TrainingOutcome? Ended(CancellationToken cancel) =>
        State.Update >= Options.Updates ? TrainingOutcome.Finished
        : State.EvaluationsSinceBest >= Options.Patience ? TrainingOutcome.StoppedEarly
        : cancel.IsCancellationRequested ? TrainingOutcome.Cancelled
        : null;

    // An update that failed has taken batches that no state knows of: then they are taken again.
    private Batch NextBatch(ref TrainingState state)
    {
        if (_batches is null || _place != (state.Epoch, state.Batch))
        {
            _batches?.Dispose();
            _batches = _data.Epoch(state.Epoch).Skip(state.Batch).GetEnumerator();
        }
        _place = (-1, -1);                                    // until the batch is there: a source that fails is asked anew
        if (!_batches.MoveNext())
        {
            _batches.Dispose();
            state = state with { Epoch = state.Epoch + 1, Batch = 0 };
            _batches = _data.Epoch(state.Epoch).GetEnumerator();
            if (!_batches.MoveNext())
            {
                throw new InvalidOperationException($"data: epoch {state.Epoch} has no batches");
            }
        }
        state = state with { Batch = state.Batch + 1 };
        _place = (state.Epoch, state.Batch);
        return _batches.Current.To(_device);
    }

    private TrainingProgress Report(double loss, double rate, double norm, long tokens, double seconds)
    {
        _pace.Enqueue((seconds, tokens));
        if (_pace.Count > PaceUpdates)
        {
            _ = _pace.Dequeue();
        }
        var recent = _pace.Sum(one => one.Seconds);
        var remaining = TimeSpan.FromSeconds(recent / _pace.Count * (Options.Updates - State.Update));
        var progress = new TrainingProgress(State.Update, Options.Updates, State.Epoch, loss, rate, norm, tokens, _pace.Sum(one => one.Tokens) / recent, TimeSpan.FromSeconds(State.Seconds), remaining);
        Updated?.Invoke(this, progress);
        return progress;
    }

    private void SaveCheckpoint()
    {
        if (State.Update > 0)
        {
            Checkpoints?.Save(this);
        }
    }
}
