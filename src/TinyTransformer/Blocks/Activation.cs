namespace TinyTransformer;

/// <summary>What stands between the two matrices of a feed-forward net.</summary>
public enum Activation
{
    /// <summary>max(0, x): the paper's (eq. 2).</summary>
    Relu,

    /// <summary>x Φ(x) (Hendrycks and Gimpel 2016), by the error function.</summary>
    Gelu,

    /// <summary>GELU by a hyperbolic tangent: what GPT-2 was trained with.</summary>
    GeluTanh,

    /// <summary>SiLU(x W) ⊙ x V: a gate, and so a third matrix (Shazeer 2020).</summary>
    SwiGlu,
}
