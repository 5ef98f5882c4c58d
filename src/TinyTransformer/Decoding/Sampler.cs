// How the next token is chosen: the steps, then one draw.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Chooses a token by logits over the full vocabulary.</summary>
/// <example><code>new Sampler(new Temperature(0.8), new TopP(0.95))</code></example>
public sealed class Sampler
{
    private readonly bool _takesLikeliest;

    /// <summary>Draws after these steps, in this order; without a step from the model's own distribution.</summary>
    public Sampler(params SamplingStep[] steps) : this(false, steps)
    {
    }

    private Sampler(bool takesLikeliest, SamplingStep[] steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        (_takesLikeliest, Steps) = (takesLikeliest, [.. steps]);
    }

    /// <summary>Takes the likeliest token (of equal ones the lowest id), and draws nothing.</summary>
    public static Sampler Greedy { get; } = new(true, []);

    /// <summary>What happens before the draw.</summary>
    public IReadOnlyList<SamplingStep> Steps { get; }

    /// <summary>Each step with its distribution before and after, what it cut and how much entropy it left.</summary>
    /// <param name="logits">(V), Float32 or Float64.</param>
    /// <param name="history">The tokens so far, prompt included; null: none.</param>
    public SamplingTrace Trace(Tensor logits, IReadOnlyList<int>? history = null)
    {
        using var scope = NewDisposeScope();
        var x = SamplingStep.Checked(logits);
        var stages = new List<SamplingStage> { new("logits", x, null) };
        foreach (var step in Steps)
        {
            x = step.Apply(x, history);
            stages.Add(new(step.Name, x, stages[^1]));
        }
        return new(stages);
    }

    /// <summary>The next token.</summary>
    /// <param name="logits">(V), Float32 or Float64.</param>
    /// <param name="generator">Where the draw comes from, one number in [0, 1) a token; its seed decides it.</param>
    /// <param name="history">The tokens so far, prompt included; null: none.</param>
    /// <returns>Its id, and its probability in the distribution that was drawn from (1 for <see cref="Greedy"/>).</returns>
    public (int Id, double Probability) Choose(Tensor logits, Generator generator, IReadOnlyList<int>? history = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        using var scope = NewDisposeScope();
        var x = SamplingStep.Checked(logits);
        if (_takesLikeliest)
        {
            return ((int)x.argmax().item<long>(), 1);
        }
        foreach (var step in Steps)
        {
            x = step.Apply(x, history);
        }
        var probabilities = x.softmax(0).data<double>().ToArray();
        var id = Drawn(probabilities, rand(1, ScalarType.Float64, generator: generator).item<double>());
        return (id, probabilities[id]);
    }

    /// <summary>A wheel whose sectors are as wide as the probabilities, stopped at u: the token at which their sum passes u.</summary>
    private static int Drawn(double[] probabilities, double u)
    {
        var (sum, stop) = (0.0, u * probabilities.Sum());      // the sum is 1 up to rounding
        for (var id = 0; id < probabilities.Length; id++)
        {
            sum += probabilities[id];
            if (sum > stop)
            {
                return id;
            }
        }
        return Array.FindLastIndex(probabilities, p => p > 0);
    }
}
