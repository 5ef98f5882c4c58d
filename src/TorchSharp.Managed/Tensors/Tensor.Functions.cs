// Functions of one element, and choices by a mask.

using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Node.Record("abs", Pointwise.Unary<AbsOp>(this), [this],
            static (n, g) => [torch.where(n[0].gt(0), g, torch.where(n[0].lt(0), -g, torch.zeros_like(g)))], this);

        public Tensor exp() => Recorded("exp", Pointwise.Unary<ExpOp>(Float()), static (n, g) => [g * n[0]]);

        public Tensor sqrt() => Recorded("sqrt", Pointwise.Unary<SqrtOp>(Float()), static (n, g) => [g / (n[0] * 2)]);

        public Tensor rsqrt() => 1 / Live().sqrt();

        public Tensor tanh() => Recorded("tanh", Pointwise.Unary<TanhOp>(Float()), static (n, g) => [g * (1 - n[0] * n[0])]);

        /// <summary>1 / (1 + e^-x). The gradient comes from the result, s(1 - s), since e^-x itself leaves the range of floats.</summary>
        public Tensor sigmoid()
        {
            Live();
            Tensor result;
            using (new GradMode(false))
            {
                result = 1 / (1 + neg().exp());
            }
            return Recorded("sigmoid", result, static (n, g) => [g * n[0] * (1 - n[0])]);
        }

        public Tensor relu() => Recorded("relu", Pointwise.Unary<ReluOp>(this), static (n, g) => [g.masked_fill(n[0].le(0), 0)]);

        public Tensor log()
        {
            var x = Float();
            return Node.Record("log", Pointwise.Unary<LogOp>(x), [x], static (n, g) => [g / n[0]], x);
        }

        public Tensor sin()
        {
            var x = Float();
            return Node.Record("sin", Pointwise.Unary<SinOp>(x), [x], static (n, g) => [g * n[0].cos()], x);
        }

        public Tensor cos()
        {
            var x = Float();
            return Node.Record("cos", Pointwise.Unary<CosOp>(x), [x], static (n, g) => [-g * n[0].sin()], x);
        }

        /// <summary>2/√π ∫ e^(-t²) from 0 to x.</summary>
        public Tensor erf()
        {
            var x = Float();
            return Node.Record("erf", Pointwise.Unary<ErfOp>(x), [x], static (n, g) => [g * (-n[0] * n[0]).exp() * (2 / Math.Sqrt(Math.PI))], x);
        }

        /// <summary>The Gaussian error linear unit x·Φ(x), Φ the normal distribution function (Hendrycks and Gimpel 2016). The exact one, not its tanh approximation.</summary>
        public Tensor gelu()
        {
            RequireFloat("gelu");
            return Node.Record("gelu", Pointwise.Unary<GeluOp>(this), [this], static (n, g) =>
            {
                var x = n[0];
                if (!GradMode.Enabled)
                {
                    return [Pointwise.Binary<GeluSlopeOp>("gelu", x, g)];
                }
                var below = ((x * Math.Sqrt(0.5)).erf() + 1) * 0.5;
                var density = (x * x * -0.5).exp() / Math.Sqrt(2 * Math.PI);
                return [g * (below + x * density)];
            }, this);
        }

        public Tensor square() => Live().mul(this);

        /// <summary>
        /// Each element, but no smaller than min and no larger than max. Between floats integers become floats. At the bounds the gradient passes; of a NaN it is 0, as in PyTorch.
        /// </summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null)
        {
            Live();
            if (min is null && max is null)
            {
                throw Fail.Error("clamp: give a min, a max, or both");
            }
            var (low, high) = (min is null ? null : Number(min), max is null ? null : Number(max));
            var type = new[] { low, high }.Aggregate(dtype, (type, bound) => bound?.dtype.CanHold(type) == true ? bound.dtype : type);
            var x = As(type);
            var result = x;
            using (no_grad())
            {
                result = low is null ? result : torch.where(result.lt(low), low.As(type), result);
                result = high is null ? result : torch.where(result.gt(high), high.As(type), result);
            }
            return Node.Record("clamp", result, [x], (n, g) =>
            {
                var inside = min is null ? n[0].le(max!) : max is null ? n[0].ge(min) : n[0].ge(min) & n[0].le(max);
                return [g.masked_fill(~inside, 0)];
            }, x);
        }

        public Tensor isnan() => Live().ne(this);

        public Tensor isinf() => Live().dtype.IsFloat() ? abs().eq(double.PositiveInfinity) : torch.zeros(_shape, ScalarType.Bool);

        public Tensor isfinite() => Live().dtype.IsFloat() ? abs().lt(double.PositiveInfinity) : torch.ones(_shape, ScalarType.Bool);

        /// <summary>The value wherever the mask is true. The mask broadcasts to this tensor's shape.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value)
        {
            RequireBool("masked_fill", "mask", mask);
            var fill = full([], value, dtype);
            return Node.Record("masked_fill", Elements.Where("masked_fill", mask, fill, this), [this],
                static (n, g) => [g.masked_fill(n[0], 0).SumTo(n.Shape(0))], mask);
        }

        public Tensor masked_fill_(Tensor mask, Scalar value) => Become("masked_fill_", masked_fill(mask, value), mask);

        /// <summary>This tensor where the condition holds, y elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y)
        {
            RequireBool("where", "condition", condition);
            var (a, b) = Operands(this, y);
            return Node.Record("where", Elements.Where("where", condition, a, b), [a, b], static (n, g) =>
            {
                var zero = torch.zeros_like(g);
                return [n.Needs(0) ? torch.where(n[0], g, zero).SumTo(n.Shape(0)) : null, n.Needs(1) ? torch.where(n[0], zero, g).SumTo(n.Shape(1)) : null];
            }, condition);
        }

        /// <summary>The lower triangle of the last two dimensions, up to the given diagonal; 0 elsewhere.</summary>
        public Tensor tril(long diagonal = 0) => Triangle("tril", (row, column) => column - row <= diagonal);

        /// <summary>The upper triangle of the last two dimensions, from the given diagonal on; 0 elsewhere.</summary>
        public Tensor triu(long diagonal = 0) => Triangle("triu", (row, column) => column - row >= diagonal);

        private Tensor Triangle(string op, Func<long, long, bool> keep)
        {
            if (Rank < 2)
            {
                throw Fail.Shape(op, "expected at least 2 dimensions", _shape);
            }
            Live(op);
            long rows = _shape[^2], columns = _shape[^1];
            var outside = New([rows, columns], ScalarType.Bool);
            for (long i = 0; i < rows * columns; i++)
            {
                outside.At<byte>(i) = keep(i / columns, i % columns) ? (byte)0 : (byte)1;
            }
            return masked_fill(outside, 0);
        }

        /// <summary>For functions whose gradient is best told by their result.</summary>
        private Tensor Recorded(string op, Tensor result, BackwardFunction backward) => Node.Record(op, result, [Float(op)], backward, result);

        /// <summary>Functions into the reals take integers too, as the default float.</summary>
        private Tensor Float([CallerMemberName] string op = "") => dtype.IsFloat() ? Live(op) : As(get_default_dtype(), op);

        private void RequireFloat(string op)
        {
            Live(op);
            if (!dtype.IsFloat())
            {
                throw Fail.Error($"{op}: expected Float32 or Float64, got {dtype} {Fail.Show(_shape)}");
            }
        }

        private static void RequireBool(string op, string what, Tensor x)
        {
            ArgumentNullException.ThrowIfNull(x, what);
            x.Live(op, what);
            if (x.dtype != ScalarType.Bool)
            {
                throw Fail.Error($"{op}: the {what} must be Bool, got {x.dtype} of shape {Fail.Show(x._shape)}");
            }
        }
    }
}
