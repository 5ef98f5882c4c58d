// Reductions: over all elements, over one dimension, over several. The reduced dimensions are brought to the end and become rows; the kernels know rows alone.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum of all elements; integers and Bools as Int64. For dimension 0 write <c>sum(0L)</c> or <c>sum(dim: 0)</c>: C# reads the literal 0 of <c>sum(0)</c> as this overload's type, which is refused.</summary>
        /// <exception cref="NotSupportedException">The type is Byte, as by a literal 0.</exception>
        public Tensor sum(ScalarType? type = null) => Sum([.. AllDims()], false, DTypes.NoLiteralZero("sum", type));

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Sum([dim], keepdim, type);

        /// <summary>Integers and Bools are summed as Int64. Without any dimension named, all are summed.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Sum(NotNull(dim).Length == 0 ? [.. AllDims()] : dim, keepdim, type);

        public Tensor mean() => Mean([.. AllDims()], false, null);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Mean(NotNull(dimensions).Length == 0 ? [.. AllDims()] : dimensions, keepdim, type);

        public Tensor var(bool unbiased = true) => Variance([.. AllDims()], unbiased, false);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => As(type).Variance([dim], unbiased, keepdim);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => As(type).Variance(dimensions, unbiased, keepdim);

        public Tensor std(bool unbiased = true) => Root(Live().var(unbiased));

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Root(Live().var(dim, unbiased, keepdim, type));

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Root(Live().var(dimensions, unbiased, keepdim, type));

        /// <summary>The largest element. Where several are largest, they share the gradient.</summary>
        public Tensor max() => AllExtreme("max", largest: true);

        public Tensor min() => AllExtreme("min", largest: false);

        public Tensor max(Tensor other) => Live().maximum(other);

        public Tensor min(Tensor other) => Live().minimum(other);

        /// <summary>The largest elements along a dimension, and the index of the first of each.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Extreme("max", dim, keepdim, largest: true);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Extreme("min", dim, keepdim, largest: false);

        public Tensor amax(params long[] dims) => amax(dims, false);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => ManyExtreme("amax", dims, keepdim, @out, largest: true);

        public Tensor amin(params long[] dims) => amin(dims, false);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => ManyExtreme("amin", dims, keepdim, @out, largest: false);

        public Tensor argmax() => Live().flatten().max(0).indexes;

        public Tensor argmax(long dim, bool keepdim = false) => Live().max(dim, keepdim).indexes;

        public Tensor argmin() => Live().flatten().min(0).indexes;

        public Tensor argmin(long dim, bool keepdim = false) => Live().min(dim, keepdim).indexes;

        private Tensor Sum(long[] dims, bool keepdim, ScalarType? type)
        {
            if (type == ScalarType.Int32)
            {
                return Sum(dims, keepdim, ScalarType.Int64).As(ScalarType.Int32);
            }
            var sumType = type ?? (dtype.IsFloat() ? dtype : ScalarType.Int64);
            // Truth values are counted where they lie: as Int64 they would take eight times their memory.
            var counts = dtype == ScalarType.Bool && sumType == ScalarType.Int64;
            var x = counts ? this : As(sumType, "sum");
            var before = _shape;
            var (front, back, kept, reduced, length) = x.Split("sum", dims);
            var result = New(kept, sumType);
            if (counts)
            {
                Reduce.CountRows(x.Rows("sum", front, back), result, (int)result.Count, length);
            }
            else if (x.Dense && front.Length > 0 && back.Length > 0 && back[^1] < front[0])
            {
                Columns.Sum(x.Live("sum"), result, length);
            }
            else
            {
                Reduce.SumRows(x.Rows("sum", front, back), result, (int)result.Count, length);
            }
            return Node.Record("sum", keepdim ? result.Reshaped(reduced) : result, [x], (_, g) => [g.reshape(reduced).expand(before)]);
        }

        private Tensor Mean(long[] dims, bool keepdim, ScalarType? type)
        {
            var x = As(type, "mean");
            if (!x.dtype.IsFloat())
            {
                throw Fail.Error($"mean: expected a float type, got {x.dtype}; say type: torch.float32, or convert first");
            }
            var total = x.Sum(dims, keepdim, null);
            return total / ((double)x.Count / Math.Max(total.Count, 1));
        }

        private Tensor Variance(long[] dims, bool unbiased, bool keepdim)
        {
            Live("var");
            using var away = Untracked(() => this - Mean(dims, true, null));
            using var squares = Untracked(() => (away * away).Sum(dims, true, null));
            var reduced = squares._shape;
            var degrees = Math.Max(0, (double)Count / Math.Max(squares.Count, 1) - (unbiased ? 1 : 0));
            var result = Untracked(() => squares / degrees);
            long[] kept = keepdim ? reduced : [.. _shape.Where((_, d) => !dims.Any(dim => Shapes.Dim("var", dim, Rank) == d))];
            return Node.Record("var", result.Reshaped(kept), [this], (n, g) => [g.reshape(reduced) * (2 / degrees) * (n[0] - n[0].Mean(dims, true, null))], this);
        }

        /// <summary>The square root of a variance. Where all numbers are equal its slope is unbounded; as in PyTorch the gradient there is 0.</summary>
        private static Tensor Root(Tensor variance)
        {
            var root = Pointwise.Unary<SqrtOp>(variance, "std");
            return Node.Record("std", root, [variance], static (n, g) => [(g / (n[0] * 2)).masked_fill(n[0].eq(0), 0)], root);
        }

        private (Tensor values, Tensor indexes) Extreme(string op, long dim, bool keepdim, bool largest)
        {
            var d = Shapes.Dim(op, dim, Rank);
            var (rows, kept, reduced, length) = AsRows(op, [dim]);
            if (length == 0)
            {
                throw Fail.Error($"{op}: dimension {d} of {Fail.Show(_shape)} has no elements to choose from");
            }
            Tensor values = New(kept, dtype), indexes = New(kept, ScalarType.Int64);
            Reduce.ExtremeRows(rows, values, indexes, (int)values.Count, length, largest);
            if (keepdim)
            {
                (values, indexes) = (values.Reshaped(reduced), indexes.Reshaped(reduced));
            }
            var before = _shape;
            Node.Record(op, values, [this], (n, g) =>
            {
                // The gradient goes to the chosen elements, and to them alone.
                var positions = torch.arange(length, ScalarType.Int64).view([length, .. Enumerable.Repeat(1L, Math.Max(before.Length, 1) - 1 - d)]);
                var chosen = positions.eq(n[0].reshape(reduced));
                return [torch.where(chosen, g.reshape(reduced), torch.zeros_like(g.reshape(reduced))).reshape(before)];
            }, indexes);
            return (values, indexes);
        }

        private Tensor AllExtreme(string op, bool largest) => Count > 0
            ? ManyExtreme(op, [.. AllDims()], false, null, largest)
            : throw Fail.Error($"{op}: a tensor of shape {Fail.Show(_shape)} has no elements to choose from");

        private Tensor ManyExtreme(string op, long[] dims, bool keepdim, Tensor? into, bool largest)
        {
            ArgumentNullException.ThrowIfNull(dims);
            var (rows, kept, reduced, length) = AsRows(op, dims.Length == 0 ? [.. AllDims()] : dims);
            if (length == 0)
            {
                throw Fail.Error($"{op}: {Fail.Show(_shape)} has no elements to choose from along {Fail.Show(dims)}");
            }
            Tensor values = New(kept, dtype), indexes = New(kept, ScalarType.Int64);
            Reduce.ExtremeRows(rows, values, indexes, (int)values.Count, length, largest);
            var overAll = op is "max" or "min";
            var result = Node.Record(op, keepdim ? values.Reshaped(reduced) : values, [this], (n, g) =>
            {
                // Elements that share the extreme share its gradient evenly; NaNs do for max() and min(), while amax and amin find none that equals a NaN, as in PyTorch.
                var extreme = n[1].reshape(reduced);
                var chosen = (overAll ? n[0].eq(extreme) | (n[0].isnan() & extreme.isnan()) : n[0].eq(extreme)).As(g.dtype);
                var share = g.reshape(reduced) / chosen.sum(dims.Length == 0 ? [.. n[0].AllDims()] : dims, keepdim: true);
                return [chosen * share];
            }, this, values);
            if (into is not null && GradMode.Enabled && (into.requires_grad || requires_grad))
            {
                throw Fail.Error($"{op}: with a tensor to write into (out) no gradient is recorded, and {(requires_grad ? "the input" : "out")} requires one; leave out away, or do it under torch.no_grad()");
            }
            return into is null ? result : into.Become(op, result, this);
        }

        /// <summary>
        /// The tensor as dense rows, each of which one result is made of.
        /// Returns the rows, the shape of the results without the reduced dimensions and with them as 1, and the length of a row.
        /// </summary>
        private (Tensor Rows, long[] Kept, long[] Reduced, int Length) AsRows(string op, long[] dims)
        {
            var (front, back, kept, reduced, length) = Split(op, dims);
            return (Rows(op, front, back), kept, reduced, length);
        }

        /// <summary>Which dimensions stay and which are reduced, the shapes of the result without these and with them as 1, and how many elements become one.</summary>
        private (int[] Front, int[] Back, long[] Kept, long[] Reduced, int Length) Split(string op, long[] dims)
        {
            ArgumentNullException.ThrowIfNull(dims, "dimensions");
            var reduce = new bool[Math.Max(Rank, 1)];
            foreach (var dim in dims)
            {
                var d = Shapes.Dim(op, dim, Rank);
                if (reduce[d])
                {
                    throw Fail.Error($"{op}: dimension {dim} occurs twice in {Fail.Show(dims)}");
                }
                reduce[d] = true;
            }
            var front = Enumerable.Range(0, Rank).Where(d => !reduce[d]).ToArray();
            var back = Enumerable.Range(0, Rank).Where(d => reduce[d]).ToArray();
            long length = 1;
            foreach (var d in back)
            {
                length *= _shape[d];
            }
            return (front, back, [.. front.Select(d => _shape[d])], [.. _shape.Select((size, d) => reduce[d] ? 1 : size)], checked((int)length));
        }

        /// <summary>Dense, with the reduced dimensions last. Where they are, no view is made: it would hold the storage until it is collected.</summary>
        private Tensor Rows(string op, int[] front, int[] back)
        {
            Live(op);
            using var off = new GradMode(false);
            var inPlace = Dense && (front.Length == 0 || back.Length == 0 || front[^1] < back[0]);
            return inPlace ? this : permute([.. front.Concat(back).Select(d => (long)d)]).AsDense();
        }

        private IEnumerable<long> AllDims() => Enumerable.Range(0, Rank).Select(d => (long)d);

        /// <summary>For a fresh dense result, before it has a history: another shape.</summary>
        private Tensor Reshaped(long[] shape)
        {
            Reshape(shape, Shapes.ContiguousStrides(shape));
            return this;
        }
    }
}
