// Norms of vectors and matrices, and their places under torch.linalg. The gradient of a length at zero is 0 here, as in PyTorch.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor norm(float p = 2f) => Norm("norm", p, [.. AllDims()], false);

        public Tensor norm(int dim, bool keepdim = false, float p = 2f) => Norm("norm", p, [dim], keepdim);

        /// <summary>(Σ |x|^p)^(1/p); the largest and the smallest |x| for p = ±∞; the number of elements other than 0 for p = 0.</summary>
        internal Tensor Norm(string op, double p, long[] dims, bool keepdim)
        {
            RequireFloat(op);
            long[] reduced = [.. _shape.Select((size, d) => dims.Any(dim => Shapes.Dim(op, dim, Rank) == d) ? 1 : size)];
            var result = Untracked(() => detach().NormOf(p, dims, keepdim));
            return Node.Record(op, result, [this], (n, g) => [NormGradient(n[0], n[1].reshape(reduced), g.reshape(reduced), p, dims)], this, result);
        }

        private Tensor NormOf(double p, long[] dims, bool keepdim) => p switch
        {
            0 => ne(0).As(dtype).Sum(dims, keepdim, null),
            1 => abs().Sum(dims, keepdim, null),
            2 => square().Sum(dims, keepdim, null).sqrt(),
            double.PositiveInfinity => abs().amax(dims, keepdim),
            double.NegativeInfinity => abs().amin(dims, keepdim),
            _ => abs().pow(p).Sum(dims, keepdim, null).pow(1 / p),
        };

        /// <summary>PyTorch's formulas, which say 0 where the norm is 0, and share the gradient of a largest or smallest element among those that are equal or NaN.</summary>
        private static Tensor NormGradient(Tensor x, Tensor norm, Tensor g, double p, long[] dims)
        {
            if (double.IsInfinity(p))
            {
                var chosen = (x.abs().eq(norm) | x.isnan()).As(g.dtype);
                return x.Sign() * (g / chosen.Sum(dims, true, null) * chosen);
            }
            return p switch
            {
                0 => torch.zeros_like(x),
                1 => x.Sign() * g,
                < 1 => x.Sign() * x.abs().pow(p - 1).masked_fill(x.eq(0), 0) * g * norm.pow(1 - p),
                2 => (x * (g / norm)).masked_fill(norm.eq(0), 0),
                < 2 => x.Sign() * x.abs().pow(p - 1) * (g / norm.pow(p - 1)).masked_fill(norm.eq(0), 0),
                _ => x * x.abs().pow(p - 2) * (g / norm.pow(p - 1)).masked_fill(norm.eq(0), 0),
            };
        }
    }

    public static Tensor norm(Tensor input) => NotNull(input).norm();

    public static Tensor norm(Tensor input, float p = 2f) => NotNull(input).norm(p);

    public static Tensor norm(Tensor input, int dimension, bool keepdim = false, float p = 2f) => NotNull(input).norm(dimension, keepdim, p);

    public static partial class linalg
    {
        /// <summary>The p-norm (ord) of all elements, or along these dimensions.</summary>
        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) =>
            NotNull(input).Norm("linalg.vector_norm", ord, dims is null or [] ? All(input) : dims, keepdim);

        /// <summary>The Frobenius norm ("fro") of the matrices in the last two dimensions, or in these. (The nuclear norm is not here: it needs singular values.)</summary>
        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false)
        {
            ArgumentNullException.ThrowIfNull(input);
            return ord == "fro"
                ? input.Norm("linalg.matrix_norm", 2, Two(input, dims), keepdim)
                : throw new NotSupportedException($"linalg.matrix_norm: ord \"{ord}\": this engine knows \"fro\", and the numbers 1, -1, ∞ and -∞");
        }

        /// <summary>The largest (1, ∞) or smallest (-1, -∞) absolute sum of a column (±1) or a row (±∞). (±2 is not here: it needs singular values.)</summary>
        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false)
        {
            ArgumentNullException.ThrowIfNull(input);
            if (Math.Abs(ord) is not (1 or double.PositiveInfinity))
            {
                throw new NotSupportedException($"linalg.matrix_norm: ord {ord}: this engine knows \"fro\", and the numbers 1, -1, ∞ and -∞");
            }
            var two = Two(input, dims);
            var (summed, chosen) = Math.Abs(ord) == 1 ? (two[0], two[1]) : (two[1], two[0]);
            var sums = input.Norm("linalg.matrix_norm", 1, [summed], keepdim: true);
            var result = ord > 0 ? sums.amax([chosen], keepdim: true) : sums.amin([chosen], keepdim: true);
            return keepdim ? result : result.squeeze(Math.Max(two[0], two[1])).squeeze(Math.Min(two[0], two[1]));
        }

        /// <summary>Without ord the Euclidean norm; with it a vector norm of one dimension, a matrix norm of two.</summary>
        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => vector_norm(input, 2, dims, keepdim);

        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) => matrix_norm(NotNull(input), NotNull(ord), dims, keepdim);

        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            (dims?.Length ?? NotNull(input).Rank) == 2 ? matrix_norm(input, ord, dims, keepdim) : vector_norm(input, ord, dims, keepdim);

        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) => norm(input, (double)ord, dims, keepdim);

        private static long[] All(Tensor input) => [.. Enumerable.Range(0, input.Rank).Select(d => (long)d)];

        private static long[] Two(Tensor input, long[]? dims) => (dims ?? [-2, -1]) is [var a, var b] && input.Rank >= 2
            ? [Shapes.Dim("linalg.matrix_norm", a, input.Rank), Shapes.Dim("linalg.matrix_norm", b, input.Rank)]
            : throw Fail.Error($"linalg.matrix_norm: two dimensions are needed, got {Fail.Show(dims ?? [])} of {Fail.Show(input.Sizes)}");
    }
}
