// Comparisons: Bool tensors, element by element. None of them has a gradient.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Compare<Equal>("eq", this, target);

        public Tensor eq(Scalar target) => eq(Number(target));

        public Tensor ne(Tensor target) => Compare<NotEqual>("ne", this, target);

        public Tensor ne(Scalar target) => ne(Number(target));

        public Tensor lt(Tensor target) => Compare<Less>("lt", this, target);

        public Tensor lt(Scalar target) => lt(Number(target));

        public Tensor le(Tensor target) => Compare<LessOrEqual>("le", this, target);

        public Tensor le(Scalar target) => le(Number(target));

        public Tensor gt(Tensor target) => Compare<Less>("gt", target, this);

        public Tensor gt(Scalar target) => gt(Number(target));

        public Tensor ge(Tensor target) => Compare<LessOrEqual>("ge", target, this);

        public Tensor ge(Scalar target) => ge(Number(target));

        /// <summary>Whether all elements agree within atol + rtol·|target|.</summary>
        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false)
        {
            Live();
            NotNull(target).Live("allclose", "target");
            using var off = new GradMode(false);
            // Infinities are close to themselves alone: of them the differences and the tolerances say nothing.
            var close = ((this - target).abs().le(target.abs() * rtol + atol) & isfinite() & target.isfinite()) | eq(target);
            return (equal_nan ? close | (isnan() & target.isnan()) : close).all().item<bool>();
        }

        private static Tensor Compare<TOp>(string op, Tensor left, Tensor right) where TOp : ICompare
        {
            var (x, y) = Operands(left, right, op);
            return Elements.Compare<TOp>(op, x, y);
        }
    }
}
