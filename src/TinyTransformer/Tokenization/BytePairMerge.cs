namespace TinyTransformer;

/// <summary>A learned rule: wherever these two tokens are neighbours in a word, they become one.</summary>
/// <param name="LeftId">The first of the pair.</param>
/// <param name="RightId">The second.</param>
/// <param name="Id">What they become.</param>
/// <param name="Left">The text of the first, as <see cref="Tokenizer.TokenText"/> gives it.</param>
/// <param name="Right">The text of the second.</param>
/// <param name="Text">The text of what they become.</param>
/// <param name="Count">How often the pair was in the corpus when it was chosen; null in a tokenizer that was loaded.</param>
public sealed record BytePairMerge(int LeftId, int RightId, int Id, string Left, string Right, string Text, long? Count = null)
{
    /// <summary>As in "lo" + "w" → "low" (7×).</summary>
    public override string ToString() => $"\"{Left}\" + \"{Right}\" → \"{Text}\"{(Count is { } count ? $" ({count}×)" : "")}";
}
