using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>What the encoder hands to each of the decoder's blocks.</summary>
/// <param name="States">(B, S, D): one vector for each token of the source.</param>
/// <param name="Mask">Which of them may be looked at; null: all.</param>
public sealed record EncodedSource(Tensor States, AttentionMask? Mask = null);
