// Powers. A number as the exponent is common (x², 1/√x), and then the plain arithmetic that it stands for is used, as in PyTorch.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Each element to the power of the other tensor's. 0^0 is 1; a negative base with a broken exponent gives NaN; integers stay integers.</summary>
        public Tensor pow(Tensor exponent)
        {
            var (x, y) = Operands(this, exponent);
            RefuseBool("pow", x);
            var result = Power(x, y);
            return Node.Record("pow", result, [x, y], static (n, g) =>
            [
                n.Needs(0) ? (g * (n[1] * n[0].pow(n[1] - 1))).masked_fill(n[1].eq(0), 0).SumTo(n.Shape(0)) : null,
                n.Needs(1) ? (g * (n[2] * n[0].log())).masked_fill(n[0].eq(0) & n[1].ge(0), 0).SumTo(n.Shape(1)) : null,
            ], x, y, y.requires_grad ? result : null);
        }

        /// <summary>Each element to one power. An integer tensor takes a float exponent as a float tensor does, and refuses a negative integer.</summary>
        public Tensor pow(Scalar exponent)
        {
            var power = Number(exponent);
            var x = As(power.dtype);
            RefuseBool("pow", x);
            if (!x.dtype.IsFloat() && exponent.AsLong < 0)
            {
                throw Fail.Error($"pow: integers to the negative power {exponent} are not integers; convert with to(torch.float32), or write {exponent}.0");
            }
            Tensor result;
            using (no_grad())
            {
                result = Known(x.detach(), exponent.AsDouble) ?? Power(x, power);
            }
            var e = exponent.AsDouble;
            return Node.Record("pow", result, [x], (n, g) => [e == 0 ? torch.zeros_like(g) : g * (n[0].pow(e - 1) * e)], x);
        }

        public Tensor pow_(Tensor exponent) => Become("pow_", pow(exponent), exponent);

        public Tensor pow_(Scalar exponent) => Become("pow_", pow(exponent));

        private static Tensor Power(Tensor x, Tensor y) => x.dtype switch
        {
            ScalarType.Int64 => Elements.Map<long>("pow", x, y, LanesPower.OfIntegers),
            ScalarType.Int32 => Elements.Map<int>("pow", x, y, LanesPower.OfIntegers),
            _ => Pointwise.Binary<PowOp>("pow", x, y),
        };

        private static Tensor? Known(Tensor x, double exponent) => exponent switch
        {
            2 => x * x,
            3 => x * x * x,
            _ when !x.dtype.IsFloat() => null,
            0.5 => x.sqrt(),
            -0.5 => x.rsqrt(),
            -1 => 1 / x,
            -2 => 1 / (x * x),
            _ => null,
        };
    }

    public static Tensor pow(Tensor left, Tensor exponent) => NotNull(left).pow(exponent);

    public static Tensor pow(Tensor left, Scalar exponent) => NotNull(left).pow(exponent);
}
