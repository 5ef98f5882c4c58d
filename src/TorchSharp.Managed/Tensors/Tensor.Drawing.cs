// Draws by weight, and integers into a tensor. The numbers are those of PyTorch's CPU generator (its build without MKL).

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>
        /// Draws indices with probabilities in proportion to the weights in the last dimension: (n) -> (num_samples), (m,n) -> (m,num_samples), Int64. Without
        /// replacement as PyTorch does it: the weights divided by exponential draws, and of these the largest (Efraimidis and Spirakis 2006);
        /// with replacement by the running sum of the weights. (From version 2 on PyTorch takes the first way for a single draw too; the draws here are those of 1.13.)
        /// </summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null)
        {
            RequireFloat("multinomial");
            var n = Rank is 1 or 2 ? _shape[^1] : throw Fail.Shape("multinomial", "expected weights of 1 or 2 dimensions", _shape);
            if (num_samples <= 0 || (!replacement && num_samples > n))
            {
                throw Fail.Error($"multinomial: {num_samples} draws {(replacement ? "with" : "without")} replacement from {n} weights; expected 1 to {(replacement ? "any number" : n.ToString())}");
            }
            using var off = new GradMode(false);
            RequireWeights();
            var random = (generator ?? Generator.Default).Source;
            if (!replacement)
            {
                var keys = this / Exponentials(random);
                return num_samples == 1 ? keys.argmax(-1, keepdim: true) : keys.topk((int)num_samples).indexes;
            }
            var rows = AsDense();
            var result = New([.. _shape[..^1], num_samples], ScalarType.Int64);
            for (var row = 0; row < Count / n; row++)
            {
                rows.DrawRow(random, row, (int)n, result.Span<long>().Slice((int)(row * num_samples), (int)num_samples));
            }
            return result;
        }

        /// <summary>Uniform integers from the first number to before the second, in this tensor's type.</summary>
        public Tensor random_(double from, double to, Generator? generator = null)
        {
            var draws = randint((long)from, (long)to, _shape, generator: generator);
            return Overwrite("random_", draws.As(dtype));
        }

        private void RequireWeights()
        {
            if (!(bool)(isfinite() & ge(0)).all())
            {
                throw Fail.Error($"multinomial: every weight must be finite and 0 or more, in {Fail.Show(_shape)} some are not");
            }
            if (!(bool)sum(-1, keepdim: true).gt(0).all())
            {
                throw Fail.Error($"multinomial: the weights of a draw must not all be 0, in {Fail.Show(_shape)} they are");
            }
        }

        /// <summary>-ln(1 - u) for uniform u of 53 bits, in this tensor's shape and type.</summary>
        private Tensor Exponentials(Mt19937 random)
        {
            var uniform = New(_shape, ScalarType.Float64);
            random.Uniform(uniform.Span<double>());
            return (-(1 - uniform).log()).As(dtype);
        }

        /// <summary>Draws with replacement: a uniform number is looked up in the running sum of the weights.</summary>
        private void DrawRow(Mt19937 random, int row, int n, Span<long> draws)
        {
            var sums = new double[n];
            double sum = 0;
            for (var i = 0; i < n; i++)
            {
                // The sum is rounded to the weights' type after each addition, and so is the quotient, as in PyTorch.
                sum = Rounded(sum + Value(row * n + i));
                sums[i] = sum;
            }
            for (var i = 0; i < n; i++)
            {
                sums[i] = i == n - 1 ? 1 : Rounded(sums[i] / sum);
            }
            foreach (ref var draw in draws)
            {
                var u = random.UniformDouble();
                int left = 0, right = n;
                while (right > left)
                {
                    var middle = left + (right - left) / 2;
                    (left, right) = sums[middle] < u ? (middle + 1, right) : (left, middle);
                }
                draw = left;
            }
        }

        private double Value(long i) => dtype == ScalarType.Float32 ? At<float>(i) : At<double>(i);

        private double Rounded(double x) => dtype == ScalarType.Float32 ? (float)x : x;
    }

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) => NotNull(input).multinomial(num_samples, replacement, generator);
}
