// Order along a dimension. Sorting is always stable here; a NaN counts as larger than any number, as in PyTorch. The values are read by the indices, which is also how
// their gradient finds its way back.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements in order along a dimension, and where each of them stood. Equal elements keep their order, whatever stable says.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false)
        {
            Live();
            var indices = argsort(dim, descending);
            return (Rank == 0 ? clone() : gather(dim, indices), indices);
        }

        public Tensor argsort(long dim = -1, bool descending = false)
        {
            Live();
            var d = Shapes.Dim("argsort", dim, Rank);
            using var off = new GradMode(false);
            if (Rank == 0)
            {
                return torch.zeros([], ScalarType.Int64);
            }
            var rows = transpose(d, -1).AsDense();
            var result = New(rows._shape, ScalarType.Int64);
            Sorting.Rows(rows, result, (int)_shape[d], descending);
            return result.transpose(d, -1).AsDense();
        }

        /// <summary>The k largest (or smallest) elements along a dimension in order, and where they stood. Of equal ones the first is taken; PyTorch takes any.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
        {
            Live();
            var d = Shapes.Dim("topk", dim, Rank);
            var size = Rank == 0 ? 1 : _shape[d];
            if (k < 0 || k > size)
            {
                throw Fail.Error($"topk: k = {k} elements of dimension {d} of {Fail.Show(_shape)}, which has size {size}");
            }
            if (Rank == 0)
            {
                return (clone(), torch.zeros([], ScalarType.Int64));
            }
            var indices = argsort(d, largest).narrow(d, 0, k).AsDense();
            return (gather(d, indices), indices);
        }

        /// <summary>Each value once, in ascending order; for each element the place of its value among them; and how often each occurs. Only of all elements (dim: null).</summary>
        public (Tensor output, Tensor inverse_indices, Tensor counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            Live();
            if (dim is not null)
            {
                throw new NotSupportedException("unique: this engine compares single elements (dim: null), not slices");
            }
            using var off = new GradMode(false);
            var (values, order) = flatten().sort(0);
            var isFirst = torch.ones([Count], ScalarType.Bool);
            if (Count > 1)
            {
                isFirst.slice(0, 1, Count, 1).copy_(values.slice(0, 1, Count, 1).ne(values.slice(0, 0, Count - 1, 1)));
            }
            var group = isFirst.cumsum(0) - 1;
            var output = values.masked_select(isFirst).detach();
            var inverse = torch.zeros([Count], ScalarType.Int64).scatter(0, order, group).view(_shape);
            var counts = torch.zeros([output.Count], ScalarType.Int64).index_add(0, group, torch.ones([Count], ScalarType.Int64), 1);
            return (output, return_inverse ? inverse : torch.zeros([0], ScalarType.Int64), return_counts ? counts : torch.zeros([0], ScalarType.Int64));
        }
    }

    public static Tensor argsort(Tensor input, long dim = -1, bool descending = false) => NotNull(input).argsort(dim, descending);

    public static (Tensor values, Tensor indices) sort(Tensor input, long dim = -1, bool descending = false, bool stable = false) => NotNull(input).sort(dim, descending, stable);

    public static (Tensor values, Tensor indices) topk(Tensor tensor, int k, int dim = -1, bool largest = true, bool sorted = true) => NotNull(tensor).topk(k, dim, largest, sorted);

    public static (Tensor output, Tensor inverse_indices, Tensor counts) unique(Tensor input, bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
        NotNull(input).unique(sorted, return_inverse, return_counts, dim);
}
