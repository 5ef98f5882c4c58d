// layer_norm as one operation. Backward of backward (create_graph) goes through the definition, written in differentiable operations.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        internal static Tensor LayerNorm(Tensor x, long[] normalized, Tensor? weight, Tensor? bias, double eps)
        {
            RequireLayerNorm(x, normalized, weight, bias);
            var n = (int)Shapes.Numel("layer_norm", normalized);
            var rows = n == 0 ? 0 : x.Count / n;
            Tensor result = New(x._shape, x.dtype), stats = New([rows, 2], x.dtype);
            Tensor dense, w, b;
            using (new GradMode(false))
            {
                (dense, w, b) = (x.AsDense(), weight?.AsDense()!, bias?.AsDense()!);
            }
            LayerNormRows.Forward(dense, w, b, result, stats, n, eps);
            List<Tensor> inputs = [x], saved = [x, stats];
            AddTo(weight, inputs, saved);
            AddTo(bias, inputs, null);
            bool hasWeight = weight is not null, hasBias = bias is not null;
            return Node.Record("layer_norm", result, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(inputs), (node, g) =>
            {
                var (input, w) = (node[0], hasWeight ? node[2] : null);
                if (GradMode.Enabled)
                {
                    return ByDefinition(node, g, normalized, hasWeight, hasBias, eps);
                }
                var dx = node.Needs(0) ? New(input._shape, input.dtype) : null;
                var dw = hasWeight ? New(normalized, input.dtype, zeroed: true) : null;
                var db = hasBias ? New(normalized, input.dtype, zeroed: true) : null;
                LayerNormRows.Backward(g.AsDense(), input.AsDense(), w?.AsDense(), node[1], n, dx, dw, db);
                return [dx, .. hasWeight ? [dw] : Array.Empty<Tensor?>(), .. hasBias ? [db] : Array.Empty<Tensor?>()];
            }, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(saved));

            static void AddTo(Tensor? tensor, List<Tensor> inputs, List<Tensor>? saved)
            {
                if (tensor is not null)
                {
                    inputs.Add(tensor);
                    saved?.Add(tensor);
                }
            }
        }

        private static Tensor?[] ByDefinition(Node node, Tensor g, long[] normalized, bool hasWeight, bool hasBias, double eps)
        {
            var x = node[0];
            long[] dims = [.. Enumerable.Range(1, normalized.Length).Select(i => -(long)i)];
            long[] rest = [.. Enumerable.Range(0, x.Rank - normalized.Length).Select(i => (long)i)];
            var centered = x - x.mean(dims, true);
            var scale = ((centered * centered).mean(dims, true) + eps).rsqrt();
            var normal = centered * scale;
            var u = hasWeight ? g * node[2] : g;
            var dx = scale * (u - u.mean(dims, true) - normal * (u * normal).mean(dims, true));
            return
            [
                dx,
                .. hasWeight ? [rest.Length == 0 ? g * normal : (g * normal).sum(rest)] : Array.Empty<Tensor?>(),
                .. hasBias ? [rest.Length == 0 ? g : g.sum(rest)] : Array.Empty<Tensor?>(),
            ];
        }

        private static void RequireLayerNorm(Tensor x, long[] normalized, Tensor? weight, Tensor? bias)
        {
            ArgumentNullException.ThrowIfNull(x, "input");
            ArgumentNullException.ThrowIfNull(normalized, "normalized_shape");
            x.Live("layer_norm", "input");
            weight?.Live("layer_norm", "weight");
            bias?.Live("layer_norm", "bias");
            if (normalized.Length == 0 || x.Rank < normalized.Length || !x._shape.AsSpan(x.Rank - normalized.Length).SequenceEqual(normalized))
            {
                throw Fail.Error($"layer_norm: the last dimensions of the input must be {Fail.Show(normalized)}, got {Fail.Show(x._shape)}");
            }
            foreach (var (name, p) in new[] { ("weight", weight), ("bias", bias) })
            {
                if (p is not null && (!p._shape.AsSpan().SequenceEqual(normalized) || p.dtype != x.dtype))
                {
                    throw Fail.Error($"layer_norm: expected a {name} of shape {Fail.Show(normalized)} and type {x.dtype}, got {Fail.Show(p._shape)}, {p.dtype}");
                }
            }
            x.RequireFloat("layer_norm");
        }
    }

    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Each block of the last dimensions to mean 0 and variance 1 (biased, eps under the root), then · weight + bias: (…, normalized) -> the same.</summary>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1E-05) =>
                Tensor.LayerNorm(input, normalized_shape, weight, bias, eps);
        }
    }
}
