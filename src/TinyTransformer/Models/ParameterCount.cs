// How many parameters a model has, by arithmetic on its config: nothing is built, so GPT-3 is counted in no time. Tests hold it against built models.
// V vocabulary, D d_model, N layers, Hkv heads of keys, Dh = D / H, Dff feed-forward width, E experts, C classes.

using TorchSharp;

namespace TinyTransformer;

/// <summary>The parameters of a model, part by part.</summary>
/// <param name="Parts">Every kind there is; a tied table is counted once, where it embeds.</param>
public sealed record ParameterCount(IReadOnlyList<SizePart> Parts)
{
    /// <summary>All parameters.</summary>
    public long Total => Parts.Sum(part => part.Total);

    /// <summary>Those of matrices and tables of tokens alone, as the 175,181,291,520 of GPT-3 are counted.</summary>
    public long Matrices => Parts.Where(part => part.IsMatrix).Sum(part => part.Total);

    /// <summary>Those outside of the tables of tokens.</summary>
    public long Body => Parts.Where(part => part.Name is not ("embedding" or "source embedding" or "unembedding")).Sum(part => part.Total);

    /// <summary>The parts of that name.</summary>
    public long this[string name] => Parts.Where(part => part.Name == name).Sum(part => part.Total);

    /// <summary>Counts by formula.</summary>
    /// <param name="classes">C: of a <see cref="SequenceClassifier"/>, and of no other.</param>
    /// <exception cref="ArgumentException">The config contradicts itself, or classes are missing or too many.</exception>
    public static ParameterCount Of(TransformerConfig config, ModelShape shape, long? classes = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (classes is null == (shape == ModelShape.SequenceClassifier))
        {
            throw new ArgumentException($"classes: expected {(classes is null ? "a number for" : "null but for")} a SequenceClassifier, got {classes?.ToString() ?? "null"} for {shape}");
        }
        _ = config.Validated();
        long V = config.VocabularySize, D = config.DModel;
        var isBoth = shape == ModelShape.EncoderDecoder;
        var towers = isBoth ? 2 : 1;
        var parts = new List<SizePart> { new("embedding", "V · D", V * D, 1) };
        if (isBoth && config.TieEmbeddings != EmbeddingTying.ThreeWay)
        {
            var source = config.SourceVocabularySize ?? V;
            parts.Add(new("source embedding", "V source · D", source * D, 1));
        }
        if (config.Positions == PositionKind.Learned)
        {
            parts.Add(new("positions", "positions · D", config.MaxPositions * D, towers, IsMatrix: false));
        }
        parts.AddRange(Block(config, attentions: config.NumLayers * (isBoth ? 3 : 1), blocks: config.NumLayers * towers));
        if (config.HasFinalNorm)
        {
            parts.Add(Norms(config, "final norm", towers));
        }
        if (config.TieEmbeddings == EmbeddingTying.None && shape is not (ModelShape.EncoderOnly or ModelShape.SequenceClassifier))
        {
            parts.Add(new("unembedding", "D · V", D * V, 1));
        }
        if (classes is { } C)
        {
            parts.Add(new("classes", "D · C", D * C, 1));
            parts.Add(new("bias of the classes", "C", C, 1, IsMatrix: false));
        }
        return new([.. parts.Where(part => part.Total > 0)]);
    }

    /// <summary>Counts one block by formula.</summary>
    /// <param name="hasCrossAttention">Whether it is the decoder's block of an encoder-decoder.</param>
    public static ParameterCount OfBlock(TransformerConfig config, bool hasCrossAttention = false)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new([.. Block(config.Validated(), attentions: hasCrossAttention ? 2 : 1, blocks: 1).Where(part => part.Total > 0)]);
    }

    /// <summary>Counts what was built: each parameter once, however many modules share it.</summary>
    public static long Built(torch.nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return module.parameters().Sum(parameter => parameter.numel());
    }

    /// <summary>The counts as a table, with their sum.</summary>
    public override string ToString()
    {
        var rows = Parts.Select(part => new[] { part.Name, part.Formula, part.Times == 1 ? "" : $"× {part.Times}", $"{part.Total:N0}" });
        return Columns.Align(rows.Append(["all", "", "", $"{Total:N0}"]), isLastOfNumbers: true);
    }

    private static IEnumerable<SizePart> Block(TransformerConfig config, long attentions, long blocks)
    {
        long D = config.DModel, keyWidth = config.KvHeads * config.HeadDim, Dff = config.DFeedForward;
        var nets = blocks * config.NumExperts;
        var isGated = config.Activation == Activation.SwiGlu;
        yield return new("Q", "D · D", D * D, attentions);
        yield return new("K", "D · Hkv · Dh", D * keyWidth, attentions);
        yield return new("V", "D · Hkv · Dh", D * keyWidth, attentions);
        yield return new("output", "D · D", D * D, attentions);
        var attentionBiases = (config.QkvBias ? D + 2 * keyWidth : 0) + (config.AttentionOutputBias ? D : 0);
        yield return new("attention biases", "of Q, K, V and output", attentionBiases, attentions, IsMatrix: false);
        yield return new("router", "D · E", config.NumExperts > 1 ? D * config.NumExperts : 0, blocks);
        yield return new("up", "D · Dff", D * Dff, nets);
        yield return new("gate", "D · Dff", isGated ? D * Dff : 0, nets);
        yield return new("down", "Dff · D", Dff * D, nets);
        yield return new("feed-forward biases", isGated ? "Dff + Dff + D" : "Dff + D", config.FeedForwardBias ? (isGated ? 2 : 1) * Dff + D : 0, nets, IsMatrix: false);
        yield return Norms(config, "norms", attentions + blocks);
    }

    private static SizePart Norms(TransformerConfig config, string name, long times) => config.NormKind switch
    {
        NormKind.LayerNorm => new(name, "D + D", 2 * config.DModel, times, IsMatrix: false),
        NormKind.RmsNorm => new(name, "D", config.DModel, times, IsMatrix: false),
        _ => new(name, "0", 0, times, IsMatrix: false),
    };
}
