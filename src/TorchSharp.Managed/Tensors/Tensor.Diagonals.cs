// Diagonals, and dimensions moved or unfolded.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements [i, i + offset] of two dimensions, as a view with one dimension in their place, at the end.</summary>
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1)
        {
            int a = Shapes.Dim("diagonal", dim1, Rank), b = Shapes.Dim("diagonal", dim2, Rank);
            if (a == b || Rank < 2)
            {
                throw Fail.Error($"diagonal: two different dimensions are needed, got {dim1} and {dim2} of {Fail.Show(_shape)}");
            }
            var size = Math.Max(0, offset >= 0 ? Math.Min(_shape[a], _shape[b] - offset) : Math.Min(_shape[a] + offset, _shape[b]));
            var start = size == 0 ? 0 : offset >= 0 ? offset * _strides[b] : -offset * _strides[a];
            var rest = Enumerable.Range(0, Rank).Where(d => d != a && d != b).ToArray();
            var before = _shape;
            return View("diagonal", Offset + start, [.. rest.Select(d => _shape[d]), size], [.. rest.Select(d => _strides[d]), _strides[a] + _strides[b]],
                (_, g) => [Scattered(g, before, whole => whole.diagonal(offset, a, b))]);
        }

        /// <summary>A vector as the diagonal of a matrix of zeros, or the diagonal of a matrix as a vector.</summary>
        public Tensor diag(long diagonal = 0)
        {
            Live();
            if (Rank == 2)
            {
                return this.diagonal(diagonal).clone();
            }
            var size = Rank == 1 ? _shape[0] + Math.Abs(Math.Clamp(diagonal, -Storage.MaxBytes, Storage.MaxBytes)) : throw Fail.Shape("diag", "expected a vector or a matrix", _shape);
            var matrix = torch.zeros([size, size], dtype);
            return matrix.Put("diag", Untracked(() => matrix.Numbered().diagonal(diagonal)), this, accumulate: false);
        }

        /// <summary>Dimensions moved to other places; the others keep their order.</summary>
        public Tensor movedim(long[] source, long[] destination)
        {
            Live();
            var from = source.Select(d => Shapes.Dim("movedim", d, Rank)).ToArray();
            var to = destination.Select(d => Shapes.Dim("movedim", d, Rank)).ToArray();
            if (from.Length != to.Length || from.Distinct().Count() != from.Length || to.Distinct().Count() != to.Length)
            {
                throw Fail.Error($"movedim: from {Fail.Show(source)} to {Fail.Show(destination)} is no move: as many places as dimensions, each once");
            }
            var rest = new Queue<int>(Enumerable.Range(0, Rank).Except(from));
            return permute([.. Enumerable.Range(0, Rank).Select(d => Array.IndexOf(to, d) is var i and >= 0 ? from[i] : (long)rest.Dequeue())]);
        }

        /// <summary>One dimension as several, whose sizes have its size as their product; one of them may be -1.</summary>
        public Tensor unflatten(long dim, params long[] sizes)
        {
            Live();
            ArgumentNullException.ThrowIfNull(sizes);
            var d = Divisible("unflatten", dim);
            var inner = Shapes.Infer("unflatten", _shape[d], sizes, _shape);
            return view([.. _shape[..d], .. inner, .. _shape[(d + 1)..]]);
        }

        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);
    }

    public static Tensor diag(Tensor input, long diagonal = 0) => NotNull(input).diag(diagonal);

    public static Tensor movedim(Tensor input, long source, long destination) => NotNull(input).movedim([source], [destination]);

    public static Tensor movedim(Tensor input, long[] source, long[] destination) => NotNull(input).movedim(source, destination);

    /// <summary>Row and column indices of the lower triangle of a matrix, row by row: (2, n).</summary>
    public static Tensor tril_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        ones([row, col], ScalarType.Bool, device).tril(offset).nonzero().t().AsDense().As(dtype);

    /// <summary>Row and column indices of the upper triangle of a matrix, row by row: (2, n).</summary>
    public static Tensor triu_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        ones([row, col], ScalarType.Bool, device).triu(offset).nonzero().t().AsDense().As(dtype);
}
