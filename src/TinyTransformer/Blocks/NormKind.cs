namespace TinyTransformer;

/// <summary>What keeps the numbers of a position at one size.</summary>
public enum NormKind
{
    /// <summary>Mean 0 and variance 1, then a learned scale and shift (Ba et al. 2016).</summary>
    LayerNorm,

    /// <summary>Root mean square 1, then a learned scale (Zhang and Sennrich 2019).</summary>
    RmsNorm,

    /// <summary>Nothing, to see what it is good for.</summary>
    None,
}
