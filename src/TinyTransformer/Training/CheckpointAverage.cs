using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>The mean of the weights of several checkpoints of one run, which often translates better than each of them (Vaswani et al. 2017, section 6.1: the last 5 of the base model, the last 20 of the big one).</summary>
public static class CheckpointAverage
{
    /// <summary>Reads files of one model and writes their mean into it.</summary>
    /// <param name="paths">One safetensors file or more.</param>
    /// <exception cref="InvalidDataException">A file is not this model's.</exception>
    public static void Load(nn.Module model, IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count == 0)
        {
            throw new ArgumentException("paths: expected at least one checkpoint");
        }
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var sums = new Dictionary<string, Tensor>();
        foreach (var path in paths)
        {
            Weights.Load(model, path);
            foreach (var (name, value) in model.state_dict())
            {
                var more = value.to(ScalarType.Float64);                                  // a mean of floats, without their rounding
                sums[name] = sums.TryGetValue(name, out var sum) ? sum + more : more.clone();
            }
        }
        foreach (var (name, value) in model.state_dict())
        {
            value.copy_(sums[name] / paths.Count);
        }
    }
}
