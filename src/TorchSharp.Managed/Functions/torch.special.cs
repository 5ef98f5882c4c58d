// Functions under the names that mathematicians give them.

namespace TorchSharp;

public static partial class torch
{
    public static partial class special
    {
        public static Tensor erf(Tensor input) => NotNull(input).erf();

        /// <summary>1 / (1 + e^-x), the inverse of logit.</summary>
        public static Tensor expit(Tensor input) => NotNull(input).sigmoid();

        /// <summary>log(x / (1 - x)), the inverse of expit; NaN outside of [0, 1].</summary>
        public static Tensor logit(Tensor input) => (input / (1 - input)).log();

        public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => NotNull(input).softmax(dim, dtype);

        public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) => NotNull(input).log_softmax(dim, dtype);
    }
}
