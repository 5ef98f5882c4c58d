// Arithmetic, element by element, with broadcasting. An operation is its forward and its backward, side by side.

using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target)
        {
            var (x, y) = Operands(this, target);
            return Node.Record("add", x.dtype == ScalarType.Bool ? Pointwise.Binary<OrOp>("add", x, y) : Pointwise.Binary<AddOp>("add", x, y), [x, y],
                static (n, g) => [n.Needs(0) ? g.SumTo(n.Shape(0)) : null, n.Needs(1) ? g.SumTo(n.Shape(1)) : null]);
        }

        public Tensor add(Tensor target, Scalar alpha)
        {
            ArgumentNullException.ThrowIfNull(target);
            return add(target * alpha);
        }

        public Tensor add(Scalar scalar) => add(Number(scalar));

        public Tensor add(Scalar scalar, Scalar alpha) => add(Number(scalar) * alpha);

        public Tensor sub(Tensor target)
        {
            var (x, y) = Operands(this, target);
            RefuseBool("sub", x);
            return Node.Record("sub", Pointwise.Binary<SubOp>("sub", x, y), [x, y],
                static (n, g) => [n.Needs(0) ? g.SumTo(n.Shape(0)) : null, n.Needs(1) ? g.neg().SumTo(n.Shape(1)) : null]);
        }

        public Tensor sub(Scalar target) => sub(Number(target));

        public Tensor mul(Tensor target)
        {
            var (x, y) = Operands(this, target);
            return Node.Record("mul", x.dtype == ScalarType.Bool ? Pointwise.Binary<AndOp>("mul", x, y) : Pointwise.Binary<MulOp>("mul", x, y), [x, y],
                static (n, g) => [n.Needs(0) ? (g * n[1]).SumTo(n.Shape(0)) : null, n.Needs(1) ? (g * n[0]).SumTo(n.Shape(1)) : null],
                y.requires_grad ? x : null, x.requires_grad ? y : null);
        }

        public Tensor mul(Scalar target) => mul(Number(target));

        /// <summary>
        /// Division. Without rounding it is true division: of two integers too the result is a float. With trunc (towards 0) or floor (towards -∞)
        /// integers stay integers, and the gradient is 0, as the quotient is a step function.
        /// </summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">An integer is divided by 0 with trunc or floor. (Floats give ±∞ and NaN.)</exception>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
        {
            var (x, y) = Operands(this, target);
            if (rounding_mode != RoundingMode.None)
            {
                RefuseBool("div", x);
                return Node.Record("div", Quotient.Rounded(x, y, rounding_mode), [x, y],
                    static (n, g) => [n.Needs(0) ? torch.zeros(n.Shape(0), g.dtype) : null, n.Needs(1) ? torch.zeros(n.Shape(1), g.dtype) : null]);
            }
            if (!x.dtype.IsFloat())
            {
                (x, y) = (x.As(get_default_dtype()), y.As(get_default_dtype()));
            }
            return Node.Record("div", Pointwise.Binary<DivOp>("div", x, y), [x, y],
                static (n, g) => [n.Needs(0) ? (g / n[1]).SumTo(n.Shape(0)) : null, n.Needs(1) ? (-g * (n[0] / n[1] / n[1])).SumTo(n.Shape(1)) : null],
                y.requires_grad ? x : null, y);
        }

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(Number(target), rounding_mode);

        public Tensor neg()
        {
            RefuseBool("neg", this);
            return Node.Record("neg", Pointwise.Unary<NegOp>(this), [this], static (_, g) => [-g]);
        }

        /// <summary>The larger of two elements. Where they are equal, each gets half of the gradient; where one is NaN, both get it whole, as in PyTorch.</summary>
        public Tensor maximum(Tensor other)
        {
            var (x, y) = Operands(this, other);
            return Node.Record("maximum", Pointwise.Binary<MaxOp>("maximum", x, y), [x, y],
                static (n, g) => Shared(n, g, n[0].lt(n[1]), n[0].gt(n[1])), x, y);
        }

        public Tensor minimum(Tensor other)
        {
            var (x, y) = Operands(this, other);
            return Node.Record("minimum", Pointwise.Binary<MinOp>("minimum", x, y), [x, y],
                static (n, g) => Shared(n, g, n[0].gt(n[1]), n[0].lt(n[1])), x, y);
        }

        public Tensor add_(Tensor target) => Become("add_", add(target), target);

        public Tensor add_(Tensor target, Scalar alpha) => Become("add_", add(target, alpha), target);

        public Tensor add_(Scalar scalar) => Become("add_", add(scalar));

        public Tensor sub_(Tensor target) => Become("sub_", sub(target), target);

        public Tensor sub_(Scalar target) => Become("sub_", sub(target));

        public Tensor mul_(Tensor target) => Become("mul_", mul(target), target);

        public Tensor mul_(Scalar target) => Become("mul_", mul(target));

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Become("div_", div(target, rounding_mode), target);

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Become("div_", div(target, rounding_mode));

        /// <summary>The one in-place operation (with zero_) that may write into memory that several elements share.</summary>
        public Tensor fill_(Scalar value) => Overwrite("fill_", full([], value, dtype).expand(_shape), inAnyMemory: true);

        public Tensor zero_() => fill_(0);

        /// <summary>A number as a tensor without dimensions. It takes this tensor's type, unless it is of a higher category (a float beside integers).
        /// A double beyond float32 becomes infinite there, as in PyTorch; an integer beyond Int32 is refused, where PyTorch cuts its bits.</summary>
        internal Tensor Number(Scalar value)
        {
            ArgumentNullException.ThrowIfNull(value);
            var type = value.Type.IsFloat() && !dtype.IsFloat() ? get_default_dtype()
                : dtype == ScalarType.Bool && value.Type != ScalarType.Bool ? ScalarType.Int64
                : dtype;
            return full([], type == ScalarType.Float32 ? (float)value.AsDouble : value, type);
        }

        /// <summary>The gradient of something that was broadcast: summed over the dimensions in which it was repeated.</summary>
        internal Tensor SumTo(long[] shape)
        {
            if (_shape.AsSpan().SequenceEqual(shape))
            {
                return this;
            }
            var front = Rank - shape.Length;
            var dims = Enumerable.Range(0, Rank).Where(d => d < front || (shape[d - front] == 1 && _shape[d] != 1)).Select(d => (long)d).ToArray();
            return sum(dims, keepdim: true).reshape(shape);
        }

        private static Tensor?[] Shared(Node n, Tensor g, Tensor firstLoses, Tensor secondLoses)
        {
            var share = torch.where(n[0].eq(n[1]), g * 0.5, g);
            return
            [
                n.Needs(0) ? share.masked_fill(firstLoses, 0).SumTo(n.Shape(0)) : null,
                n.Needs(1) ? share.masked_fill(secondLoses, 0).SumTo(n.Shape(1)) : null,
            ];
        }

        /// <summary>Both operands in the type in which they meet.</summary>
        private static (Tensor X, Tensor Y) Operands(Tensor x, Tensor y, [CallerMemberName] string op = "")
        {
            ArgumentNullException.ThrowIfNull(x, "target");
            ArgumentNullException.ThrowIfNull(y, "target");
            x.Live(op, "first operand");
            y.Live(op, "second operand");
            if (x.dtype == y.dtype)
            {
                return (x, y);
            }
            var dtype = DTypes.Promote(x, y);
            return (x.As(dtype), y.As(dtype));
        }

        private static void RefuseBool(string op, Tensor x)
        {
            if (x.dtype == ScalarType.Bool)
            {
                throw Fail.Error($"{op}: not defined for Bool tensors; use ^, ~ or logical_not, or convert with to(torch.int64)");
            }
        }
    }
}
