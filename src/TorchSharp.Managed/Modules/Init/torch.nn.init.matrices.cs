// Initial values of whole matrices: orthogonal (Saxe, McClelland and Ganguli 2014), sparse (Martens 2010), the identity of a convolution (Dirac), and normal numbers
// within bounds. The draws are PyTorch's for the same seed.

using System.Runtime.Intrinsics;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            /// <summary>
            /// gain times a matrix with orthonormal rows or columns, whichever are fewer: the Q of a matrix of normal numbers, where R has a positive diagonal.
            /// Dimensions after the first count as one.
            /// </summary>
            /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                if (tensor.Rank < 2)
                {
                    throw new ArgumentException($"orthogonal_: two or more dimensions are needed, got {Fail.Show(tensor.Sizes)}", nameof(tensor));
                }
                if (tensor.Count == 0)
                {
                    return tensor;
                }
                using var off = no_grad();
                var (rows, columns) = (tensor.Sizes[0], tensor.Count / tensor.Sizes[0]);
                var drawn = empty(rows, columns, tensor.dtype).normal_().As(ScalarType.Float64);
                // The vectors to be made orthonormal, one a row.
                var vectors = (rows < columns ? drawn : drawn.t()).AsDense();
                Orthonormalise(vectors.Span<double>(), (int)vectors.Sizes[1]);
                tensor.copy_((rows < columns ? vectors : vectors.t()).reshape(tensor.Sizes) * gain);
                return tensor;
            }

            /// <summary>Normal numbers in a matrix, with the given share of each column, rounded up, set to 0.</summary>
            /// <param name="sparsity">In [0, 1].</param>
            /// <exception cref="ArgumentException">The tensor is no matrix.</exception>
            public static Tensor sparse_(Tensor tensor, double sparsity, double std = 0.01)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                if (tensor.Rank != 2)
                {
                    throw new ArgumentException($"sparse_: expected a matrix, got {Fail.Show(tensor.Sizes)}", nameof(tensor));
                }
                if (!(sparsity >= 0 && sparsity <= 1))
                {
                    throw new ArgumentException($"sparse_: sparsity lies between 0 and 1, got {sparsity}", nameof(sparsity));
                }
                using var off = no_grad();
                tensor.normal_(0, std);
                var zeros = (long)Math.Ceiling(sparsity * tensor.Sizes[0]);
                for (long column = 0; column < tensor.Sizes[1]; column++)
                {
                    foreach (var row in randperm(tensor.Sizes[0]).narrow(0, 0, zeros).data<long>())
                    {
                        tensor[row, column].fill_(0);
                    }
                }
                return tensor;
            }

            /// <summary>The weight of a convolution (out, in, k…) that passes its channels on unchanged: 1 at the middle of the kernel of [i, i], else 0.</summary>
            /// <exception cref="ArgumentException">The tensor has not three to five dimensions.</exception>
            public static Tensor dirac_(Tensor tensor)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                if (tensor.Rank is < 3 or > 5)
                {
                    throw new ArgumentException($"dirac_: expected three to five dimensions, got {Fail.Show(tensor.Sizes)}", nameof(tensor));
                }
                using var off = no_grad();
                tensor.zero_();
                for (long i = 0; i < Math.Min(tensor.Sizes[0], tensor.Sizes[1]); i++)
                {
                    var middle = tensor[i, i];
                    while (middle.Rank > 0)
                    {
                        middle = middle.select(0, middle.Sizes[0] / 2);
                    }
                    middle.fill_(1);
                }
                return tensor;
            }

            /// <summary>Normal numbers, of which only those between a and b occur: uniform numbers through the inverse of the distribution function.</summary>
            /// <param name="a">The lower bound, in the units of the numbers, not of standard deviations.</param>
            /// <param name="b">The upper bound.</param>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                using var off = no_grad();
                var bound = Math.Sqrt(2) * std;
                tensor.uniform_(Erf((a - mean) / bound), Erf((b - mean) / bound), generator);
                var values = tensor.to(ScalarType.Float64, copy: true).AsDense();
                foreach (ref var value in values.Span<double>())
                {
                    value = Math.Clamp(InverseErf(value) * bound + mean, a, b);
                }
                tensor.copy_(values);
                return tensor;
            }

            /// <summary>Gram and Schmidt, each projection twice: "twice is enough" (Parlett 1980, section 6-9).</summary>
            private static void Orthonormalise(Span<double> vectors, int length)
            {
                for (var at = 0; at < vectors.Length; at += length)
                {
                    var v = vectors.Slice(at, length);
                    for (var earlier = 0; earlier < 2 * at; earlier += length)
                    {
                        var u = vectors.Slice(earlier % at, length);
                        var share = Dot(u, v);
                        for (var i = 0; i < length; i++)
                        {
                            v[i] -= share * u[i];
                        }
                    }
                    var norm = Math.Sqrt(Dot(v, v));
                    foreach (ref var x in v)
                    {
                        x /= norm;
                    }
                }
            }

            private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                var sum = 0.0;
                for (var i = 0; i < a.Length; i++)
                {
                    sum += a[i] * b[i];
                }
                return sum;
            }

            private static double Erf(double x) => LanesErf.Erf(Vector512.Create(x)).ToScalar();

            /// <summary>The x with erf x = y: Winitzki's estimate, then Newton's steps. ±∞ at ±1.</summary>
            private static double InverseErf(double y)
            {
                const double fit = 0.147;
                if (Math.Abs(y) >= 1)
                {
                    return y * double.PositiveInfinity;
                }
                var log = LanesMath.Log(Vector512.Create((1 - y) * (1 + y))).ToScalar();
                var middle = 2 / (Math.PI * fit) + log / 2;
                var x = Math.CopySign(Math.Sqrt(Math.Sqrt(middle * middle - log / fit) - middle), y);
                for (var step = 0; step < 3; step++)
                {
                    x -= (Erf(x) - y) * Math.Sqrt(Math.PI) / 2 / LanesMath.Exp(Vector512.Create(-x * x)).ToScalar();
                }
                return x;
            }
        }
    }
}
