namespace TinyTransformer;

/// <summary>How training stands after an update.</summary>
/// <param name="Update">1 for the first.</param>
/// <param name="Updates">How many there will be.</param>
/// <param name="Epoch">From 0: the epoch of the update's last batch.</param>
/// <param name="Loss">Mean over the update's tokens, in nats, as it is optimised: with label smoothing, and with the balance loss where there is one.</param>
/// <param name="LearningRate">Of this update.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="Tokens">Predicted in this update.</param>
/// <param name="TokensPerSecond">Over the last updates.</param>
/// <param name="Elapsed">Since the run began, interruptions left out.</param>
/// <param name="Remaining">What the rest will take at the pace of the last updates.</param>
public sealed record TrainingProgress(int Update, int Updates, int Epoch, double Loss, double LearningRate, double GradientNorm, long Tokens, double TokensPerSecond, TimeSpan Elapsed, TimeSpan Remaining);
