// Rounding, signs and remainders. All of them are flat almost everywhere: their gradient is 0, except that a remainder follows its dividend.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The remainder of a division that rounds to -∞, so it has the divisor's sign.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">An integer is divided by 0. (Floats give NaN.)</exception>
        private Tensor Remainder(Tensor divisor, RoundingMode mode)
        {
            var op = mode == RoundingMode.floor ? "remainder" : "fmod";
            var (x, y) = Operands(this, divisor, op);
            RefuseBool(op, x);
            if (!x.dtype.IsFloat() && (bool)y.eq(0).any())
            {
                throw Fail.Error($"{op}: an integer has no remainder by 0 (dividend {Fail.Show(_shape)}, divisor {Fail.Show(divisor._shape)})");
            }
            var result = x.dtype switch
            {
                ScalarType.Float32 => Elements.Map<float>(op, x, y, mode == RoundingMode.floor ? Remainders.Floor : Remainders.Trunc),
                ScalarType.Float64 => Elements.Map<double>(op, x, y, mode == RoundingMode.floor ? Remainders.Floor : Remainders.Trunc),
                ScalarType.Int64 => Elements.Map<long>(op, x, y, mode == RoundingMode.floor ? Remainders.Floor : Remainders.Trunc),
                _ => Elements.Map<int>(op, x, y, mode == RoundingMode.floor ? Remainders.Floor : Remainders.Trunc),
            };
            return Node.Record(op, result, [x, y], (n, g) =>
                [n.Needs(0) ? g.SumTo(n.Shape(0)) : null, n.Needs(1) ? (-g * n[0].div(n[1], mode)).SumTo(n.Shape(1)) : null],
                y.requires_grad ? x : null, y.requires_grad ? y : null);
        }

        /// <summary>As C#'s % on two tensors: the remainder has the divisor's sign (Python's %, not C#'s).</summary>
        public static Tensor operator %(Tensor left, Tensor right) => NotNull(left).Remainder(right, RoundingMode.floor);

        public static Tensor operator %(Tensor left, Scalar right) => NotNull(left).Remainder(left.Number(right), RoundingMode.floor);

        public static Tensor operator %(Tensor left, int right) => left % (Scalar)right;

        public static Tensor operator %(Tensor left, long right) => left % (Scalar)right;

        public static Tensor operator %(Tensor left, float right) => left % (Scalar)right;

        public static Tensor operator %(Tensor left, double right) => left % (Scalar)right;

        internal static Tensor Fmod(Tensor left, Tensor right) => left.Remainder(right, RoundingMode.trunc);

        internal Tensor Step<TOp>(string op) where TOp : IUnary
        {
            RefuseBool(op, this);
            return Node.Record(op, dtype.IsFloat() ? Pointwise.Unary<TOp>(this, op) : Live(op).clone(), [this], static (_, g) => [torch.zeros_like(g)]);
        }

        internal Tensor Sign()
        {
            var positive = Live("sign").gt(0).As(dtype);
            var result = dtype == ScalarType.Bool ? positive : Untracked(() => detach().gt(0).As(dtype) - detach().lt(0).As(dtype));
            return Node.Record("sign", result, [this], static (_, g) => [torch.zeros_like(g)]);
        }
    }

    public static Tensor floor(Tensor input) => NotNull(input).Step<FloorOp>("floor");

    public static Tensor ceil(Tensor input) => NotNull(input).Step<CeilOp>("ceil");

    public static Tensor trunc(Tensor input) => NotNull(input).Step<TruncOp>("trunc");

    /// <summary>To the nearest number with so many decimals; of two that are equally near, to the even one.</summary>
    public static Tensor round(Tensor input, long decimals = 0)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (decimals == 0)
        {
            return input.Step<RoundOp>("round");
        }
        var scale = 1.0;
        // From 309 decimals on the scale is infinite.
        for (var i = 0; i < Math.Abs(Math.Clamp(decimals, -309, 309)); i++)
        {
            scale *= 10;
        }
        return decimals > 0 ? (input * scale).Step<RoundOp>("round") / scale : (input / scale).Step<RoundOp>("round") * scale;
    }

    /// <summary>x - trunc(x), with the sign of x.</summary>
    public static Tensor frac(Tensor input) => input - trunc(input);

    /// <summary>-1, 0 or 1. (Of a NaN: 0.)</summary>
    public static Tensor sign(Tensor input) => NotNull(input).Sign();

    /// <summary>The remainder with the dividend's sign, as C's fmod.</summary>
    public static Tensor fmod(Tensor left, Tensor right) => Tensor.Fmod(NotNull(left), right);

    public static Tensor fmod(Tensor left, Scalar right) => Tensor.Fmod(NotNull(left), left.Number(right));

    /// <summary>The remainder with the divisor's sign.</summary>
    public static Tensor remainder(Tensor left, Tensor right) => left % right;

    public static Tensor remainder(Tensor left, Scalar right) => left % right;
}
