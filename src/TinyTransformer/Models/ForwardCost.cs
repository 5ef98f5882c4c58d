// What a forward pass and a decoding step cost, by arithmetic on the config. B batch, T positions, S source positions, V vocabulary, D d_model, N layers, H heads, Hkv heads of keys,
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
    /// attention (masked cells are computed too). Of a mixture of experts a token meets the router and its own experts.
    /// </summary>
    /// <param name="T">Positions in each of the sequences.</param>
    /// <param name="B">Sequences.</param>
    public static long Flops(TransformerConfig config, long T, long B = 1) => ContinuationFlops(config, past: 0, T, B);

    /// <summary>The same for tokens that continue a text whose keys and values are in a KV cache: only they are computed, and look at everything.</summary>
    /// <param name="past">Positions in the cache.</param>
    /// <param name="T">New positions.</param>
    /// <param name="B">Sequences.</param>
    public static long ContinuationFlops(TransformerConfig config, long past, long T = 1, long B = 1)
    {
        ArgumentNullException.ThrowIfNull(config);
        var D = config.DModel;
        return 2 * B * T * (config.NumLayers * (BlockEntries(config) + Looks(config, past + T)) + D * config.VocabularySize);
    }

    /// <summary>
    /// Operations of a forward of an encoder-decoder. The source's keys and values for cross-attention are computed once a layer, from the S source positions;
    /// the rest of cross-attention for each target position.
    /// </summary>
    /// <param name="S">Positions of each source.</param>
    /// <param name="T">Positions of each target.</param>
    /// <param name="B">Pairs.</param>
    public static long EncoderDecoderFlops(TransformerConfig config, long S, long T, long B = 1)
    {
        ArgumentNullException.ThrowIfNull(config);
        var D = config.DModel;
        var encoder = S * (BlockEntries(config) + Looks(config, S));
        var cross = S * 2 * D * KeyWidth(config) + T * (2 * D * D + Looks(config, S));
        var decoder = T * (BlockEntries(config) + Looks(config, T)) + cross;
        return 2 * B * (config.NumLayers * (encoder + decoder) + T * D * config.VocabularySize);
    }

    /// <summary>Operations of a training step of GPT: the backward costs twice the forward (Kaplan et al. 2020, section 2.1).</summary>
    public static long TrainingFlops(TransformerConfig config, long T, long B = 1) => 3 * Flops(config, T, B);

    /// <summary>Bytes of a KV cache: a key and a value for each layer, head of keys and position.</summary>
    /// <param name="T">Positions.</param>
    /// <param name="B">Sequences.</param>
    /// <param name="bytesPerNumber">4 for Float32, 2 for half precision.</param>
    /// <param name="S">Positions of the source, whose keys and values cross-attention keeps; 0: there is no source.</param>
    public static long KeyValueCacheBytes(TransformerConfig config, long T, long B = 1, int bytesPerNumber = 4, long S = 0)
    {
        ArgumentNullException.ThrowIfNull(config);
        return 2L * config.NumLayers * KeyWidth(config) * (T + S) * B * bytesPerNumber;
    }

    /// <summary>
    /// Numbers that a GPT lets see in a forward (all that <see cref="ActivationCache"/> records), of which a training step keeps about as many for the backward:
    /// the part with T² is what long texts pay for.
    /// </summary>
    /// <param name="T">Positions.</param>
    /// <param name="B">Sequences.</param>
    public static long Activations(TransformerConfig config, long T, long B = 1)
    {
        ArgumentNullException.ThrowIfNull(config);
        var ends = 2 * config.DModel + config.VocabularySize;                     // embedding, final norm, logits
        return B * T * (config.NumLayers * BlockValues(config, T) + ends) + PositionValues(config, T);
    }

    /// <summary>The same for an encoder-decoder.</summary>
    /// <param name="S">Positions of each source.</param>
    /// <param name="T">Positions of each target.</param>
    /// <param name="B">Pairs.</param>
    public static long EncoderDecoderActivations(TransformerConfig config, long S, long T, long B = 1)
    {
        ArgumentNullException.ThrowIfNull(config);
        var D = config.DModel;
        var cross = S * 2 * KeyWidth(config) + T * (5 * D + 2 * config.NumHeads * S);      // k and v; q, head, output, skip and the stream after it; scores and pattern
        var encoder = config.NumLayers * S * BlockValues(config, S) + S * 2 * D;
        var decoder = config.NumLayers * (T * BlockValues(config, T) + cross) + T * (2 * D + config.VocabularySize);
        return B * (encoder + decoder) + PositionValues(config, S) + PositionValues(config, T);
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

    private static long KeyWidth(TransformerConfig config) => config.KvHeads * config.HeadDim;

    /// <summary>Entries of the matrices that a token meets in a block without cross-attention.</summary>
    private static long BlockEntries(TransformerConfig config)
    {
        var D = config.DModel;
        var matrices = config.Activation == Activation.SwiGlu ? 3 : 2;
        var router = config.NumExperts > 1 ? D * config.NumExperts : 0;
        return 2 * D * D + 2 * D * KeyWidth(config) + router + config.ExpertsPerToken * matrices * D * config.DFeedForward;
    }

    /// <summary>Q Kᵀ and pattern · V of one query, over all heads.</summary>
    private static long Looks(TransformerConfig config, long keys) => 2 * keys * config.DModel;

    /// <summary>What a block without cross-attention lets see of a token that looks at so many keys.</summary>
    private static long BlockValues(TransformerConfig config, long keys)
    {
        long D = config.DModel, Dff = config.DFeedForward;
        var attention = 3 * D + 2 * KeyWidth(config) + 2 * config.NumHeads * keys;          // q, head, output; k and v; scores and pattern
        var net = config.NumExperts > 1 ? config.NumExperts + config.ExpertsPerToken * (Dff + D) + D : Dff + D;     // router, then hidden and output of each expert; output
        return 5 * D + attention + net;                                                     // two skips; in, mid and out of the stream
    }

    private static long PositionValues(TransformerConfig config, long T) =>
        config.Positions is PositionKind.Sinusoidal or PositionKind.SinusoidalTensor2Tensor or PositionKind.Learned ? T * config.DModel : 0;
}
