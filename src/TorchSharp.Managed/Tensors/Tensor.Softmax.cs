// softmax and its logarithm, along one dimension.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>exp(x) / Σ exp(x) along a dimension. A row of nothing but -∞ is NaN, as in PyTorch.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null)
        {
            var x = To(dtype);
            var d = Shapes.Dim("softmax", dim, Rank);
            if (!x.dtype.IsFloat())
            {
                throw Fail.Error($"softmax: expected Float32 or Float64, got {x.dtype}");
            }
            var result = x.SoftmaxAlong(d);
            return Node.Record("softmax", result, [x], (n, g) => [(g - (g * n[0]).sum(d, keepdim: true)) * n[0]], result);
        }

        /// <summary>log(softmax(x)), without leaving the range of floats on the way.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null)
        {
            var x = To(dtype);
            var shifted = x - x.detach().amax([dim], keepdim: true);
            return shifted - shifted.exp().sum(dim, keepdim: true).log();
        }

        private Tensor SoftmaxAlong(int dim)
        {
            using var off = new GradMode(false);
            if (dim < Rank - 1)
            {
                return transpose(dim, -1).SoftmaxAlong(Rank - 1).transpose(dim, -1).contiguous();
            }
            var x = contiguous();
            var length = Rank == 0 ? 1 : (int)_shape[^1];
            var result = New(x._shape, x.dtype);
            Softmax.Rows(x, result, length == 0 ? 0 : (int)(Count / length), length);
            return result;
        }
    }
}
