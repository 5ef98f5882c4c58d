namespace TinyTransformer;

/// <summary>Where the norm stands in a residual connection.</summary>
public enum NormPlacement
{
    /// <summary>LayerNorm(x + Sublayer(x)): the paper's (section 3.1). Wants a warm-up.</summary>
    Post,

    /// <summary>
    /// x + Sublayer(LayerNorm(x)): GPT-2's, and nearly everyone's since (Xiong et al. 2020). The stream itself is never normalised, so a final norm follows the
    /// last block.
    /// </summary>
    Pre,
}
