// How often: of each integer, in each interval; and the largest so far.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>result[k] = how often k occurs in a vector of integers, or the sum of the weights at those places. Not differentiable, as in PyTorch.</summary>
        /// <param name="weights">One for each element; the sums are Float32 where these are, else Float64. Without weights the counts are Int64.</param>
        /// <param name="minlength">The result has at least so many elements.</param>
        public Tensor bincount(Tensor? weights, long minlength = 0)
        {
            if (Rank != 1 || dtype.IsFloat() || dtype == ScalarType.Bool)
            {
                throw Fail.Error($"bincount: expected a vector of Int64 or Int32, got {Fail.Show(_shape)} of {dtype}");
            }
            if (weights is not null && !weights._shape.AsSpan().SequenceEqual(_shape))
            {
                throw Fail.Error($"bincount: expected one weight for each of the {Count} elements, got weights of shape {Fail.Show(weights._shape)}");
            }
            if (minlength < 0)
            {
                throw Fail.Error($"bincount: minlength must be 0 or more, got {minlength}");
            }
            using var off = new GradMode(false);
            var numbers = As(ScalarType.Int64).AsDense();
            if (Count > 0 && numbers.min().item<long>() is < 0 and var least)
            {
                throw Fail.Error($"bincount: expected numbers of 0 and more, got {least}");
            }
            var length = Math.Max(minlength, Count == 0 ? 0 : numbers.max().item<long>() + 1);
            var type = weights is null ? ScalarType.Int64 : weights.dtype == ScalarType.Float32 ? ScalarType.Float32 : ScalarType.Float64;
            return torch.zeros([length], type).index_add(0, numbers, weights is null ? torch.ones([Count], type) : weights.detach().As(type), 1);
        }

        /// <summary>In which of equally wide intervals the elements lie: how many in each. The last interval holds its upper end; what lies outside of all, and NaN, is not counted.</summary>
        internal Tensor Histogram(long bins, double min, double max)
        {
            RequireFloat("histc");
            if (bins < 1)
            {
                throw Fail.Error($"histc: bins must be 1 or more, got {bins}");
            }
            if (max < min)
            {
                throw Fail.Error($"histc: max must not be below min, got {min} to {max}");
            }
            using var off = new GradMode(false);
            if (min == max && Count > 0)
            {
                (min, max) = (this.min().Number64("histc"), this.max().Number64("histc"));
            }
            if (!double.IsFinite(min) || !double.IsFinite(max))
            {
                throw Fail.Error($"histc: the range of the intervals is not finite: {min} to {max}");
            }
            (min, max) = min == max ? (min - 1, max + 1) : (min, max);
            var inside = masked_select(ge(min) & le(max));
            var places = ((inside - min) / (max - min) * bins).As(ScalarType.Int64).clamp(max: bins - 1);
            return places.bincount(null, bins).As(dtype);
        }

        /// <summary>The largest element so far along a dimension, and where it stood: of equal ones the last. A NaN counts as larger than any number.</summary>
        internal (Tensor Values, Tensor Indices) CumulativeMax(long dim)
        {
            var d = Shapes.Dim("cummax", dim, Rank);
            var places = New(_shape, ScalarType.Int64);
            var (dense, around) = (Live("cummax").detach().AsDense(), Selection.Around.Of(_shape, d));
            switch (dtype)
            {
                case ScalarType.Float32: Cumulative.Largest<float>(dense.Span<float>(), places.Span<long>(), around); break;
                case ScalarType.Float64: Cumulative.Largest<double>(dense.Span<double>(), places.Span<long>(), around); break;
                case ScalarType.Int64: Cumulative.Largest<long>(dense.Span<long>(), places.Span<long>(), around); break;
                case ScalarType.Int32: Cumulative.Largest<int>(dense.Span<int>(), places.Span<long>(), around); break;
                case ScalarType.Bool: Cumulative.Largest<byte>(dense.Span<byte>(), places.Span<long>(), around); break;
                default: throw DTypes.Unsupported(dtype);
            }
            GC.KeepAlive(dense);
            return (Rank == 0 ? clone() : gather(d, places), places);
        }
    }

    /// <inheritdoc cref="Tensor.bincount"/>
    public static Tensor bincount(Tensor input, Tensor? weights = null, long minlength = 0) => NotNull(input).bincount(weights, minlength);

    /// <summary>How many elements of a float tensor lie in each of equally wide intervals from min to max. Not differentiable.</summary>
    /// <param name="min">Where min and max are equal, the smallest and largest element take their place.</param>
    public static Tensor histc(Tensor input, long bins = 100, long min = 0, long max = 0) => NotNull(input).Histogram(bins, min, max);

    /// <summary>The largest element so far along a dimension, and where it stood: of equal ones the last.</summary>
    public static (Tensor values, Tensor indices) cummax(Tensor input, long dim) => NotNull(input).CumulativeMax(dim);
}
