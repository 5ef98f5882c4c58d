// The running sum and the running product along a dimension, and the product.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>result[i] = x[0] + … + x[i] along a dimension, added up one by one (float32 in double, as PyTorch). Integers and Bools give Int64.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null)
        {
            var d = Shapes.Dim("cumsum", dim, Rank);
            var x = As(type ?? (dtype.IsFloat() ? dtype : ScalarType.Int64));
            return x.RunningSum(d, backwards: false);
        }

        /// <summary>result[i] = x[0]·…·x[i] along a dimension, multiplied one by one (float32 in double, as PyTorch). Integers and Bools give Int64.</summary>
        public Tensor cumprod(long dim, ScalarType? type = null)
        {
            var d = Shapes.Dim("cumprod", dim, Rank);
            var x = As(type ?? (dtype.IsFloat() ? dtype : ScalarType.Int64));
            return Node.Record("cumprod", Untracked(() => x.detach().RunningProduct(d)), [x], (n, g) => [n[0].GradientOfProducts(d, g)], x);
        }

        /// <summary>The product (1 of none) of all elements; integers and Bools as Int64. For dimension 0 write <c>prod(0L)</c> or <c>prod(dim: 0)</c>: C# reads the literal 0 of <c>prod(0)</c> as this overload's type, which is refused.</summary>
        /// <exception cref="NotSupportedException">The type is Byte, as by a literal 0.</exception>
        public Tensor prod(ScalarType? type = null) => Live().flatten().prod(0, false, DTypes.NoLiteralZero("prod", type));

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null)
        {
            var d = Shapes.Dim("prod", dim, Rank);
            var x = As(type ?? (dtype.IsFloat() ? dtype : ScalarType.Int64));
            if (Rank == 0)
            {
                return x.alias();
            }
            if (_shape[d] == 0)
            {
                var before = _shape;
                long[] kept = [.. _shape[..d], .. keepdim ? [1L] : Array.Empty<long>(), .. _shape[(d + 1)..]];
                return Node.Record("prod", torch.ones(kept, x.dtype), [x], (_, g) => [torch.zeros(before, g.dtype)]);
            }
            var last = x.cumprod(d).narrow(d, _shape[d] - 1, 1);
            return keepdim ? last : last.squeeze(d);
        }

        /// <summary>
        /// The gradient of the running products, which divides by nothing and so is right at zeros: what stands before an element times what its product flows into,
        /// s[i] = g[i] + x[i+1]·s[i+1].
        /// </summary>
        private Tensor GradientOfProducts(int dim, Tensor g)
        {
            if (Rank == 0 || Count == 0)
            {
                return g.alias();
            }
            Tensor[] x = unbind(dim), flow = g.unbind(dim);
            var before = new Tensor[x.Length];
            for (var i = 0; i < x.Length; i++)
            {
                before[i] = i == 0 ? torch.ones_like(x[0]) : before[i - 1] * x[i - 1];
            }
            for (var i = x.Length - 2; i >= 0; i--)
            {
                flow[i] = flow[i] + x[i + 1] * flow[i + 1];
            }
            return stack(before.Zip(flow, (b, f) => b * f), dim);
        }

        private Tensor RunningProduct(int dim)
        {
            var result = Elements.Copy(this, dtype);
            var around = Selection.Around.Of(_shape, dim);
            switch (dtype)
            {
                case ScalarType.Float32: Cumulative.Multiply<float, double>(result.Span<float>(), around); break;
                case ScalarType.Float64: Cumulative.Multiply<double, double>(result.Span<double>(), around); break;
                case ScalarType.Int64: Cumulative.Multiply<long, long>(result.Span<long>(), around); break;
                case ScalarType.Int32: Cumulative.Multiply<int, long>(result.Span<int>(), around); break;
                default: throw DTypes.Unsupported(dtype);
            }
            return result;
        }

        private Tensor RunningSum(int dim, bool backwards)
        {
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
            return Node.Record("cumsum", result, [this], (_, g) => [g.RunningSum(dim, !backwards)]);
        }
    }

    public static Tensor cumprod(Tensor input, long dim, ScalarType? dtype = null) => NotNull(input).cumprod(dim, dtype);

    public static Tensor prod(Tensor input, ScalarType? type = null) => NotNull(input).prod(type);

    public static Tensor prod(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) => NotNull(input).prod(dim, keepdim, type);

    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) => NotNull(input).cumsum(dim, type);
}
