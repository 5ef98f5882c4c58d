// The same elements more often, or in another order: repeat, tile, roll, flip. All of them copy, and are made of views and index_select, which bring the gradient back.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The tensor that often along each dimension; more numbers than dimensions add dimensions in front.</summary>
        public Tensor repeat(params long[] sizes)
        {
            Live();
            ArgumentNullException.ThrowIfNull(sizes);
            if (sizes.Length < Rank || sizes.Any(n => n < 0))
            {
                throw Fail.Error($"repeat: {Fail.Show(sizes)} must be 0 or more and one for each dimension of {Fail.Show(_shape)} at least");
            }
            long[] padded = [.. Enumerable.Repeat(1L, sizes.Length - Rank), .. _shape];
            var apart = view([.. padded.SelectMany(size => new[] { 1, size })]);
            return apart.expand([.. sizes.SelectMany((n, i) => new[] { n, padded[i] })]).reshape([.. sizes.Select((n, i) => n * padded[i])]);
        }

        /// <summary>As repeat; fewer numbers than dimensions speak of the last dimensions.</summary>
        public Tensor tile(long[] reps) => Live().repeat([.. Enumerable.Repeat(1L, Math.Max(0, Rank - NotNull(reps).Length)), .. reps]);

        /// <summary>Each element that often, one beside the other. Without a dimension the tensor is read as one row.</summary>
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null)
        {
            Live();
            var x = dim is null ? flatten() : this;
            var d = x.Divisible("repeat_interleave", dim ?? 0);
            return repeats < 0
                ? throw Fail.Error($"repeat_interleave: repeats must be 0 or more, got {repeats}")
                : x.repeat_interleave(full([x._shape[d]], repeats, ScalarType.Int64), d, output_size);
        }

        /// <summary>Each index along a dimension as often as repeats says for it: Int64, one for each or one for all.</summary>
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null)
        {
            Live();
            ArgumentNullException.ThrowIfNull(repeats);
            var x = dim is null ? flatten() : this;
            var d = x.Divisible("repeat_interleave", dim ?? 0);
            if (repeats.dtype is not (ScalarType.Int64 or ScalarType.Int32) || repeats.Rank > 1 || (repeats.Count != 1 && repeats.Count != x._shape[d]))
            {
                throw Fail.Error($"repeat_interleave: repeats must be one integer, or one for each index of dimension {d} of {Fail.Show(x._shape)}; got {repeats.dtype} {Fail.Show(repeats._shape)}");
            }
            var times = repeats.As(ScalarType.Int64).reshape(-1).expand([x._shape[d]]).data<long>().ToArray();
            if (times.Any(n => n < 0))
            {
                throw Fail.Error($"repeat_interleave: repeats must be 0 or more, got {times.Min()}");
            }
            var total = times.Aggregate(0L, (sum, n) => Math.Min(sum, Storage.MaxBytes) + Math.Min(n, Storage.MaxBytes));
            Shapes.Numel("repeat_interleave", [.. x._shape.Select((size, i) => i == d ? total : size)], Math.Max(x.dtype.Size(), sizeof(long)));
            var index = tensor(times.SelectMany((n, i) => Enumerable.Repeat((long)i, (int)n)).ToArray());
            return output_size is { } size && size != index.Count
                ? throw Fail.Error($"repeat_interleave: output_size {size}, and the repeats add up to {index.Count}")
                : x.index_select(d, index);
        }

        /// <summary>Backwards along these dimensions.</summary>
        public Tensor flip(params long[] dims)
        {
            Live();
            ArgumentNullException.ThrowIfNull(dims);
            var result = this;
            var seen = new HashSet<int>();
            foreach (var dim in dims)
            {
                var d = Shapes.Dim("flip", dim, Rank);
                if (!seen.Add(d))
                {
                    throw Fail.Error($"flip: dimension {dim} occurs twice in {Fail.Show(dims)}");
                }
                result = Rank == 0 ? result : result.index_select(d, tensor(Range(_shape[d]).Reverse().ToArray()));
            }
            return ReferenceEquals(result, this) ? clone() : result;
        }

        /// <summary>Shifted along a dimension, what leaves at the end enters at the start. Without a dimension the tensor is shifted as one row.</summary>
        public Tensor roll(long shifts, long? dims = null)
        {
            Live();
            if (dims is null)
            {
                return flatten().roll(shifts, 0).view(_shape);
            }
            var d = Divisible("roll", dims.Value);
            var size = _shape[d];
            var at = size == 0 ? 0 : ((-shifts % size) + size) % size;
            return cat([slice(d, at, size, 1), slice(d, 0, at, 1)], d);
        }

        public Tensor roll(long[] shifts, long[] dims) => NotNull(shifts).Length == NotNull(dims).Length
            ? shifts.Zip(dims).Aggregate(Live(), (x, step) => x.roll(step.First, step.Second))
            : throw Fail.Error($"roll: {shifts.Length} shift(s) for {dims.Length} dimension(s)");

        public Tensor roll(long[] shifts) => NotNull(shifts) is [var one] ? roll(one) : throw Fail.Error($"roll: {shifts.Length} shifts need as many dimensions");

        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => dims.IsEmpty ? roll(shifts.ToArray()) : roll(shifts.ToArray(), dims.ToArray());

        public Tensor roll((long, long) shifts, (long, long) dims) => roll(new[] { shifts.Item1, shifts.Item2 }, new[] { dims.Item1, dims.Item2 });

        public Tensor roll((long, long, long) shifts, (long, long, long) dims) => roll(new[] { shifts.Item1, shifts.Item2, shifts.Item3 }, new[] { dims.Item1, dims.Item2, dims.Item3 });
    }

    public static Tensor tile(Tensor input, long[] dims) => NotNull(input).tile(dims);

    public static Tensor flip(Tensor input, params long[] dims) => NotNull(input).flip(dims);

    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) => NotNull(input).repeat_interleave(repeats, dim, output_size);

    public static Tensor repeat_interleave(Tensor input, Tensor repeats, long? dim = null, long? output_size = null) => NotNull(input).repeat_interleave(repeats, dim, output_size);

    public static Tensor roll(Tensor input, long shifts, long? dims = null) => NotNull(input).roll(shifts, dims);

    public static Tensor roll(Tensor input, long[] shifts, long[] dims) => NotNull(input).roll(shifts, dims);

    public static Tensor roll(Tensor input, long[] shifts) => NotNull(input).roll(shifts);

    public static Tensor roll(Tensor input, ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => NotNull(input).roll(shifts, dims);

    public static Tensor roll(Tensor input, (long, long) shifts, (long, long) dims) => NotNull(input).roll(shifts, dims);

    public static Tensor roll(Tensor input, (long, long, long) shifts, (long, long, long) dims) => NotNull(input).roll(shifts, dims);
}
