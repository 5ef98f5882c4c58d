// Functions on vectors: one-hot rows, unit length, the cosine between two.

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Indices (…) of Int64 -> (…, classes) of Int64: 1 at the index, else 0.</summary>
            /// <param name="num_classes">-1: one more than the largest index.</param>
            public static Tensor one_hot(Tensor x, long num_classes = -1)
            {
                ArgumentNullException.ThrowIfNull(x);
                if (x.dtype != ScalarType.Int64)
                {
                    throw Fail.Error($"one_hot: indices must be Int64, got {x.dtype}");
                }
                if (num_classes < -1)
                {
                    throw Fail.Error($"one_hot: num_classes must be 0 or more, or -1 for one more than the largest index; got {num_classes}");
                }
                if (x.Count == 0 && num_classes <= 0)
                {
                    throw Fail.Error("one_hot: of no indices the number of classes cannot be told; name num_classes");
                }
                var indices = x.AsDense();
                var classes = num_classes == -1 ? indices.max().item<long>() + 1 : num_classes;
                var result = zeros([.. x.Sizes, classes], ScalarType.Int64);
                for (long i = 0; i < indices.Count; i++)
                {
                    var index = indices.At<long>(i);
                    if (index < 0 || index >= classes)
                    {
                        throw Fail.Error($"one_hot: index {index} at position {i} is out of range for {classes} classes");
                    }
                    result.At<long>(i * classes + index) = 1;
                }
                return result;
            }

            /// <summary>The input divided by its p-norm along a dimension, which counts as at least eps.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1E-12) =>
                NotNull(input) / input.Norm("normalize", p, [dim], keepdim: true).clamp(min: eps);

            /// <summary>x1·x2 / (|x1| |x2|) along a dimension, which disappears; each length counts as at least eps. The inputs broadcast.</summary>
            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1E-08)
            {
                ArgumentNullException.ThrowIfNull(x1);
                ArgumentNullException.ThrowIfNull(x2);
                var common = Shapes.Broadcast("cosine_similarity", x1.Sizes, x2.Sizes);
                (x1, x2) = (x1.expand(common), x2.expand(common));
                return (x1 / Length(x1, dim, eps) * (x2 / Length(x2, dim, eps))).sum(dim);
            }

            /// <summary>At least eps. The gradient is that of a length, with eps as the divisor where it stands in for one, as in PyTorch.</summary>
            private static Tensor Length(Tensor x, long dim, double eps)
            {
                var length = x.detach().Norm("cosine_similarity", 2, [dim], keepdim: true).clamp(min: eps);
                return Node.Record("cosine_similarity", length, [x], static (n, g) => [n[0] * (g / n[1])], x, length);
            }
        }
    }
}
