namespace TinyTransformer;

/// <summary>A pair of texts as token ids.</summary>
/// <param name="Source">Ends with the end token.</param>
/// <param name="Target">Begins with the start token and ends with the end token: the decoder reads all but the last and is to write all but the first.</param>
public sealed record SequencePair(int[] Source, int[] Target)
{
    /// <summary>Tokens of the longer side.</summary>
    internal int Length => Math.Max(Source.Length, Target.Length);
}
