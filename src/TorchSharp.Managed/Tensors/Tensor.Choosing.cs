// Choosing by tensors: PyTorch's advanced indexing. Masks become indices, the indices broadcast together, and their common shape takes the place of the dimensions that
// they speak of: at the first of these where they are neighbours, else in front. Here too: what is a choice under another name (masked_select, nonzero, take).

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements at which the mask is true, as a vector. Tensor and mask broadcast.</summary>
        public Tensor masked_select(Tensor mask)
        {
            Live();
            RequireBool("masked_select", "mask", mask);
            var common = Shapes.Broadcast("masked_select", _shape, mask._shape);
            return expand(common).reshape(-1).Chosen("masked_select", [mask.expand(common).reshape(-1)]);
        }

        /// <summary>Where the elements are other than 0: (n, dimensions) of Int64, in row-major order.</summary>
        public Tensor nonzero()
        {
            Live();
            using var off = new GradMode(false);
            return Rank == 0 ? New([Number64("nonzero") != 0 ? 1 : 0, 0], ScalarType.Int64) : stack(IndexColumns(), 1);
        }

        /// <summary>The elements at these places of the tensor read as one row; a negative place counts from the end. The result has the index's shape.</summary>
        public Tensor take(Tensor index) => Live().flatten().Chosen("take", [NotNull(index).Live("take", "index").reshape(-1)]).reshape(index._shape);

        public Tensor take_along_dim(Tensor indices) => Live().take(indices);

        public Tensor take_along_dim(IEnumerable<long> indices) => Live().take(tensor(indices.ToArray()));

        /// <summary>gather, with indices that broadcast with this tensor in the other dimensions.</summary>
        public Tensor take_along_dim(Tensor indices, long dim)
        {
            Live();
            ArgumentNullException.ThrowIfNull(indices);
            var d = Shapes.Dim("take_along_dim", dim, Rank);
            if (indices.Rank != Rank)
            {
                throw Fail.Error($"take_along_dim: the indices {Fail.Show(indices._shape)} must have as many dimensions as {Fail.Show(_shape)}");
            }
            long[] mine = shape, theirs = indices.shape;
            if (Rank > 0)
            {
                (mine[d], theirs[d]) = (1, 1);
            }
            var common = (long[])Shapes.Broadcast("take_along_dim", mine, theirs).Clone();
            long[] Along(long size) => [.. common.Select((s, i) => i == d ? size : s)];
            return Rank == 0 ? gather(0, indices) : expand(Along(_shape[d])).gather(d, indices.expand(Along(indices._shape[d])));
        }

        public Tensor take_along_dim(IEnumerable<long> indices, long dim) => take_along_dim(tensor(indices.ToArray()), dim);

        /// <summary>Reads what the tensors choose, one for each of the first dimensions; null takes all of it.</summary>
        private Tensor Chosen(string op, Tensor?[] chosen)
        {
            var indices = AsNumbers(op, chosen);
            var dims = Enumerable.Range(0, indices.Length).Where(d => indices[d] is not null).ToArray();
            var common = dims.Aggregate(Array.Empty<long>(), (shape, d) => Shapes.Broadcast(op, shape, indices[d]!._shape));
            var rest = Enumerable.Range(0, Rank).Except(dims).ToArray();
            var rows = RowNumbers(op, indices, dims, common);
            // The dimensions spoken of come first and become one; its rows are read; and the common shape goes to its place.
            var front = dims[^1] == dims.Length - 1 ? this : permute([.. dims.Concat(rest).Select(d => (long)d)]);
            var kept = rest.Select(d => _shape[d]).ToArray();
            var table = front.reshape([dims.Aggregate(1L, (n, d) => n * _shape[d]), .. kept]);
            var read = table.index_select(0, rows).reshape([.. common, .. kept]);
            var place = dims[^1] - dims[0] == dims.Length - 1 ? dims[0] : 0;
            return place == 0 ? read : read.permute([.. Moved(common.Length, place, kept.Length)]);
        }

        /// <summary>The order that brings the first few dimensions behind the next few.</summary>
        private static IEnumerable<long> Moved(int count, int place, int kept) =>
            Enumerable.Range(count, place).Concat(Enumerable.Range(0, count)).Concat(Enumerable.Range(count + place, kept - place)).Select(d => (long)d);

        /// <summary>Masks become as many tensors of indices as they have dimensions.</summary>
        private Tensor?[] AsNumbers(string op, Tensor?[] chosen)
        {
            var indices = new List<Tensor?>();
            foreach (var by in chosen)
            {
                if (by is not { dtype: ScalarType.Bool })
                {
                    indices.Add(by is null or { dtype: ScalarType.Int64 or ScalarType.Int32 } ? by
                        : throw Fail.Error($"{op}: an index is a tensor of Int64, Int32 or Bool, got {by.dtype} {Fail.Show(by._shape)}"));
                    continue;
                }
                var at = indices.Count;
                if (at + by.Rank > Rank || !by._shape.AsSpan().SequenceEqual(_shape.AsSpan(at, by.Rank)))
                {
                    throw Fail.Error($"{op}: the mask {Fail.Show(by._shape)} does not fit {Fail.Show(_shape)} from dimension {at} on: the sizes must be equal");
                }
                indices.AddRange(by.IndexColumns());
            }
            return [.. indices];
        }

        /// <summary>Several indices into several dimensions as one index into their product.</summary>
        private Tensor RowNumbers(string op, Tensor?[] indices, int[] dims, long[] common)
        {
            using var off = new GradMode(false);
            var rows = New([common.Aggregate(1L, (n, size) => n * size)], ScalarType.Int64, zeroed: true);
            var numbers = rows.Span<long>();
            foreach (var d in dims)
            {
                var index = indices[d]!.As(ScalarType.Int64).expand(common).AsDense();
                var size = _shape[d];
                for (var i = 0; i < numbers.Length; i++)
                {
                    var at = index.At<long>(i);
                    if (at < -size || at >= size)
                    {
                        throw Fail.Error($"{op}: index {at} is out of range for dimension {d} of {Fail.Show(_shape)}, which has size {size}");
                    }
                    numbers[i] = numbers[i] * size + (at < 0 ? at + size : at);
                }
                GC.KeepAlive(index);
            }
            return rows;
        }

        /// <summary>Where the elements are other than 0: for each dimension a vector of Int64.</summary>
        private Tensor[] IndexColumns()
        {
            using var off = new GradMode(false);
            var truth = (Live("nonzero").dtype == ScalarType.Bool ? this : ne(0)).AsDense();
            var flags = truth.Span<byte>();
            var count = flags.Length - flags.Count((byte)0);
            var result = _shape.Select(_ => New([count], ScalarType.Int64)).ToArray();
            var n = 0;
            for (var i = 0; i < flags.Length; i++)
            {
                if (flags[i] == 0)
                {
                    continue;
                }
                long place = i;
                for (var d = Rank - 1; d >= 0; d--)
                {
                    result[d].At<long>(n) = place % _shape[d];
                    place /= _shape[d];
                }
                n++;
            }
            GC.KeepAlive(truth);
            return result;
        }
    }

    public static Tensor masked_select(Tensor input, Tensor mask) => NotNull(input).masked_select(mask);

    public static Tensor nonzero(Tensor input) => NotNull(input).nonzero();

    public static Tensor take(Tensor input, Tensor index) => NotNull(input).take(index);

    public static Tensor take_along_dim(Tensor input, Tensor indices, long dim = 0) => NotNull(input).take_along_dim(indices, dim);

    public static Tensor take_along_dim(Tensor input, IEnumerable<long> indices, long dim = 0) => NotNull(input).take_along_dim(indices, dim);

    /// <summary>Where the condition holds: for each dimension a vector of indices (Int64), which together index the elements.</summary>
    public static Tensor[] where(Tensor condition) => NotNull(condition).Rank == 0 ? where(condition.unsqueeze(0)) : condition.nonzero().unbind(1);
}
