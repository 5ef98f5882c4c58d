// Initial values of parameters. All write in place without recording gradients and return the tensor. The draws are PyTorch's for the same seed.
// Sources: Glorot and Bengio 2010 (xavier), He, Zhang, Ren and Sun 2015 (kaiming).

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) => Quietly(NotNull(tensor), x => x.uniform_(low, high, generator));

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) => Quietly(NotNull(tensor), x => x.normal_(mean, std, generator));

            public static Tensor constant_(Tensor tensor, Scalar val) => Quietly(NotNull(tensor), x => x.fill_(val));

            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            /// <summary>1 on the main diagonal of a matrix, else 0.</summary>
            public static Tensor eye_(Tensor tensor) => NotNull(tensor).Rank == 2
                ? Quietly(tensor, x => x.copy_(eye(x.Sizes[0], x.Sizes[1], x.dtype)))
                : throw new ArgumentException($"eye_: expected a matrix, got {Fail.Show(tensor.Sizes)}", nameof(tensor));

            /// <summary>Uniform in ±gain·√(6 / (fan in + fan out)).</summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                var bound = Math.Sqrt(3) * gain * Math.Sqrt(2.0 / (fanIn + fanOut));
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Normal with standard deviation gain·√(2 / (fan in + fan out)). As in PyTorch; TorchSharp 0.107 draws uniform numbers under this name.</summary>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return normal_(tensor, 0, gain * Math.Sqrt(2.0 / (fanIn + fanOut)));
            }

            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1) => xavier_uniform_(tensor, gain);

            public static Tensor glorot_normal_(Tensor tensor, double gain = 1) => xavier_normal_(tensor, gain);

            /// <summary>Uniform in ±√3·gain / √fan.</summary>
            /// <param name="a">The negative slope, where the nonlinearity is LeakyReLU.</param>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3) * KaimingDeviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Normal with standard deviation gain / √fan.</summary>
            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingDeviation(tensor, a, mode, nonlinearity));

            /// <summary>The factor by which a nonlinearity shrinks a standard deviation, inverted: 1, 5/3 for tanh, √2 for ReLU, √(2 / (1 + slope²)) for leaky ReLU.</summary>
            /// <param name="param">The negative slope of a leaky ReLU. (Its default in PyTorch is 0.01; here, as in TorchSharp, 0.)</param>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + param * param)),
                _ => 1,
            };

            /// <summary>How many inputs one output of a weight (out, in, …) has, and how many outputs one input.</summary>
            /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                if (tensor.Rank < 2)
                {
                    throw new ArgumentException($"CalculateFanInAndFanOut: a weight of two or more dimensions is needed, got {Fail.Show(tensor.Sizes)}", nameof(tensor));
                }
                long field = 1;
                foreach (var size in tensor.Sizes.AsSpan(2))
                {
                    field *= size;
                }
                return (tensor.Sizes[1] * field, tensor.Sizes[0] * field);
            }

            private static double KaimingDeviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static Tensor Quietly(Tensor tensor, Action<Tensor> write)
            {
                using var off = no_grad();
                write(tensor);
                return tensor;
            }
        }
    }
}
