namespace TinyTransformer;

/// <summary>A token that a model wrote.</summary>
/// <param name="Id">The end token is the last one, where it came.</param>
/// <param name="Text">What it adds to the text. Special tokens add nothing; a token that ends within a character leaves that to the next. Joined, the texts are those of the ids.</param>
/// <param name="LogProbability">ln p by the model itself, before any step; ≤ 0, nats.</param>
/// <param name="Probability">In the distribution that was drawn from, 0 to 1.</param>
/// <param name="Trace">How it was chosen, where that was asked for.</param>
public sealed record GeneratedToken(int Id, string Text, double LogProbability, double Probability, SamplingTrace? Trace = null);
