namespace TinyTransformer;

/// <summary>The sentences of one tag.</summary>
/// <param name="Tag">A sentence with several tags counts in each.</param>
/// <param name="Sentences">How many have it.</param>
/// <param name="Right">How many of these came out exactly right.</param>
public sealed record ExactMatchRow(string Tag, int Sentences, int Right)
{
    /// <summary>0 to 1.</summary>
    public double Share => (double)Right / Sentences;
}
