// Writing at chosen places. Whatever chooses the places (brackets, a mask, an index along a dimension) they become numbers into the tensor read as one row; then there
// is one kernel, and one backward: the places lose their gradient, and the values get it. Where a place is named twice the last value stays, unless they accumulate.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Writes the value, broadcast, into the elements that the indices show. Without tensors among them the value is converted; else the types must agree.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => IndexPut(value, indices, accumulate: false);

        /// <inheritdoc cref="index_put_(Tensor, TensorIndex[])"/>
        /// <param name="accumulate">Add to what is there; an element that is named twice gets both.</param>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false) => IndexPut(value, indices, accumulate);

        public Tensor index_put_(Tensor value, params Tensor[] indices) => IndexPut(value, AsIndices("index_put_", indices), accumulate: false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) => IndexPut(value, AsIndices("index_put_", indices), accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices) => IndexPut(full([], value, dtype), indices, accumulate: false);

        public Tensor index_put_(Scalar value, params Tensor[] indices) => IndexPut(full([], value, dtype), AsIndices("index_put_", indices), accumulate: false);

        /// <summary>This tensor with src[i][j] at [index[i][j]][j] for dim 0, and alike for others. index: Int64; src at least as large as it.</summary>
        public Tensor scatter(long dim, Tensor index, Tensor src)
        {
            var (d, _, _) = Each("scatter", dim, index, "src", src);
            RequireSame("scatter", "src", src);
            var places = Untracked(() => Numbered().Narrowed(index, d).gather(d, index));
            return Put("scatter", places, src.Narrowed(index, -1), accumulate: false);
        }

        public Tensor scatter_(long dim, Tensor index, Tensor src)
        {
            ArgumentNullException.ThrowIfNull(src);
            RequireElsewhere("scatter_", src);
            return Become("scatter_", scatter(dim, index, src));
        }

        /// <summary>This tensor with the value in the slices that the index names. index: (N); negative numbers count from the end.</summary>
        public Tensor index_fill(long dim, Tensor index, Scalar value)
        {
            Live();
            ArgumentNullException.ThrowIfNull(value);
            NotNull(index).Live(what: "index");
            var d = Shapes.Dim("index_fill", dim, Rank);
            if (index.Rank > 1 || index.dtype is not (ScalarType.Int64 or ScalarType.Int32))
            {
                throw Fail.Error($"index_fill: expected an index of Int64 or Int32 and shape (N), got {index.dtype} {Fail.Show(index._shape)}");
            }
            if (Rank == 0)
            {
                return unsqueeze(0).index_fill(0, index, value).squeeze(0);
            }
            var places = Untracked(() => Numbered().Chosen("index_fill", [.. Enumerable.Repeat<Tensor?>(null, d), index.reshape(-1)]));
            return Put("index_fill", places, full([], value, dtype).expand(places._shape), accumulate: false);
        }

        /// <summary>This tensor with the slices of the source in place of those that the index names. index: (N), source: N slices.</summary>
        public Tensor index_copy(long dim, Tensor index, Tensor source)
        {
            Live();
            var d = Shapes.Dim("index_copy", dim, Rank);
            RequireSame("index_copy", "source", source);
            var places = Untracked(() => Numbered().index_select(d, index));
            return source._shape.AsSpan().SequenceEqual(places._shape)
                ? Put("index_copy", places, source, accumulate: false)
                : throw Fail.Error($"index_copy: into {Fail.Show(_shape)} at {index.Count} places of dimension {d} goes a tensor of shape {Fail.Show(places._shape)}, got {Fail.Show(source._shape)}");
        }

        /// <summary>This tensor with the first elements of value, in row-major order, where the mask (broadcast to it) is true.</summary>
        public Tensor masked_scatter(Tensor mask, Tensor value)
        {
            RequireBool("masked_scatter", "mask", mask);
            RequireSame("masked_scatter", "value", value);
            var whole = expand(Shapes.Broadcast("masked_scatter", _shape, mask._shape));
            var places = Untracked(() => whole.Numbered().masked_select(mask));
            return places.Count <= value.Count
                ? whole.Put("masked_scatter", places, value.reshape(-1).narrow(0, 0, places.Count), accumulate: false)
                : throw Fail.Error($"masked_scatter: the mask is true {places.Count} times, and the value {Fail.Show(value._shape)} has {value.Count} element(s)");
        }

        private Tensor IndexPut(Tensor value, TensorIndex[] indices, bool accumulate)
        {
            ArgumentNullException.ThrowIfNull(value);
            Live("index_put_");
            value.Live("index_put_", "value");
            var tensors = indices.Any(i => i.What is TensorIndex.Kind.Tensor or TensorIndex.Kind.Bool);
            if (tensors && value.dtype != dtype && !(value.Rank == 0 && indices is [{ Values.dtype: ScalarType.Bool }]))
            {
                throw Fail.Error($"index_put_: a tensor of {dtype} takes values of {dtype} where tensors choose the places, got {value.dtype}; convert the value with to(torch.{dtype.ToString().ToLowerInvariant()})");
            }
            if (!tensors && !accumulate)
            {
                PutSlice(Sliced("index_put_", indices).View, value);
                return this;
            }
            RequireElsewhere("index_put_", value);
            value = value.As(dtype);
            var places = Untracked(() => Numbered().index(indices));
            if (Dense && !(GradMode.Enabled && (Follows || value.requires_grad)))
            {
                Putting.Into(this, places.AsDense(), value.FitInto("index_put_", places._shape).AsDense(), accumulate);
                Storage.Version++;
                return this;
            }
            return Become("index_put_", Put("index_put_", places, value.FitInto("index_put_", places._shape), accumulate));
        }

        /// <summary>A single number fills the place, which may then be one that several elements share.</summary>
        private static void PutSlice(Tensor place, Tensor value)
        {
            ArgumentNullException.ThrowIfNull(value);
            var source = value.As(place.dtype).FitInto("index_put_", place._shape);
            place.Overwrite("index_put_", source, inAnyMemory: value.Rank == 0 && place.Rank > 0);
        }

        /// <summary>This tensor with the values at the places, which are numbers of its elements in row-major order. places and values have one shape.</summary>
        private Tensor Put(string op, Tensor places, Tensor values, bool accumulate)
        {
            var result = Elements.Copy(this, dtype);
            using (no_grad())
            {
                Putting.Into(result, places.AsDense(), values.AsDense(), accumulate);
            }
            return Node.Record(op, result, [this, values], (n, g) =>
            [
                n.Needs(0) ? (accumulate ? g : g.Put("index_put", n[0], torch.zeros(n[0]._shape, g.dtype), accumulate: false)) : null,
                n.Needs(1) ? g.take(n[0]) : null,
            ], places);
        }

        /// <summary>0, 1, 2, … in this tensor's shape: what is read of it names the elements.</summary>
        private Tensor Numbered() => arange(Count, ScalarType.Int64).view(_shape);

        /// <summary>The value broadcast; leading sizes of 1 that the place lacks are dropped.</summary>
        private Tensor FitInto(string op, long[] place)
        {
            var value = this;
            while (value.Rank > place.Length && value._shape[0] == 1)
            {
                value = value.squeeze(0);
            }
            var common = value.Rank > place.Length ? null : Shapes.Broadcast(op, value._shape, place);
            return common is not null && common.AsSpan().SequenceEqual(place)
                ? value.expand(place)
                : throw Fail.Error($"{op}: a value of shape {Fail.Show(_shape)} does not broadcast to the place of shape {Fail.Show(place)}");
        }

        private void RequireSame(string op, string what, Tensor x)
        {
            ArgumentNullException.ThrowIfNull(x, what);
            Live(op);
            x.Live(op, what);
            if (x.dtype != dtype)
            {
                throw Fail.Error($"{op}: expected a {what} of type {dtype}, got {x.dtype}");
            }
        }

        private static T Untracked<T>(Func<T> make)
        {
            using var off = new GradMode(false);
            return make();
        }
    }

    public static Tensor scatter(Tensor input, long dim, Tensor index, Tensor src) => NotNull(input).scatter(dim, index, src);

    public static Tensor scatter_(Tensor input, long dim, Tensor index, Tensor src) => NotNull(input).scatter_(dim, index, src);
}
