// Functions of one element that the course meets less often, and bounds that are tensors.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor tan()
        {
            var x = Float();
            var result = Untracked(() => x.detach().sin() / x.detach().cos());
            return Node.Record("tan", result, [x], static (n, g) => [g * (1 + n[0] * n[0])], result);
        }

        public Tensor clip(Scalar? min = null, Scalar? max = null) => Live().clamp(min, max);

        /// <summary>Each element, but no smaller than min's and no larger than max's at its place; they broadcast. A bound gets the gradient of what it replaced.</summary>
        public Tensor clamp(Tensor? min = null, Tensor? max = null)
        {
            Live();
            if (min is null && max is null)
            {
                throw Fail.Error("clamp: give a min, a max, or both");
            }
            var result = Untracked(() =>
            {
                var raised = min is null ? detach() : maximum(min);
                return max is null ? raised : raised.minimum(max);
            });
            var (x, low, high) = (As(result.dtype), min?.As(result.dtype), max?.As(result.dtype));
            var (hasLow, hasHigh) = (low is not null, high is not null);
            return Node.Record("clamp", result, [x, low ?? x, high ?? x], (n, g) =>
            {
                Tensor Where(Tensor mask, int input) => g.masked_fill(~mask, 0).SumTo(n.Shape(input));
                var inside = hasLow && hasHigh ? n[0].ge(n[1]) & n[0].le(n[2]) : hasLow ? n[0].ge(n[1]) : n[0].le(n[2]);
                return
                [
                    n.Needs(0) ? Where(inside, 0) : null,
                    n.Needs(1) && hasLow ? Where(hasHigh ? n[0].lt(n[1]) & n[1].lt(n[2]) : n[0].lt(n[1]), 1) : null,
                    n.Needs(2) && hasHigh ? Where(hasLow ? n[0].gt(n[2]) | n[2].lt(n[1]) : n[0].gt(n[2]), 2) : null,
                ];
            }, x, low, high);
        }

        public Tensor exp_() => Become("exp_", exp());

        public Tensor log_() => Become("log_", log());

        public Tensor sqrt_() => Become("sqrt_", sqrt());

        public Tensor relu_() => Become("relu_", relu());

        public Tensor add_(Scalar scalar, Scalar alpha) => Become("add_", add(scalar, alpha));

        public Tensor equal(Tensor target) => Live().eq(target);

        /// <summary>x·ln(u)/(u - 1) with u = 1 + x rounded: the rounding error of u cancels (Kahan).</summary>
        internal Tensor Log1p()
        {
            var x = Float("log1p");
            var result = Untracked(() =>
            {
                var x64 = x.detach().As(ScalarType.Float64);
                var u = x64 + 1;
                var small = u.eq(1);
                var quotient = x64 * (u.log() / torch.where(small, torch.ones_like(u), u - 1));
                return torch.where(small | u.eq(double.PositiveInfinity), x64, quotient).As(x.dtype);
            });
            return Node.Record("log1p", result, [x], static (n, g) => [g / (n[0] + 1)], x);
        }

        /// <summary>By way of float64, so that powers of two come out whole in float32.</summary>
        internal Tensor Log2()
        {
            var x = Float("log2");
            var result = Untracked(() => (x.detach().As(ScalarType.Float64).log() * (1 / Ln2)).As(x.dtype));
            return Node.Record("log2", result, [x], static (n, g) => [g / (n[0] * Ln2)], x);
        }

        private const double Ln2 = 0.693147180559945309417;
    }

    public static Tensor tan(Tensor input) => NotNull(input).tan();

    /// <summary>ln(1 + x), exact for small x too.</summary>
    public static Tensor log1p(Tensor input) => NotNull(input).Log1p();

    /// <summary>The logarithm to base 2.</summary>
    public static Tensor log2(Tensor input) => NotNull(input).Log2();

    public static Tensor exp_(Tensor input) => NotNull(input).exp_();

    public static Tensor square(Tensor input) => NotNull(input).square();

    public static Tensor neg(Tensor input) => NotNull(input).neg();

    public static Tensor clip(Tensor input, Scalar? min = null, Scalar? max = null) => NotNull(input).clamp(min, max);

    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => NotNull(input).clamp(min, max);

    /// <summary>Element by element: whether they agree within atol + rtol·|other|.</summary>
    public static Tensor isclose(Tensor tensor, Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(other);
        using var off = new GradMode(false);
        var (x, y) = (tensor.As(ScalarType.Float64), other.As(ScalarType.Float64));
        var close = ((x - y).abs().le(y.abs() * rtol + atol) & y.isfinite()) | tensor.eq(other);
        return nanEqual ? close | (tensor.isnan() & other.isnan()) : close;
    }

    public static Tensor logical_and(Tensor left, Tensor right) => NotNull(left).ne(0) & NotNull(right).ne(0);

    public static Tensor logical_not(Tensor input) => NotNull(input).eq(0);
}
