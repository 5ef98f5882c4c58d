namespace TinyTransformer;

/// <summary>A token, and the place in the text that it was made from.</summary>
/// <param name="Id">0 to the vocabulary's size - 1.</param>
/// <param name="Text">The token's own text, as <see cref="Tokenizer.TokenText"/> gives it. It need not be the text at its place: think of &lt;unk&gt;.</param>
/// <param name="Start">Where it begins in the text, in chars (UTF-16 units).</param>
/// <param name="Length">How many chars it covers. 0 where it only goes on with a character that an earlier token began.</param>
public readonly record struct Token(int Id, string Text, int Start, int Length)
{
    /// <summary>Where it ends in the text, in chars; the end is outside.</summary>
    public int End => Start + Length;

    /// <summary>The token's text with visible spaces ␣, line breaks ⏎ ␍ and tabs ⇥.</summary>
    public string Visible => Text is ['⟨', .., '⟩'] ? Text : Text.Replace(' ', '␣').Replace('\n', '⏎').Replace('\r', '␍').Replace('\t', '⇥');

    /// <summary>As in ␣cat·3797.</summary>
    public override string ToString() => $"{Visible}·{Id}";
}
