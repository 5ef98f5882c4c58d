// Questions about many elements at once, and counts.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether all elements along a dimension are true (other than 0).</summary>
        public Tensor all(long dim, bool keepdim = false) => Untracked(() => eq(0).Sum([dim], keepdim, null).eq(0));

        public Tensor any(long dim, bool keepdim = false) => Untracked(() => ne(0).Sum([dim], keepdim, null).ne(0));

        /// <summary>How many elements are other than 0, along these dimensions or altogether; Int64.</summary>
        public Tensor count_nonzero(long[]? dims = null) => Untracked(() => ne(0).Sum(dims is null or [] ? [.. AllDims()] : dims, false, null));
    }

    public static Tensor all(Tensor input) => input.all();

    public static Tensor all(Tensor input, long dim, bool keepdim = false) => input.all(dim, keepdim);

    public static Tensor any(Tensor input) => input.any();

    public static Tensor any(Tensor input, long dim, bool keepdim = false) => input.any(dim, keepdim);
}
