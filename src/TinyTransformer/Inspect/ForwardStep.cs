namespace TinyTransformer;

/// <summary>One operation of a forward pass; see <see cref="ForwardTable"/>.</summary>
/// <param name="Operation">
/// The path of a layer, such as <c>block.0.attention.w_q</c>, or of a value that a module lets see, such as <c>block.0.attention.scores</c>.
/// </param>
/// <param name="In">The shape that went in; null where a value is not a layer's.</param>
/// <param name="Out">The shape that came out.</param>
/// <param name="Parameters">Parameters of the layer.</param>
/// <param name="MultiplyAdds">Products that were computed and added up here, if it is a matrix product; else 0.</param>
public sealed record ForwardStep(string Operation, long[]? In, long[] Out, long Parameters, long MultiplyAdds = 0);
