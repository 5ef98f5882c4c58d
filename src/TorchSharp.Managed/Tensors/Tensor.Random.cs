// Draws into a tensor in place, in row-major order, as PyTorch's CPU generator makes them (its build without MKL, where bernoulli is concerned).

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Uniform in [from, to).</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null)
        {
            RequireFloat("uniform_");
            if (!(from <= to) || double.IsInfinity(to - from))
            {
                throw Fail.Error($"uniform_: expected from <= to, both finite, got {from} and {to}");
            }
            var draws = Rand(_shape, dtype, null, false, generator);
            if (dtype == ScalarType.Float32)
            {
                float low = (float)from, width = (float)to - low;
                foreach (ref var value in draws.Span<float>())
                {
                    value = float.FusedMultiplyAdd(value, width, low);
                }
            }
            else
            {
                var width = to - from;
                foreach (ref var value in draws.Span<double>())
                {
                    value = double.FusedMultiplyAdd(value, width, from);
                }
            }
            return Overwrite("uniform_", draws);
        }

        /// <summary>Normal with this mean and standard deviation.</summary>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null)
        {
            RequireFloat("normal_");
            if (!(std >= 0))
            {
                throw Fail.Error($"normal_: the standard deviation must be 0 or more, got {std}");
            }
            var draws = Randn(_shape, dtype, null, false, generator);
            if (dtype == ScalarType.Float32)
            {
                foreach (ref var value in draws.Span<float>())
                {
                    value = float.FusedMultiplyAdd(value, (float)std, (float)mean);
                }
            }
            else
            {
                foreach (ref var value in draws.Span<double>())
                {
                    value = double.FusedMultiplyAdd(value, std, mean);
                }
            }
            return Overwrite("normal_", draws);
        }

        /// <summary>1 with probability p, else 0; each element takes one double from the generator.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Overwrite("bernoulli_", Bernoulli("bernoulli_", _shape, dtype, p, 1, generator));

        /// <summary>1 with the probability that stands at the same place of p (broadcast), else 0.</summary>
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => Overwrite("bernoulli_", NotNull(p).expand(_shape).bernoulli(generator).As(dtype));

        /// <summary>For each probability in this tensor: 1 with that probability, else 0.</summary>
        public Tensor bernoulli(Generator? generator = null)
        {
            RequireFloat("bernoulli");
            var random = (generator ?? Generator.Default).Source;
            using var off = new GradMode(false);
            var result = Elements.Copy(this, dtype);
            if (dtype == ScalarType.Float32)
            {
                foreach (ref var value in result.Span<float>())
                {
                    RequireProbability("bernoulli", value);
                    value = random.UniformSingle() < value ? 1 : 0;
                }
            }
            else
            {
                foreach (ref var value in result.Span<double>())
                {
                    RequireProbability("bernoulli", value);
                    value = random.UniformDouble() < value ? 1 : 0;
                }
            }
            return result;
        }

        /// <summary>A fresh tensor that is yes with probability p and 0 elsewhere.</summary>
        internal static Tensor Bernoulli(string op, long[] shape, ScalarType dtype, double p, double yes, Generator? generator = null)
        {
            RequireProbability(op, p);
            var random = (generator ?? Generator.Default).Source;
            var result = New(shape, dtype);
            switch (dtype)
            {
                case ScalarType.Float32: Fill(result.Span<float>(), (float)yes); break;
                case ScalarType.Float64: Fill(result.Span<double>(), yes); break;
                case ScalarType.Int64: Fill(result.Span<long>(), (long)yes); break;
                case ScalarType.Int32: Fill(result.Span<int>(), (int)yes); break;
                case ScalarType.Bool: Fill(result.Span<byte>(), (byte)1); break;
                default: throw DTypes.Unsupported(dtype);
            }
            return result;

            void Fill<T>(Span<T> values, T one) where T : unmanaged
            {
                foreach (ref var value in values)
                {
                    value = random.UniformDouble() < p ? one : default;
                }
            }
        }

        private static void RequireProbability(string op, double p)
        {
            if (!(p >= 0 && p <= 1))
            {
                throw Fail.Error($"{op}: a probability lies between 0 and 1, got {p}");
            }
        }
    }

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => NotNull(input).bernoulli(generator);
}
