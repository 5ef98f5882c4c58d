// What a forward pass and a decoding step cost, by arithmetic on the config. B batch, T positions, V vocabulary, D d_model, N layers, H heads, Hkv heads of keys,
// Dh = D / H, Dff feed-forward width.

namespace TinyTransformer;

/// <summary>
/// Operations and bytes by formula. A multiply-add counts as two operations; only matrix products count (norms, softmax and activations are a few operations a
/// number, and small beside them).
/// </summary>
public static class ForwardCost
{
    /// <summary>
    /// Floating-point operations of a forward of GPT: twice the matrices' entries for each token, and twice two products of T × T × D for each layer's
    /// attention (masked cells are computed too).
    /// </summary>
    /// <param name="T">Positions in each of the sequences.</param>
    /// <param name="B">Sequences.</param>
    public static long Flops(TransformerConfig config, long T, long B = 1)
    {
        ArgumentNullException.ThrowIfNull(config);
        long D = config.DModel, keyWidth = config.KvHeads * config.HeadDim;
        var matrices = config.Activation == Activation.SwiGlu ? 3 : 2;
        var router = config.NumExperts > 1 ? D * config.NumExperts : 0;
        var block = 2 * D * D + 2 * D * keyWidth + router + config.ExpertsPerToken * matrices * D * config.DFeedForward;      // entries of matrices that a token meets
        var attention = 2 * T * D;                                                                                            // Q Kᵀ and pattern · V, for one query
        return 2 * B * T * (config.NumLayers * (block + attention) + D * config.VocabularySize);
    }

    /// <summary>Operations of a training step: the backward costs twice the forward (Kaplan et al. 2020, section 2.1).</summary>
    public static long TrainingFlops(TransformerConfig config, long T, long B = 1) => 3 * Flops(config, T, B);

    /// <summary>Bytes of a KV cache: a key and a value for each layer, head of keys and position.</summary>
    /// <param name="T">Positions.</param>
    /// <param name="B">Sequences.</param>
    /// <param name="bytesPerNumber">4 for Float32, 2 for half precision.</param>
    public static long KeyValueCacheBytes(TransformerConfig config, long T, long B = 1, int bytesPerNumber = 4)
    {
        ArgumentNullException.ThrowIfNull(config);
        return 2L * config.NumLayers * config.KvHeads * config.HeadDim * T * B * bytesPerNumber;
    }

    /// <summary>
    /// Numbers that a GPT without experts lets see in a forward (all that <see cref="ActivationCache"/> records), of which a training step keeps about as many
    /// for the backward: the part with T² is what long texts pay for.
    /// </summary>
    /// <param name="T">Positions.</param>
    /// <param name="B">Sequences.</param>
    public static long Activations(TransformerConfig config, long T, long B = 1)
    {
        ArgumentNullException.ThrowIfNull(config);
        long D = config.DModel, keyWidth = config.KvHeads * config.HeadDim;
        var perToken = 9 * D + 2 * keyWidth + config.DFeedForward;                // q, head, output, two skips, in, mid, out and the net's output; k and v; hidden
        var perPair = 2 * config.NumHeads;                                        // scores and pattern
        var ends = 2 * D + config.VocabularySize;                                 // embedding, final norm, logits
        var positions = config.Positions is PositionKind.Sinusoidal or PositionKind.SinusoidalTensor2Tensor or PositionKind.Learned ? T * D : 0;
        return B * T * (config.NumLayers * (perToken + perPair * T) + ends) + positions;
    }

    /// <summary>
    /// Operations of one layer that mixes n positions of width d, as the paper's Table 1 counts them: self-attention n² · d, recurrent n · d², convolutional k
    /// · n · d², restricted self-attention r · n · d.
    /// </summary>
    /// <param name="kernel">k: the convolution's width.</param>
    /// <param name="neighbours">r: how far a restricted query sees.</param>
    public static IReadOnlyDictionary<string, long> PerLayer(long n, long d, long kernel = 3, long neighbours = 16) => new Dictionary<string, long>
    {
        ["self-attention"] = n * n * d,
        ["recurrent"] = n * d * d,
        ["convolutional"] = kernel * n * d * d,
        ["self-attention (restricted)"] = neighbours * n * d,
    };
}
