// Checkpoints of a run: a folder each, with weights (safetensors), the optimizer's state (TorchSharp's own format) and the place in the data (JSON), written whole or not at all.

using System.Text.Json;
using TorchSharp;

namespace TinyTransformer;

/// <summary>Where a run keeps its last checkpoints, to go on from and to average.</summary>
/// <param name="path">The folder; it is made with the first checkpoint.</param>
/// <param name="keep">How many stay; the oldest go first.</param>
public sealed class CheckpointFolder(string path, int keep = 1)
{
    /// <summary>How the names of checkpoints begin; the update's number follows.</summary>
    public const string Prefix = "update-";

    private const string WeightsFile = "model.safetensors", OptimizerFile = "optimizer.bin", StateFile = "state.json";

    private const double MostSeconds = 1e10;       // three centuries; a TimeSpan holds more

    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    private readonly int _keep = keep >= 1 ? keep : throw new ArgumentException($"keep: expected 1 or more, got {keep}");

    /// <summary>The folder of the checkpoints.</summary>
    public string Path { get; } = !string.IsNullOrEmpty(path) ? path : throw new ArgumentException("path: expected a folder");

    /// <summary>The checkpoints that are there, oldest first; what an interrupted write left is none.</summary>
    public IReadOnlyList<string> All => Directory.Exists(Path)
        ? [.. Directory.GetDirectories(Path, Prefix + "*").Where(folder => !WholeFolder.IsPartial(folder)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The weights of the checkpoints, oldest first: what <see cref="CheckpointAverage"/> takes.</summary>
    public IReadOnlyList<string> WeightFiles => [.. All.Select(folder => System.IO.Path.Combine(folder, WeightsFile))];

    /// <summary>Writes a trainer's state, then removes what is older than the checkpoints that stay.</summary>
    /// <returns>The checkpoint.</returns>
    public string Save(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        Directory.CreateDirectory(Path);
        var folder = System.IO.Path.Combine(Path, $"{Prefix}{trainer.State.Update:D8}");
        WholeFolder.Write(folder, partial => Write(trainer, partial));
        foreach (var old in All.SkipLast(_keep))
        {
            Directory.Delete(old, recursive: true);
        }
        return folder;
    }

    /// <summary>Puts a trainer where the newest checkpoint left off: it gives the losses that it would have given without the interruption.</summary>
    /// <param name="trainer">Made with the same model, data and options.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidDataException">A file is damaged or another model's; the message names it.</exception>
    public bool LoadLatest(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        if (All is not [.., var folder])
        {
            return false;
        }
        var state = ReadState(System.IO.Path.Combine(folder, StateFile));
        Weights.Load(trainer.Model, System.IO.Path.Combine(folder, WeightsFile));
        LoadOptimizer(trainer, System.IO.Path.Combine(folder, OptimizerFile));
        trainer.TakeUp(state);
        return true;
    }

    private static void Write(Trainer trainer, string folder)
    {
        Weights.Save(trainer.Model, System.IO.Path.Combine(folder, WeightsFile));
        trainer.Optimizer.save_state_dict(System.IO.Path.Combine(folder, OptimizerFile));
        File.WriteAllText(System.IO.Path.Combine(folder, StateFile), JsonSerializer.Serialize(trainer.State, s_json) + "\n");
    }

    private static TrainingState ReadState(string path)
    {
        try
        {
            var state = JsonSerializer.Deserialize<TrainingState>(File.ReadAllBytes(path), s_json) ?? throw new InvalidDataException($"{path}: expected a state, got null");
            var isPossible = state is { Update: >= 1, Epoch: >= 0, Batch: >= 1, EvaluationsSinceBest: >= 0, Seconds: >= 0 and < MostSeconds } && (state.BestLoss is null) == (state.BestUpdate is null);
            return isPossible ? state : throw new InvalidDataException($"{path}: no state of a training run: {state}");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: no state of a training run: {error.Message}", error);
        }
    }

    private static void LoadOptimizer(Trainer trainer, string path)
    {
        try
        {
            trainer.Optimizer.load_state_dict(path);
        }
        catch (Exception error) when (error is ArgumentException or InvalidDataException or EndOfStreamException)
        {
            throw new InvalidDataException($"{path}: not the state of this run's optimizer: {error.Message}", error);
        }
    }
}
