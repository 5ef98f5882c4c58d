namespace TinyTransformer;

/// <summary>What parameters are before the first step. Biases start at 0 and scales at 1 in each.</summary>
public enum InitialValues
{
    /// <summary>
    /// Matrices uniform in ±√(6 / (in + out)) (Glorot and Bengio 2010), tables of tokens normal with deviation 1/√d_model. The paper does not say; its
    /// published code, tensor2tensor, has these tables and matrices of like size.
    /// </summary>
    Xavier,

    /// <summary>
    /// Normal with deviation 0.02; the matrices that write to the residual stream divided by √(number of sublayers) (Radford et al. 2019, section 2.3).
    /// </summary>
    Gpt2,

    /// <summary>Zeros, quickly and without a draw: for a model whose weights are loaded.</summary>
    Zeros,
}
