// C#'s operators. A comparison gives a Bool tensor, element by element, as in TorchSharp: so `a == b` is a tensor, and `is null` the way to ask for null.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);

        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);

        public static Tensor operator +(Scalar left, Tensor right) => right.Number(left).add(right);

        public static Tensor operator +(Tensor left, int right) => left.add(right);

        public static Tensor operator +(Tensor left, long right) => left.add(right);

        public static Tensor operator +(Tensor left, float right) => left.add(right);

        public static Tensor operator +(Tensor left, double right) => left.add(right);

        public static Tensor operator +(int left, Tensor right) => right.Number(left).add(right);

        public static Tensor operator +(long left, Tensor right) => right.Number(left).add(right);

        public static Tensor operator +(float left, Tensor right) => right.Number(left).add(right);

        public static Tensor operator +(double left, Tensor right) => right.Number(left).add(right);

        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);

        public static Tensor operator -(Scalar left, Tensor right) => right.Number(left).sub(right);

        public static Tensor operator -(Tensor left, int right) => left.sub(right);

        public static Tensor operator -(Tensor left, long right) => left.sub(right);

        public static Tensor operator -(Tensor left, float right) => left.sub(right);

        public static Tensor operator -(Tensor left, double right) => left.sub(right);

        public static Tensor operator -(int left, Tensor right) => right.Number(left).sub(right);

        public static Tensor operator -(long left, Tensor right) => right.Number(left).sub(right);

        public static Tensor operator -(float left, Tensor right) => right.Number(left).sub(right);

        public static Tensor operator -(double left, Tensor right) => right.Number(left).sub(right);

        public static Tensor operator -(Tensor tensor) => tensor.neg();

        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);

        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);

        public static Tensor operator *(Scalar left, Tensor right) => right.Number(left).mul(right);

        public static Tensor operator *(Tensor left, int right) => left.mul(right);

        public static Tensor operator *(Tensor left, long right) => left.mul(right);

        public static Tensor operator *(Tensor left, float right) => left.mul(right);

        public static Tensor operator *(Tensor left, double right) => left.mul(right);

        public static Tensor operator *(int left, Tensor right) => right.Number(left).mul(right);

        public static Tensor operator *(long left, Tensor right) => right.Number(left).mul(right);

        public static Tensor operator *(float left, Tensor right) => right.Number(left).mul(right);

        public static Tensor operator *(double left, Tensor right) => right.Number(left).mul(right);

        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);

        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);

        public static Tensor operator /(Scalar left, Tensor right) => right.Number(left).div(right);

        public static Tensor operator /(Tensor left, int right) => left.div(right);

        public static Tensor operator /(Tensor left, long right) => left.div(right);

        public static Tensor operator /(Tensor left, float right) => left.div(right);

        public static Tensor operator /(Tensor left, double right) => left.div(right);

        public static Tensor operator /(int left, Tensor right) => right.Number(left).div(right);

        public static Tensor operator /(long left, Tensor right) => right.Number(left).div(right);

        public static Tensor operator /(float left, Tensor right) => right.Number(left).div(right);

        public static Tensor operator /(double left, Tensor right) => right.Number(left).div(right);

        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);

        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);

        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);

        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);

        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);

        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);

        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);

        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);

        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);

        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);

        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);

        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);

        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);

        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);

        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);

        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);

        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);

        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);

        public static Tensor operator &(Tensor left, Tensor right) => Bitwise<AndOp>("&", left, right);

        public static Tensor operator |(Tensor left, Tensor right) => Bitwise<OrOp>("|", left, right);

        public static Tensor operator ^(Tensor left, Tensor right) => Bitwise<XorOp>("^", left, right);

        public static Tensor operator ~(Tensor left) => left.dtype == ScalarType.Bool ? left.eq(false) : -left - 1;

        private static Tensor Bitwise<TOp>(string op, Tensor left, Tensor right) where TOp : IBinary
        {
            var (x, y) = Operands(left, right);
            return x.dtype.IsFloat() ? throw Fail.Error($"{op}: defined for Bool and integer tensors, got {x.dtype}") : Pointwise.Binary<TOp>(op, x, y);
        }
    }
}
