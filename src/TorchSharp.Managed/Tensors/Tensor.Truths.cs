// Questions about many elements at once, and counts.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether all elements along a dimension are true (other than 0).</summary>
        public Tensor all(long dim, bool keepdim = false) => Truth("all", [dim], keepdim, every: true);

        public Tensor any(long dim, bool keepdim = false) => Truth("any", [dim], keepdim, every: false);

        /// <summary>Whether all elements are true (other than 0), as a Bool tensor without dimensions.</summary>
        public Tensor all() => Truth("all", [.. AllDims()], false, every: true);

        public Tensor any() => Truth("any", [.. AllDims()], false, every: false);

        /// <summary>How many elements are other than 0, along these dimensions or altogether; Int64.</summary>
        public Tensor count_nonzero(long[]? dims = null) => Untracked(() => (Live("count_nonzero").dtype == ScalarType.Bool ? this : ne(0)).Sum(dims is null or [] ? [.. AllDims()] : dims, false, null));

        private Tensor Truth(string op, long[] dims, bool keepdim, bool every)
        {
            var (rows, kept, reduced, length) = AsRows(op, dims);
            var result = New(keepdim ? reduced : kept, ScalarType.Bool);
            Reduce.TruthRows(rows, result, (int)result.Count, length, every);
            return result;
        }
    }

    public static Tensor all(Tensor input) => NotNull(input).all();

    public static Tensor all(Tensor input, long dim, bool keepdim = false) => NotNull(input).all(dim, keepdim);

    public static Tensor any(Tensor input) => NotNull(input).any();

    public static Tensor any(Tensor input, long dim, bool keepdim = false) => NotNull(input).any(dim, keepdim);
}
