// Reading and adding by an index along one dimension. Reading and adding are each other's gradient.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The slices that the index names, one behind the other; a slice may be named twice. index: (N), Int64 or Int32.</summary>
        public Tensor index_select(long dim, Tensor index)
        {
            var (d, places) = Rows("index_select", dim, index);
            var result = New([.. _shape.Select((size, i) => i == d ? places.Length : size)], dtype);
            Selection.Read(AsDense(), places, result, Selection.Around.Of(_shape, d));
            var (before, saved) = (_shape, index);
            return Node.Record("index_select", result, [this], (n, g) => [torch.zeros(before, g.dtype).index_add(d, n[0], g, 1)], saved);
        }

        /// <summary>This tensor with alpha·source added to the slices that the index names; what is named twice gets both. index: (N), source: N slices.</summary>
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha)
        {
            ArgumentNullException.ThrowIfNull(source);
            ArgumentNullException.ThrowIfNull(alpha);
            source.Live("index_add", "source");
            var (d, places) = Rows("index_add", dim, index);
            long[] expected = [.. _shape.Select((size, i) => i == d ? places.Length : size)];
            if (!source._shape.AsSpan().SequenceEqual(expected) || source.dtype != dtype)
            {
                throw Fail.Error($"index_add: into {Fail.Show(_shape)} at {places.Length} places of dimension {d} goes a {dtype} tensor of shape {Fail.Show(expected)}, got {source.dtype} {Fail.Show(source._shape)}");
            }
            if (alpha.Type.IsFloat() && !dtype.IsFloat())
            {
                throw Fail.Error($"index_add: alpha must be an integer for a tensor of {dtype}, got {alpha}");
            }
            var result = Elements.Copy(this, dtype);
            using (no_grad())
            {
                var more = (alpha.AsDouble == 1 ? source : source * alpha).AsDense();
                var around = Selection.Around.Of(_shape, d);
                Added(more, result, () => Selection.Add<float>(result, places, more, around), () => Selection.Add<double>(result, places, more, around),
                    () => Selection.Add<long>(result, places, more, around), () => Selection.Add<int>(result, places, more, around));
            }
            return Node.Record("index_add", result, [this, source], (n, g) =>
                [n.Needs(0) ? g : null, n.Needs(1) ? (alpha.AsDouble == 1 ? g.index_select(d, n[0]) : g.index_select(d, n[0]) * alpha) : null], index);
        }

        /// <summary>result[i][j] = this[index[i][j]][j] for dim 0, and alike for others: the result has the index's shape. index: Int64, as many dimensions.</summary>
        public Tensor gather(long dim, Tensor index)
        {
            var (d, places, around) = Each("gather", dim, index, "this tensor", this);
            var result = New(index._shape, dtype);
            var x = Narrowed(index, d).AsDense();
            switch (dtype.Size())
            {
                case 4: Selection.ReadEach<int>(x, places, result, around, (int)Along(index, d)); break;
                case 8: Selection.ReadEach<long>(x, places, result, around, (int)Along(index, d)); break;
                default: Selection.ReadEach<byte>(x, places, result, around, (int)Along(index, d)); break;
            }
            var before = _shape;
            return Node.Record("gather", result, [this], (n, g) => [torch.zeros(before, g.dtype).scatter_add(d, n[0], g)], index);
        }

        /// <summary>This tensor with src[i][j] added at [index[i][j]][j] for dim 0, and alike for others. index: Int64; src at least as large as it.</summary>
        public Tensor scatter_add(long dim, Tensor index, Tensor src)
        {
            var (d, places, around) = Each("scatter_add", dim, index, "src", src);
            if (src.dtype != dtype)
            {
                throw Fail.Error($"scatter_add: expected src of type {dtype}, got {src.dtype}");
            }
            var used = src.Narrowed(index, -1);
            var result = Elements.Copy(this, dtype);
            using (no_grad())
            {
                var part = result.Narrowed(index, d);
                var (sum, more, count) = (part.AsDense(), used.AsDense(), (int)Along(index, d));
                Added(more, sum, () => Selection.AddEach<float>(sum, places, more, around, count), () => Selection.AddEach<double>(sum, places, more, around, count),
                    () => Selection.AddEach<long>(sum, places, more, around, count), () => Selection.AddEach<int>(sum, places, more, around, count));
                if (!ReferenceEquals(sum, part))
                {
                    Elements.CopyInto(sum, part);
                }
            }
            return Node.Record("scatter_add", result, [this, used], (n, g) => [n.Needs(0) ? g : null, n.Needs(1) ? g.gather(d, n[0]) : null], index);
        }

        public Tensor scatter_add_(long dim, Tensor index, Tensor src)
        {
            ArgumentNullException.ThrowIfNull(src);
            RequireElsewhere("scatter_add_", src);
            return Become("scatter_add_", scatter_add(dim, index, src));
        }

        /// <summary>All bytes of a contiguous tensor.</summary>
        internal Span<byte> Bytes() => System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref Storage.At<byte>(Offset * dtype.Size()), checked((int)(Count * dtype.Size())));

        /// <summary>An index of whole slices: one dimension, or none for a single one.</summary>
        private (int Dim, int[] Places) Rows(string op, long dim, Tensor index)
        {
            ArgumentNullException.ThrowIfNull(index);
            Live(op);
            index.Live(op, "index");
            var d = Shapes.Dim(op, dim, Rank);
            if (index.Rank > 1 || index.dtype is not (ScalarType.Int64 or ScalarType.Int32))
            {
                throw Fail.Error($"{op}: the index must have one dimension and be Int64 or Int32, got {index.dtype} {Fail.Show(index._shape)}");
            }
            return (d, Selection.Places(op, index, d, _shape));
        }

        /// <summary>An index for each element: as many dimensions, and nowhere larger except along dim.</summary>
        private (int Dim, int[] Places, Selection.Around Around) Each(string op, long dim, Tensor index, string what, Tensor limit)
        {
            ArgumentNullException.ThrowIfNull(index);
            ArgumentNullException.ThrowIfNull(limit, what);
            Live(op);
            index.Live(op, "index");
            limit.Live(op, what);
            var d = Shapes.Dim(op, dim, Rank);
            if (index.dtype != ScalarType.Int64)
            {
                throw Fail.Error($"{op}: the index must be Int64, got {index.dtype} {Fail.Show(index._shape)}");
            }
            var isSrc = !ReferenceEquals(limit, this);
            for (var i = 0; i < Math.Max(Rank, index.Rank); i++)
            {
                if (index.Rank != Rank || limit.Rank != Rank || (i != d && index._shape[i] > _shape[i]) || ((isSrc || i != d) && index._shape[i] > limit._shape[i]))
                {
                    throw Fail.Error($"{op}: the index {Fail.Show(index._shape)} does not fit {what} {Fail.Show(limit._shape)} into {Fail.Show(_shape)}: it must have as many dimensions, and be no larger in dimension {i}");
                }
            }
            long[] part = Rank == 0 ? [] : [.. index._shape.Select((size, i) => i == d ? _shape[d] : size)];
            return (d, Selection.Places(op, index, d, _shape), Selection.Around.Of(part, d));
        }

        /// <summary>The first elements, as many as the index has, along every dimension but one.</summary>
        private Tensor Narrowed(Tensor index, int except)
        {
            var result = this;
            for (var i = 0; i < Rank; i++)
            {
                result = i == except || index._shape[i] == _shape[i] ? result : result.narrow(i, 0, index._shape[i]);
            }
            return result;
        }

        private static long Along(Tensor index, int d) => index.Rank == 0 ? 1 : index._shape[d];

        private static void Added(Tensor more, Tensor result, Action singles, Action doubles, Action longs, Action ints)
        {
            var add = result.dtype switch
            {
                ScalarType.Float32 => singles,
                ScalarType.Float64 => doubles,
                ScalarType.Int64 => longs,
                ScalarType.Int32 => ints,
                _ => throw DTypes.Unsupported(more.dtype),
            };
            add();
        }
    }

    public static Tensor index_select(Tensor input, long dim, Tensor index) => NotNull(input).index_select(dim, index);

    public static Tensor index_add(Tensor input, long dim, Tensor index, Tensor source, Scalar alpha) => NotNull(input).index_add(dim, index, source, alpha);

    public static Tensor gather(Tensor input, long dim, Tensor index) => NotNull(input).gather(dim, index);

    public static Tensor scatter_add(Tensor input, long dim, Tensor index, Tensor src) => NotNull(input).scatter_add(dim, index, src);
}
