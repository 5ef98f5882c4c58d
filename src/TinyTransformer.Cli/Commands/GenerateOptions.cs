namespace TinyTransformer.Cli.Commands;

/// <summary>How to write on. A step that is null is left out.</summary>
internal sealed record GenerateOptions
{
    public required double Temperature { get; init; }

    public double? RepetitionPenalty { get; init; }

    public int? TopK { get; init; }

    public double? TopP { get; init; }

    public double? MinP { get; init; }

    public double? Typical { get; init; }

    public int? MaxTokens { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>The usual order: the penalty, the temperature, then what cuts, each on what the one before left over.</summary>
    /// <exception cref="ArgumentException">A value out of range.</exception>
    public Sampler Sampler()
    {
        var steps = new List<SamplingStep>();
        Add(RepetitionPenalty, penalty => new RepetitionPenalty(penalty));
        steps.Add(new Temperature(Temperature));
        Add(TopK, k => new TopK(k));
        Add(TopP, p => new TopP(p));
        Add(MinP, p => new MinP(p));
        Add(Typical, p => new Typical(p));
        return new([.. steps]);

        void Add<T>(T? value, Func<T, SamplingStep> step)
            where T : struct
        {
            if (value is { } given)
            {
                steps.Add(step(given));
            }
        }
    }
}
