namespace TinyTransformer;

/// <summary>How a model writes.</summary>
public sealed record GenerationOptions
{
    /// <summary>How each token is chosen.</summary>
    public Sampler Sampler { get; init; } = Sampler.Greedy;

    /// <summary>Decides all draws: the same seed gives the same text.</summary>
    public ulong Seed { get; init; }

    /// <summary>The most tokens, 1 or more; null: until the config's positions are used up.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>The token that ends a text; null: there is none.</summary>
    public int? EndId { get; init; }

    /// <summary>Gives the tokens their text; null: they have none.</summary>
    public Tokenizer? Tokenizer { get; init; }

    /// <summary>Whether each token comes with its <see cref="SamplingTrace"/>: several arrays of V numbers each.</summary>
    public bool Traces { get; init; }

    /// <summary>Whether keys and values of the past are kept. Off: each token costs a forward of the whole text, and comes out the same up to rounding.</summary>
    public bool UseCache { get; init; } = true;
}
