namespace TinyTransformer;

/// <summary>How a model knows where a token stands. Attention alone does not: it treats its keys as a set.</summary>
public enum PositionKind
{
    /// <summary>Nothing: the model is equivariant to permutations (up to its mask).</summary>
    None,

    /// <summary>Sines and cosines are added to the embeddings, interleaved: the paper's formula (Vaswani et al. 2017, section 3.5).</summary>
    Sinusoidal,

    /// <summary>The same waves as tensor2tensor (the paper's published code) has them: sines first, then cosines, with the exponent i / (d/2 − 1).</summary>
    SinusoidalTensor2Tensor,

    /// <summary>A learned vector for each position is added to the embeddings (GPT, BERT; the paper's Table 3, row E).</summary>
    Learned,

    /// <summary>Queries and keys are rotated by their position (Su et al. 2021, RoFormer).</summary>
    Rotary,

    /// <summary>Scores lose a share of the distance (Press et al. 2022, ALiBi).</summary>
    Alibi,
}
