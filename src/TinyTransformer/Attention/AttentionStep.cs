using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>What one attention step computed, with what lies between input and output.</summary>
/// <param name="Scores">(…, T, S): Q Kᵀ / √d before the softmax; −∞ where the mask forbids to look.</param>
/// <param name="Pattern">(…, T, S): the scores after the softmax, 0 to 1; row t says how much of each key's value query t takes, and sums to 1.</param>
/// <param name="Output">(…, T, dv): for each query the average of the values, weighted by its row of the pattern.</param>
public sealed record AttentionStep(Tensor Scores, Tensor Pattern, Tensor Output);
