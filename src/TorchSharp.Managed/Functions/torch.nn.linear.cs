// linear as one operation: forward and backward are a matrix product each, and the bias is added while the product lies in the cache.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        internal static Tensor Linear(Tensor x, Tensor weight, Tensor? bias)
        {
            RequireLinear(x, weight, bias);
            Tensor result;
            using (new GradMode(false))
            {
                result = Product("linear", x.AsMatrix(), weight.transpose(0, 1), bias?.AsDense()).Reshaped([.. x._shape[..^1], weight._shape[0]]);
            }
            return Node.Record("linear", result, bias is null ? [x, weight] : [x, weight, bias], static (n, g) =>
            {
                var rows = g.AsMatrix();
                return
                [
                    n.Needs(0) ? rows.matmul(n[1]).reshape(n[0]._shape) : null,
                    n.Needs(1) ? rows.transpose(0, 1).matmul(n[0].AsMatrix()) : null,
                    .. n.Parents.Length > 2 ? [rows.sum([0L])] : Array.Empty<Tensor?>(),
                ];
            }, x, weight);
        }

        /// <summary>All dimensions but the last as one.</summary>
        private Tensor AsMatrix() => Rank == 2 ? this : reshape(_shape[^1] == 0 ? _shape[..^1].Aggregate(1L, (a, b) => a * b) : Count / _shape[^1], _shape[^1]);

        private static void RequireLinear(Tensor x, Tensor weight, Tensor? bias)
        {
            ArgumentNullException.ThrowIfNull(x, "input");
            ArgumentNullException.ThrowIfNull(weight, "weights");
            x.Live("linear", "input");
            weight.Live("linear", "weight");
            bias?.Live("linear", "bias");
            if (x.Rank == 0 || weight.Rank != 2 || x._shape[^1] != weight._shape[1])
            {
                throw Fail.Error($"linear: expected an input (…, in) and a weight (out, in), got {Fail.Show(x._shape)} and {Fail.Show(weight._shape)}" +
                    (x.Rank > 0 && weight.Rank == 2 ? $": the input's last dimension is {x._shape[^1]}, the layer's in {weight._shape[1]}" : ""));
            }
            if (bias is not null && (bias.Rank != 1 || bias._shape[0] != weight._shape[0]))
            {
                throw Fail.Error($"linear: expected a bias of shape ({weight._shape[0]},), got {Fail.Show(bias._shape)}");
            }
            if (x.dtype != weight.dtype || (bias is not null && bias.dtype != weight.dtype) || !x.dtype.IsFloat())
            {
                throw Fail.Error($"linear: input, weight and bias must have one float type, got {x.dtype}, {weight.dtype}{(bias is null ? "" : $", {bias.dtype}")}");
            }
        }
    }

    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>x Wᵀ + b: input (…, in), weights (out, in), bias (out) -> (…, out).</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Tensor.Linear(input, weights, bias);
        }
    }
}
