// The running sum along a dimension.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>result[i] = x[0] + … + x[i] along a dimension, added up one by one (float32 in double, as PyTorch). Integers and Bools give Int64.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null)
        {
            var d = Shapes.Dim("cumsum", dim, Rank);
            var x = To(type ?? (dtype.IsFloat() ? dtype : ScalarType.Int64));
            return Node.Record("cumsum", x.RunningSum(d, backwards: false), [x], (_, g) => [g.RunningSum(d, backwards: true)]);
        }

        private Tensor RunningSum(int dim, bool backwards)
        {
            using var off = new GradMode(false);
            var result = Elements.Copy(this, dtype);
            var around = Selection.Around.Of(_shape, dim);
            switch (dtype)
            {
                case ScalarType.Float32: Cumulative.Add<float, double>(result.Span<float>(), around, backwards); break;
                case ScalarType.Float64: Cumulative.Add<double, double>(result.Span<double>(), around, backwards); break;
                case ScalarType.Int64: Cumulative.Add<long, long>(result.Span<long>(), around, backwards); break;
                case ScalarType.Int32: Cumulative.Add<int, long>(result.Span<int>(), around, backwards); break;
                default: throw DTypes.Unsupported(dtype);
            }
            return result;
        }
    }

    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) => input.cumsum(dim, type);
}
