// softmax and its logarithm, along one dimension.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>exp(x) / Σ exp(x) along a dimension. A row of nothing but -∞ is NaN, as in PyTorch.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null)
        {
            var x = As(dtype);
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
            var x = As(dtype);
            var shifted = x - x.detach().amax([dim], keepdim: true);
            return shifted - shifted.exp().sum(dim, keepdim: true).log();
        }

        /// <summary>ln Σ exp(x) along a dimension, without leaving the range of floats on the way. A row of nothing but -∞ gives -∞.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false)
        {
            var x = Float();
            Tensor result;
            using (no_grad())
            {
                var peak = x.amax([dim], keepdim: true);
                peak = peak.masked_fill(peak.isinf(), 0);
                result = (x - peak).exp().sum(dim, keepdim: true).log() + peak;
                result = keepdim || Rank == 0 ? result : result.squeeze(dim);
            }
            return Node.Record("logsumexp", result, [x], (n, g) =>
            {
                var (sums, gradient) = keepdim || n[0].Rank == 0 ? (n[1], g) : (n[1].unsqueeze(dim), g.unsqueeze(dim));
                return [gradient * (n[0] - sums).exp()];
            }, x, result);
        }

        private Tensor SoftmaxAlong(int dim)
        {
            Live("softmax");
            using var off = new GradMode(false);
            if (dim < Rank - 1)
            {
                return transpose(dim, -1).SoftmaxAlong(Rank - 1).transpose(dim, -1).AsDense();
            }
            var x = AsDense();
            var length = Rank == 0 ? 1 : (int)_shape[^1];
            var result = New(x._shape, x.dtype);
            Softmax.Rows(x, result, length == 0 ? 0 : (int)(Count / length), length);
            return result;
        }
    }
}
