namespace TinyTransformer;

/// <summary>A kind of parameters in a model; see <see cref="ParameterCount"/>.</summary>
/// <param name="Name">What it is: <c>Q</c>, <c>norms</c>.</param>
/// <param name="Formula">How one of them is counted: <c>D · D</c>.</param>
/// <param name="Each">Parameters of one of them.</param>
/// <param name="Times">How many there are in the model.</param>
/// <param name="IsMatrix">Whether it is a matrix or a table of tokens, to which some published counts are limited; else biases, norms and positions.</param>
public sealed record SizePart(string Name, string Formula, long Each, long Times, bool IsMatrix = true)
{
    /// <summary>Parameters of all of them.</summary>
    public long Total => Each * Times;
}
