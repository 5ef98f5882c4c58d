// scaled_dot_product_attention: one operation where it can be (AttentionRows), else composed of the public ones by its definition.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        internal static Tensor Attend(Tensor q, Tensor k, Tensor v, Tensor? mask, double dropout, bool causal)
        {
            RequireAttention(q, k, v, mask);
            var scale = 1 / Math.Sqrt(q._shape[^1]);
            return dropout != 0 || !Fuses(q, k, v, mask) ? ByDefinition(q, k, v, mask, dropout, causal, scale)
                : q.dtype == ScalarType.Float32 ? Fused<float>(q, k, v, mask, causal, scale)
                : Fused<double>(q, k, v, mask, causal, scale);
        }

        private static void RequireAttention(Tensor q, Tensor k, Tensor v, Tensor? mask)
        {
            const string op = "scaled_dot_product_attention";
            q.Live(op, "query");
            k.Live(op, "key");
            v.Live(op, "value");
            mask?.Live(op, "attn_mask");
            if (q.Rank < 2 || k.Rank < 2 || v.Rank < 2 || q._shape[^1] != k._shape[^1] || k._shape[^2] != v._shape[^2])
            {
                throw Fail.Error($"{op}: expected query (…, T, D), key (…, S, D) and value (…, S, Dv), got {Fail.Show(q._shape)}, {Fail.Show(k._shape)}, {Fail.Show(v._shape)}");
            }
            if (!q.dtype.IsFloat() || k.dtype != q.dtype || v.dtype != q.dtype)
            {
                throw Fail.Error($"{op}: query, key and value must have one float type, got {q.dtype}, {k.dtype}, {v.dtype}");
            }
            var batch = Shapes.Broadcast(op, q._shape[..^2], k._shape[..^2]);
            Shapes.Broadcast(op, batch, v._shape[..^2]);
            long[] scores = [.. batch, q._shape[^2], k._shape[^2]];
            if (mask is not null && ((mask.dtype != ScalarType.Bool && mask.dtype != q.dtype) || !Expands(mask._shape, scores)))
            {
                throw Fail.Error($"{op}: attn_mask: expected Bool or {q.dtype} of a shape that broadcasts to {Fail.Show(scores)}, got {mask.dtype} {Fail.Show(mask._shape)}");
            }
        }

        /// <summary>One batch of matrices with something in it, and a mask that wants no gradient.</summary>
        private static bool Fuses(Tensor q, Tensor k, Tensor v, Tensor? mask) =>
            k._shape.AsSpan(..^2).SequenceEqual(q._shape.AsSpan(..^2)) && v._shape.AsSpan(..^2).SequenceEqual(q._shape.AsSpan(..^2))
            && q.Count > 0 && k.Count > 0 && v.Count > 0 && mask is not { requires_grad: true } && AttentionRows.Fits(q._shape[^2], k._shape[^2], q.dtype.Size());

        private static bool Expands(long[] shape, long[] target)
        {
            for (var back = 1; back <= shape.Length; back++)
            {
                if (back > target.Length || (shape[^back] != target[^back] && shape[^back] != 1))
                {
                    return false;
                }
            }
            return true;
        }

        private static Tensor ByDefinition(Tensor q, Tensor k, Tensor v, Tensor? mask, double dropout, bool causal, double scale)
        {
            var pattern = Scores(q, k, mask, causal, scale).softmax(-1);
            return (dropout == 0 ? pattern : nn.functional.dropout(pattern, dropout)).matmul(v);
        }

        private static Tensor Scores(Tensor q, Tensor k, Tensor? mask, bool causal, double scale)
        {
            var scores = q.matmul(k.mT) * scale;
            if (causal)
            {
                mask = torch.ones([q._shape[^2], k._shape[^2]], ScalarType.Bool).tril();
            }
            return mask is null ? scores : scores + Added(mask, q.dtype);
        }

        /// <summary>Where to attend becomes what to add to the scores, as in PyTorch: so a score of NaN stays one, and a query that sees nothing gets NaN.</summary>
        private static Tensor Added(Tensor mask, ScalarType dtype) =>
            mask.dtype == ScalarType.Bool ? torch.zeros(mask._shape, dtype).masked_fill(~mask, double.NegativeInfinity) : mask;

        private static Tensor Fused<T>(Tensor q, Tensor k, Tensor v, Tensor? mask, bool causal, double scale) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
        {
            Tensor result;
            using (new GradMode(false))
            {
                result = Like(q, [.. q._shape[..^1], v._shape[^1]]);
                AttentionRows.Forward<T>(Call(q, k, v, mask, causal, scale), Matrices(result));
            }
            return Node.Record("scaled_dot_product_attention", result, [q, k, v], (n, g) =>
            {
                var (q, k, v, mask) = (n[0], n[1], n[2], n.Saved > 3 ? n[3] : null);
                if (GradMode.Enabled)
                {
                    return BackwardByDefinition(q, k, v, mask, g, causal, scale);
                }
                // dK and dV are added to, block by block.
                Tensor dQ = Like(q, q._shape), dK = Like(k, k._shape, zeroed: true), dV = Like(v, v._shape, zeroed: true);
                AttentionRows.Backward<T>(Call(q, k, v, mask, causal, scale), Matrices(WithDenseRows(g)), Matrices(dQ), Matrices(dK), Matrices(dV));
                return [dQ, dK, dV];
            }, mask is null ? [q, k, v] : [q, k, v, mask]);
        }

        private static Tensor?[] BackwardByDefinition(Tensor q, Tensor k, Tensor v, Tensor? mask, Tensor g, bool causal, double scale)
        {
            var pattern = Scores(q, k, mask, causal, scale).softmax(-1);
            var slope = g.matmul(v.mT);
            var scores = pattern * (slope - (pattern * slope).sum([-1L], keepdim: true)) * scale;
            return [scores.matmul(k), scores.mT.matmul(q), pattern.mT.matmul(g)];
        }

        private static AttentionRows.Call Call(Tensor q, Tensor k, Tensor v, Tensor? mask, bool causal, double scale)
        {
            long t = q._shape[^2], s = k._shape[^2];
            AttentionRows.Matrices? added = null;
            var column = 0;
            if (mask is not null)
            {
                // Each matrix of the batch reads the mask that it broadcasts from.
                var spread = Added(mask, q.dtype).AsDense().expand([.. q._shape[..^1], s]);
                (added, column) = (new(spread, Starts(spread), (int)spread._strides[^2]), (int)spread._strides[^1]);
            }
            return new((int)(q.Count / (t * q._shape[^1])), (int)t, (int)s, (int)q._shape[^1], (int)v._shape[^1], scale, causal,
                Matrices(WithDenseRows(q)), Matrices(WithDenseRows(k)), Matrices(WithDenseRows(v)), added, column);
        }

        private static AttentionRows.Matrices Matrices(Tensor x) => new(x, Starts(x), (int)x._strides[^2]);

        /// <summary>Itself where the last dimension is consecutive, else a copy.</summary>
        private static Tensor WithDenseRows(Tensor x) => x._strides[^1] == 1 || x._shape[^1] == 1 ? x : x.AsDense();

        /// <summary>Where each matrix of a batch begins.</summary>
        private static long[] Starts(Tensor x)
        {
            long count = 1;
            for (var d = 0; d < x.Rank - 2; d++)
            {
                count *= x._shape[d];
            }
            var starts = new long[count];
            for (long i = 0; i < count; i++)
            {
                var rest = i;
                for (var d = x.Rank - 3; d >= 0; d--)
                {
                    starts[i] += rest % x._shape[d] * x._strides[d];
                    rest /= x._shape[d];
                }
            }
            return starts;
        }

        /// <summary>A fresh tensor of this shape whose dimensions lie in memory in the order of another's: heads split by a transpose are joined by one without a copy.</summary>
        private static Tensor Like(Tensor x, long[] shape, bool zeroed = false)
        {
            var order = Enumerable.Range(0, x.Rank - 1).OrderByDescending(d => x._strides[d]).Append(x.Rank - 1).ToArray();
            var dense = New(shape, x.dtype, zeroed);
            var strides = new long[shape.Length];
            long step = 1;
            foreach (var d in order.Reverse())
            {
                strides[d] = step;
                step *= shape[d];
            }
            dense.Reshape(shape, strides);
            return dense;
        }
    }

    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>
            /// softmax(Q Kᵀ / √d + mask) V over the last two dimensions (Vaswani et al. 2017, eq. 1). A Bool mask says where to attend (true), a float mask is added.
            /// With p > 0 elements of the pattern are dropped, whether or not anything is in training. As one operation (without dropout) its memory grows with T + S: the matrix of all scores is never written.
            /// </summary>
            /// <param name="attn_mask">Bool or of the query's type; broadcasts to the scores (…, T, S).</param>
            /// <exception cref="System.Runtime.InteropServices.ExternalException">Shapes or types that do not fit together.</exception>
            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0, bool is_casual = false)
            {
                ArgumentNullException.ThrowIfNull(query);
                ArgumentNullException.ThrowIfNull(key);
                ArgumentNullException.ThrowIfNull(value);
                if (attn_mask is not null && is_casual)
                {
                    throw new ArgumentException("scaled_dot_product_attention: give a mask or is_casual, not both");
                }
                return Tensor.Attend(query, key, value, attn_mask, p, is_casual);
            }
        }
    }
}
