namespace TinyTransformer;

/// <summary>Which of the tables of tokens are one and the same matrix (Press and Wolf 2017; Vaswani et al. 2017, section 3.4).</summary>
public enum EmbeddingTying
{
    /// <summary>Each its own.</summary>
    None,

    /// <summary>The embedding of the output's tokens is also the unembedding (GPT-2).</summary>
    TwoWay,

    /// <summary>That of the source too: one vocabulary for both languages (the paper).</summary>
    ThreeWay,
}
