// C# numbers and arrays where a tensor is wanted: `x[mask] = 0f`. Copies, with the C# type as the element type (an int is Int32, a double Float64), as in TorchSharp.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static implicit operator Tensor(int value) => tensor(value);

        public static implicit operator Tensor(long value) => tensor(value);

        public static implicit operator Tensor(float value) => tensor(value);

        public static implicit operator Tensor(double value) => tensor(value);

        public static implicit operator Tensor(bool value) => tensor(value);

        public static implicit operator Tensor(int[] value) => tensor(value);

        public static implicit operator Tensor(long[] value) => tensor(value);

        public static implicit operator Tensor(float[] value) => tensor(value);

        public static implicit operator Tensor(double[] value) => tensor(value);

        public static implicit operator Tensor(bool[] value) => tensor(value);

        /// <summary>Never called: it makes the compiler prefer a Scalar to a Tensor where a number could become either.</summary>
        public static implicit operator Tensor(Scalar scalar) => throw new InvalidOperationException("A Scalar is not converted to a Tensor; say torch.tensor(number).");
    }
}
