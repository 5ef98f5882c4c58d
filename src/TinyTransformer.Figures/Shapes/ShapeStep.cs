namespace TinyTransformer;

/// <summary>One step of a <see cref="ShapeFlow"/>: what happens, and the shape of what comes out.</summary>
/// <param name="Name">Such as "embedding".</param>
/// <param name="Shape">The sizes, from the first dimension; empty for a scalar.</param>
public sealed record ShapeStep(string Name, params IReadOnlyList<long> Shape)
{
    /// <summary>The names of the dimensions, separated by spaces, as "B T D"; empty: none.</summary>
    public string Axes { get; init; } = "";

    /// <summary>How deep the step lies inside others, from 0: a layer of a block is one deeper than the block.</summary>
    public int Depth { get; init; }

    /// <summary>What else there is to say, as the number of parameters.</summary>
    public string Note { get; init; } = "";
}
