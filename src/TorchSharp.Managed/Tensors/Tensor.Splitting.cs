// Cutting a tensor into several along a dimension. The parts are views.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Parts of this size; the last one may be smaller.</summary>
        public Tensor[] split(long size, int dim = 0)
        {
            Live();
            var d = Divisible("split", dim);
            if (size < 1 && !(size == 0 && _shape[d] == 0))
            {
                throw Fail.Error($"split: the size of a part must be 1 or more, got {size}, for dimension {d} of {Fail.Show(_shape)}");
            }
            size = Math.Min(size, _shape[d]);
            var count = size == 0 ? 1 : (_shape[d] + size - 1) / size;
            return OfMany([.. Range(count).Select(i => slice(d, i * size, Math.Min((i + 1) * size, _shape[d]), 1))]);
        }

        /// <summary>Parts of these sizes, which must add up to the size of the dimension.</summary>
        public Tensor[] split(long[] sizes, long dim = 0) => OfMany(Live().Parts(sizes, dim));

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => split(sizes.ToArray(), dim);

        public Tensor[] split(params long[] sizes) => split(sizes, 0);

        /// <summary>At most this many parts of one size; the last one may be smaller.</summary>
        public Tensor[] chunk(long chunks, long dim = 0)
        {
            Live();
            var d = Divisible("chunk", dim);
            if (chunks < 1)
            {
                throw Fail.Error($"chunk: expected 1 chunk or more, got {chunks}");
            }
            var size = _shape[d] / chunks + (_shape[d] % chunks > 0 ? 1 : 0);
            return size == 0 ? OfMany([.. Range(chunks).Select(_ => slice(d, 0, 0, 1))]) : split(size, d);
        }

        /// <summary>Exactly this many parts; the first ones are larger by one where the size does not divide.</summary>
        public Tensor[] tensor_split(long size, long dim = 0)
        {
            Live();
            var d = Divisible("tensor_split", dim);
            if (size < 1)
            {
                throw Fail.Error($"tensor_split: expected 1 part or more, got {size}");
            }
            var (each, larger) = (_shape[d] / size, _shape[d] % size);
            return Parts([.. Range(size).Select(i => each + (i < larger ? 1 : 0))], d);
        }

        /// <summary>Parts that end before each of these indices, and the rest.</summary>
        public Tensor[] tensor_split(long[] sizes, long dim = 0)
        {
            Live();
            ArgumentNullException.ThrowIfNull(sizes);
            var d = Divisible("tensor_split", dim);
            long[] bounds = [0, .. sizes, long.MaxValue];
            return [.. Enumerable.Range(0, sizes.Length + 1).Select(i => slice(d, bounds[i], bounds[i + 1], 1))];
        }

        public Tensor[] tensor_split(Tensor indices, long dim = 0) => NotNull(indices).dtype != ScalarType.Int64 || indices.Rank > 1
            ? throw new ArgumentException($"tensor_split: the indices must be Int64 of 0 or 1 dimensions, got {indices.dtype} {Fail.Show(indices._shape)}", nameof(indices))
            : indices.Rank == 0 ? tensor_split(indices.Integer64("tensor_split"), dim) : tensor_split(indices.data<long>().ToArray(), dim);

        private Tensor[] Parts(long[] sizes, long dim)
        {
            var d = Divisible("split", dim);
            if (sizes.Any(size => size < 0 || size > _shape[d]) || sizes.Sum() != _shape[d])
            {
                throw Fail.Error($"split: the sizes {Fail.Show(sizes)} must be 0 or more and add up to {_shape[d]}, the size of dimension {d} of {Fail.Show(_shape)}");
            }
            var ends = Ends(sizes);
            return [.. sizes.Select((size, i) => slice(d, ends[i] - size, ends[i], 1))];
        }

        private int Divisible(string op, long dim) => Rank > 0 ? Shapes.Dim(op, dim, Rank) : throw Fail.Error($"{op}: a tensor without dimensions has no dimension {dim}");

        private static IEnumerable<long> Range(long count) => count <= 1 << 24
            ? Enumerable.Range(0, (int)count).Select(i => (long)i)
            : throw Fail.Error($"{count:N0} parts are more than there is room for");

        private static long[] Ends(long[] sizes)
        {
            var ends = (long[])sizes.Clone();
            for (var i = 1; i < ends.Length; i++)
            {
                ends[i] += ends[i - 1];
            }
            return ends;
        }
    }

    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0) => NotNull(tensor).split(split_size_or_sections, dim);

    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => NotNull(input).chunk(chunks, dim);

    public static Tensor[] unbind(Tensor input, long dim = 0) => NotNull(input).unbind(dim);
}
