// Dropout (Srivastava et al. 2014): in training each element is 0 with probability p, and the others grow by 1 / (1 - p), so that the expectation stays.

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Any shape -> the same. Does nothing outside of training.</summary>
    public sealed class Dropout : ParameterLessModule<Tensor, Tensor>
    {
        internal Dropout(double p, bool inplace) : base(nameof(Dropout))
        {
            Tensor.RequireDropout(p);
            (this.p, this.inplace) = (p, inplace);
        }

        public bool inplace { get; set; }

        /// <summary>The probability of 0, dimensionless.</summary>
        public double p { get; set; }

        public override Tensor forward(Tensor tensor) => nn.functional.dropout(tensor, p, training, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public partial class Tensor
        {
            internal static void RequireDropout(double p)
            {
                if (!(p >= 0 && p <= 1))
                {
                    throw Fail.Error($"dropout: the probability of 0 lies between 0 and 1, got {p}");
                }
            }

            internal static Tensor Dropped(Tensor x, double p)
            {
                x.RequireFloat("dropout");
                Tensor factors, result;
                using (new GradMode(false))
                {
                    // One factor for each element: 0, or 1 / (1 - p).
                    factors = p < 1 ? Bernoulli("dropout", x._shape, x.dtype, 1 - p, 1 / (1 - p)) : torch.zeros_like(x);
                    result = x * factors;
                }
                return Node.Record("dropout", result, [x], static (n, g) => [g * n[0]], factors);
            }
        }

        public static partial class nn
        {
            public static Modules.Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            public static partial class functional
            {
                /// <summary>With p = 0, or outside of training, a second handle on the input and no draw. The mask takes one double of the generator for each element, in row-major order.</summary>
                public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
                {
                    ArgumentNullException.ThrowIfNull(input);
                    Tensor.RequireDropout(p);
                    if (!training || p == 0 || input.Count == 0)
                    {
                        return input.SecondHandle();
                    }
                    return inplace ? input.InPlace("dropout_", x => Tensor.Dropped(x, p)) : Tensor.Dropped(input, p);
                }
            }
        }
    }
}
