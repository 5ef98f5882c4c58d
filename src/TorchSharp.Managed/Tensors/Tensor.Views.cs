// Views: other shapes over the same storage. None of them copies, except reshape and flatten where the layout leaves no choice. The gradient of a view is
// the same view, undone.

using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor T => Live().Rank <= 1 ? alias() : permute([.. Enumerable.Range(0, Rank).Reverse().Select(i => (long)i)]);

        /// <summary>The last two dimensions exchanged.</summary>
        public Tensor mT => Live().transpose(-2, -1);

        public Tensor alias() => View("alias", Offset, _shape, _strides, static (_, g) => [g]);

        /// <summary>Another shape with as many elements; one size may be -1. Fails where the layout does not allow it without a copy: there, use reshape.</summary>
        public Tensor view(params long[] shape)
        {
            ArgumentNullException.ThrowIfNull(shape);
            var wanted = Shapes.Infer("view", Count, shape, _shape);
            if (StridesFor(wanted) is not { } strides)
            {
                throw Fail.Error($"view: {Fail.Show(_shape)} with strides {Fail.Show(_strides)} cannot be seen as {Fail.Show(wanted)} without a copy; use reshape");
            }
            var before = _shape;
            return View("view", Offset, wanted, strides, (_, g) => [g.reshape(before)]);
        }

        public Tensor view_as(Tensor other) => Live().view(NotNull(other)._shape);

        public Tensor reshape(params long[] shape)
        {
            Live();
            ArgumentNullException.ThrowIfNull(shape);
            var wanted = Shapes.Infer("reshape", Count, shape, _shape);
            return StridesFor(wanted) is null ? AsDense().view(wanted) : view(wanted);
        }

        public Tensor flatten(long start_dim = 0, long end_dim = -1)
        {
            Live();
            if (Rank == 0)
            {
                return reshape(1);
            }
            int first = Shapes.Dim("flatten", start_dim, Rank), last = Shapes.Dim("flatten", end_dim, Rank);
            if (first > last)
            {
                throw Fail.Error($"flatten: start_dim {start_dim} comes after end_dim {end_dim}");
            }
            long merged = 1;
            for (var i = first; i <= last; i++)
            {
                merged *= _shape[i];
            }
            return reshape([.. _shape[..first], merged, .. _shape[(last + 1)..]]);
        }

        public Tensor transpose(long dim0, long dim1)
        {
            int a = Shapes.Dim("transpose", dim0, Rank), b = Shapes.Dim("transpose", dim1, Rank);
            if (Rank == 0)
            {
                return alias();
            }
            long[] sizes = shape, strides = stride();
            (sizes[a], sizes[b]) = (sizes[b], sizes[a]);
            (strides[a], strides[b]) = (strides[b], strides[a]);
            return View("transpose", Offset, sizes, strides, (_, g) => [g.transpose(a, b)]);
        }

        public Tensor swapaxes(long dim0, long dim1) => Live().transpose(dim0, dim1);

        public Tensor t() => Live().Rank <= 2
            ? (Rank == 2 ? transpose(0, 1) : alias())
            : throw Fail.Shape("t", "expected a tensor of at most 2 dimensions", _shape);

        public Tensor permute(params long[] permutation)
        {
            ArgumentNullException.ThrowIfNull(permutation);
            if (permutation.Length != Rank)
            {
                throw Fail.Error($"permute: {permutation.Length} dimension(s) named for a tensor of {Rank}: {Fail.Show(_shape)}");
            }
            var order = new int[Rank];
            var inverse = new long[Rank];
            Array.Fill(inverse, -1);
            for (var i = 0; i < Rank; i++)
            {
                order[i] = Shapes.Dim("permute", permutation[i], Rank);
                if (inverse[order[i]] >= 0)
                {
                    throw Fail.Error($"permute: dimension {permutation[i]} occurs twice in {Fail.Show(permutation)}");
                }
                inverse[order[i]] = i;
            }
            return View("permute", Offset, [.. order.Select(d => _shape[d])], [.. order.Select(d => _strides[d])], (_, g) => [g.permute(inverse)]);
        }

        public Tensor unsqueeze(long dim)
        {
            var at = Shapes.Dim("unsqueeze", dim, Rank + 1);
            var step = at < Rank ? _shape[at] * _strides[at] : 1;
            return View("unsqueeze", Offset, [.. _shape[..at], 1, .. _shape[at..]], [.. _strides[..at], step, .. _strides[at..]], (_, g) => [g.squeeze(at)]);
        }

        /// <summary>Without the dimensions of size 1, or without that one if it is of size 1.</summary>
        public Tensor squeeze(long? dim = null)
        {
            var only = dim is { } d ? Shapes.Dim("squeeze", d, Rank) : -1;
            var keep = Enumerable.Range(0, Rank).Where(i => _shape[i] != 1 || (only >= 0 && i != only)).ToArray();
            var before = _shape;
            return View("squeeze", Offset, [.. keep.Select(i => _shape[i])], [.. keep.Select(i => _strides[i])], (_, g) => [g.reshape(before)]);
        }

        /// <summary>The tensor repeated without a copy: a dimension of size 1, or a new one in front, takes any size; -1 leaves a size as it is.</summary>
        public Tensor expand(params long[] sizes)
        {
            ArgumentNullException.ThrowIfNull(sizes);
            if (sizes.Length < Rank)
            {
                throw Fail.Error($"expand: {Fail.Show(_shape)} has more dimensions than {Fail.Show(sizes)}");
            }
            var wanted = (long[])sizes.Clone();
            for (var back = 1; back <= wanted.Length; back++)
            {
                var have = back <= Rank ? _shape[^back] : -1;
                wanted[^back] = wanted[^back] == -1 ? have : wanted[^back];
                if (wanted[^back] < 0 || (have != -1 && have != 1 && have != wanted[^back]))
                {
                    throw Fail.Error($"expand: {Fail.Show(_shape)} does not expand to {Fail.Show(sizes)}: dimension -{back} is {(have < 0 ? "new and needs a size" : have)}");
                }
            }
            var before = _shape;
            return View("expand", Offset, wanted, Shapes.BroadcastStrides(_shape, _strides, wanted), (_, g) => [g.SumTo(before)]);
        }

        public Tensor expand(long[] sizes, bool isImplicit = false) => expand(sizes);

        public Tensor expand_as(Tensor other) => Live().expand(NotNull(other)._shape);

        public Tensor broadcast_to(params long[] shape) => Live().expand(shape);

        /// <summary>One index along a dimension, which disappears.</summary>
        public Tensor select(long dim, long index)
        {
            var d = Shapes.Dim("select", dim, Rank);
            if (Rank == 0)
            {
                throw Fail.Error("select: a tensor without dimensions has no index");
            }
            if (index < -_shape[d] || index >= _shape[d])
            {
                throw Fail.Error($"select: index {index} is out of range for dimension {d} of {Fail.Show(_shape)}, which has size {_shape[d]}");
            }
            var at = index < 0 ? index + _shape[d] : index;
            var before = _shape;
            return View("select", Offset + at * _strides[d], [.. _shape[..d], .. _shape[(d + 1)..]], [.. _strides[..d], .. _strides[(d + 1)..]],
                (_, g) => [Scattered(g, before, whole => whole.select(d, at))]);
        }

        /// <summary>Every step-th index from start to before finish along a dimension; both may count from the end, and are cut to the size.</summary>
        public Tensor slice(long dim, long start, long finish, long step)
        {
            var d = Shapes.Dim("slice", dim, Rank);
            if (Rank == 0)
            {
                throw Fail.Error("slice: a tensor without dimensions has no index");
            }
            if (step < 1)
            {
                throw Fail.Error($"slice: the step must be 1 or more, got {step}");
            }
            var size = _shape[d];
            var from = Math.Clamp(start < 0 ? start + size : start, 0, size);
            var to = Math.Clamp(finish < 0 ? finish + size : finish, from, size);
            long[] sizes = shape, strides = stride();
            sizes[d] = (to - from) / step + ((to - from) % step > 0 ? 1 : 0);
            // With one index the step is never taken.
            strides[d] = sizes[d] > 1 ? strides[d] * step : strides[d];
            var before = _shape;
            return View("slice", Offset + from * _strides[d], sizes, strides, (_, g) => [Scattered(g, before, whole => whole.slice(d, from, to, step))]);
        }

        /// <summary>length indices along a dimension, from start on; a negative start counts from the end.</summary>
        public Tensor narrow(long dim, long start, long length)
        {
            Live();
            var d = Shapes.Dim("narrow", dim, Rank);
            if (Rank == 0)
            {
                throw Fail.Error("narrow: a tensor without dimensions has no index");
            }
            var from = start < 0 ? start + _shape[d] : start;
            return length >= 0 && from >= 0 && from <= _shape[d] && length <= _shape[d] - from
                ? slice(d, from, from + length, 1)
                : throw Fail.Error($"narrow: {length} indices from {start} on are out of range for dimension {d} of {Fail.Show(_shape)}, which has size {_shape[d]}");
        }

        /// <summary>The elements in row-major order: a second handle where they lie so already, else a copy.</summary>
        public Tensor contiguous() => Dense ? SecondHandle() : Live().clone();

        /// <summary>As <see cref="contiguous"/>, but the tensor itself where there is nothing to do.</summary>
        internal Tensor AsDense([CallerMemberName] string op = "") => Dense ? Live(op) : Live(op).clone();

        /// <summary>The indices from 0 to n-1, each as a tensor of its own along a dimension that disappears.</summary>
        public Tensor[] unbind(long dimension = 0)
        {
            Live();
            var d = Divisible("unbind", dimension);
            return OfMany([.. Enumerable.Range(0, (int)_shape[d]).Select(i => select(d, i))]);
        }

        /// <summary>A gradient put back into its place of a tensor of zeros.</summary>
        private static Tensor Scattered(Tensor gradient, long[] shape, Func<Tensor, Tensor> place)
        {
            var whole = New(shape, gradient.dtype, zeroed: true);
            using (no_grad())
            {
                Elements.CopyInto(gradient, place(whole));
            }
            return Node.Record("gradient of a view", whole, [gradient], (_, g) => [place(g)]);
        }

        private Tensor View(string op, long offset, long[] shape, long[] strides, BackwardFunction backward)
        {
            Live(op);
            Shapes.Numel(op, shape);
            var view = Node.Record(op, new Tensor(Storage, offset, shape, strides, dtype), [this], backward);
            view.Follow(this);
            return view;
        }

        /// <summary>The strides under which this layout reads as that shape, if there are any.</summary>
        private long[]? StridesFor(long[] wanted)
        {
            if (Dense)
            {
                return Shapes.ContiguousStrides(wanted);
            }
            if (Count == 0)
            {
                return Shapes.ContiguousStrides(wanted);
            }
            // Each maximal run of dimensions without gaps must be covered exactly by a run of wanted sizes.
            var strides = new long[wanted.Length];
            var at = wanted.Length - 1;
            for (var d = Rank - 1; d >= 0; d--)
            {
                long run = _shape[d], step = _strides[d];
                while (d > 0 && (_shape[d - 1] == 1 || _strides[d - 1] == run * step))
                {
                    run *= _shape[--d];
                }
                for (long covered = 1; at >= 0 && (covered < run || wanted[at] == 1); at--)
                {
                    strides[at] = covered * step;
                    covered *= wanted[at];
                    if (run % covered != 0)
                    {
                        return null;
                    }
                }
            }
            return strides;
        }
    }
}
