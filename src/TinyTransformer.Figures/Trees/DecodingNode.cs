namespace TinyTransformer;

/// <summary>A token in a <see cref="DecodingTree"/>, and those that were tried after it.</summary>
/// <param name="Token">What was generated here; the prompt at the root.</param>
/// <param name="Value">Its probability, or the score of the sequence up to it; NaN: none is shown.</param>
public sealed record DecodingNode(string Token, double Value)
{
    /// <summary>The continuations, from the top; empty at the end of a sequence.</summary>
    public IReadOnlyList<DecodingNode> Children { get; init => field = [.. value ?? throw new ArgumentNullException(nameof(Children))]; } = [];

    /// <summary>False where the search gave the branch up; it is drawn dashed.</summary>
    public bool IsKept { get; init; } = true;
}
