// C#'s operators. A comparison gives a Bool tensor, element by element, as in TorchSharp: so `a == b` is a tensor, and `is null` the way to ask for null.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => NotNull(left).add(right);

        public static Tensor operator +(Tensor left, Scalar right) => NotNull(left).add(right);

        public static Tensor operator +(Scalar left, Tensor right) => NotNull(right).Number(left).add(right);

        public static Tensor operator +(Tensor left, int right) => NotNull(left).add(right);

        public static Tensor operator +(Tensor left, long right) => NotNull(left).add(right);

        public static Tensor operator +(Tensor left, float right) => NotNull(left).add(right);

        public static Tensor operator +(Tensor left, double right) => NotNull(left).add(right);

        public static Tensor operator +(int left, Tensor right) => NotNull(right).Number(left).add(right);

        public static Tensor operator +(long left, Tensor right) => NotNull(right).Number(left).add(right);

        public static Tensor operator +(float left, Tensor right) => NotNull(right).Number(left).add(right);

        public static Tensor operator +(double left, Tensor right) => NotNull(right).Number(left).add(right);

        public static Tensor operator -(Tensor left, Tensor right) => NotNull(left).sub(right);

        public static Tensor operator -(Tensor left, Scalar right) => NotNull(left).sub(right);

        public static Tensor operator -(Scalar left, Tensor right) => NotNull(right).Number(left).sub(right);

        public static Tensor operator -(Tensor left, int right) => NotNull(left).sub(right);

        public static Tensor operator -(Tensor left, long right) => NotNull(left).sub(right);

        public static Tensor operator -(Tensor left, float right) => NotNull(left).sub(right);

        public static Tensor operator -(Tensor left, double right) => NotNull(left).sub(right);

        public static Tensor operator -(int left, Tensor right) => NotNull(right).Number(left).sub(right);

        public static Tensor operator -(long left, Tensor right) => NotNull(right).Number(left).sub(right);

        public static Tensor operator -(float left, Tensor right) => NotNull(right).Number(left).sub(right);

        public static Tensor operator -(double left, Tensor right) => NotNull(right).Number(left).sub(right);

        public static Tensor operator -(Tensor tensor) => NotNull(tensor).neg();

        public static Tensor operator *(Tensor left, Tensor right) => NotNull(left).mul(right);

        public static Tensor operator *(Tensor left, Scalar right) => NotNull(left).mul(right);

        public static Tensor operator *(Scalar left, Tensor right) => NotNull(right).Number(left).mul(right);

        public static Tensor operator *(Tensor left, int right) => NotNull(left).mul(right);

        public static Tensor operator *(Tensor left, long right) => NotNull(left).mul(right);

        public static Tensor operator *(Tensor left, float right) => NotNull(left).mul(right);

        public static Tensor operator *(Tensor left, double right) => NotNull(left).mul(right);

        public static Tensor operator *(int left, Tensor right) => NotNull(right).Number(left).mul(right);

        public static Tensor operator *(long left, Tensor right) => NotNull(right).Number(left).mul(right);

        public static Tensor operator *(float left, Tensor right) => NotNull(right).Number(left).mul(right);

        public static Tensor operator *(double left, Tensor right) => NotNull(right).Number(left).mul(right);

        public static Tensor operator /(Tensor left, Tensor right) => NotNull(left).div(right);

        public static Tensor operator /(Tensor left, Scalar right) => NotNull(left).div(right);

        public static Tensor operator /(Scalar left, Tensor right) => NotNull(right).Number(left).div(right);

        public static Tensor operator /(Tensor left, int right) => NotNull(left).div(right);

        public static Tensor operator /(Tensor left, long right) => NotNull(left).div(right);

        public static Tensor operator /(Tensor left, float right) => NotNull(left).div(right);

        public static Tensor operator /(Tensor left, double right) => NotNull(left).div(right);

        public static Tensor operator /(int left, Tensor right) => NotNull(right).Number(left).div(right);

        public static Tensor operator /(long left, Tensor right) => NotNull(right).Number(left).div(right);

        public static Tensor operator /(float left, Tensor right) => NotNull(right).Number(left).div(right);

        public static Tensor operator /(double left, Tensor right) => NotNull(right).Number(left).div(right);

        public static Tensor operator ==(Tensor left, Tensor right) => NotNull(left).eq(right);

        public static Tensor operator ==(Tensor left, Scalar right) => NotNull(left).eq(right);

        public static Tensor operator ==(Scalar left, Tensor right) => NotNull(right).eq(left);

        public static Tensor operator !=(Tensor left, Tensor right) => NotNull(left).ne(right);

        public static Tensor operator !=(Tensor left, Scalar right) => NotNull(left).ne(right);

        public static Tensor operator !=(Scalar left, Tensor right) => NotNull(right).ne(left);

        public static Tensor operator <(Tensor left, Tensor right) => NotNull(left).lt(right);

        public static Tensor operator <(Tensor left, Scalar right) => NotNull(left).lt(right);

        public static Tensor operator <(Scalar left, Tensor right) => NotNull(right).gt(left);

        public static Tensor operator >(Tensor left, Tensor right) => NotNull(left).gt(right);

        public static Tensor operator >(Tensor left, Scalar right) => NotNull(left).gt(right);

        public static Tensor operator >(Scalar left, Tensor right) => NotNull(right).lt(left);

        public static Tensor operator <=(Tensor left, Tensor right) => NotNull(left).le(right);

        public static Tensor operator <=(Tensor left, Scalar right) => NotNull(left).le(right);

        public static Tensor operator <=(Scalar left, Tensor right) => NotNull(right).ge(left);

        public static Tensor operator >=(Tensor left, Tensor right) => NotNull(left).ge(right);

        public static Tensor operator >=(Tensor left, Scalar right) => NotNull(left).ge(right);

        public static Tensor operator >=(Scalar left, Tensor right) => NotNull(right).le(left);

        public static Tensor operator &(Tensor left, Tensor right) => Bitwise<AndOp>("&", left, right);

        public static Tensor operator |(Tensor left, Tensor right) => Bitwise<OrOp>("|", left, right);

        public static Tensor operator ^(Tensor left, Tensor right) => Bitwise<XorOp>("^", left, right);

        public static Tensor operator ~(Tensor left) => NotNull(left).dtype == ScalarType.Bool ? left.eq(false) : -left - 1;

        private static Tensor Bitwise<TOp>(string op, Tensor left, Tensor right) where TOp : IBinary
        {
            var (x, y) = Operands(left, right, op);
            return x.dtype.IsFloat() ? throw Fail.Error($"{op}: defined for Bool and integer tensors, got {x.dtype}") : Pointwise.Binary<TOp>(op, x, y);
        }
    }
}
