// A table of vectors, one for each token: looking one up is the product of a one-hot row and the table, without the product.

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Indices (…) of Int64 or Int32 -> vectors (…, D).</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        private readonly long? _padding;
        private Parameter _weight;

        internal Embedding(Tensor table, long? padding, bool requiresGrad) : base(nameof(Embedding))
        {
            var rows = table.Sizes[0];
            if (padding is { } p && (p < -rows || p >= rows))
            {
                throw new ArgumentException($"Embedding: padding_idx {p} is out of range for {rows} embeddings", nameof(padding));
            }
            _padding = padding < 0 ? padding + rows : padding;
            _weight = Own("weight", table);
            _weight.requires_grad = requiresGrad;
        }

        /// <summary>(num_embeddings, D). Another module may hold the same parameter (weight tying).</summary>
        public Parameter weight
        {
            get => _weight;
            set => Set("weight", _weight = NotNull(value));
        }

        /// <exception cref="System.Runtime.InteropServices.ExternalException">An index is negative or too large; the message names it and its place.</exception>
        public override Tensor forward(Tensor input) => Tensor.Embedding(_weight, input, _padding ?? -1);

        private protected override void Replaced(string name, Tensor value) => _weight = (Parameter)value;
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <param name="padding">The row that gets no gradient; -1 for none.</param>
            internal static Tensor Embedding(Tensor table, Tensor input, long padding)
            {
                var indices = IndicesInto("embedding", table, input);
                var n = (int)table._shape[1];
                var result = New([.. input._shape, n], table.dtype);
                using (new GradMode(false))
                {
                    EmbeddingRows.LookUp(table.AsDense(), indices.Span<long>(), result, n);
                }
                var shape = table._shape;
                return Node.Record("embedding", result, [table], (node, g) => [EmbeddingGradient(g, node[0], shape, padding)], indices);
            }

            /// <summary>The sum of the gradients of each row. It is linear in g, so its own gradient is a look-up.</summary>
            private static Tensor EmbeddingGradient(Tensor g, Tensor indices, long[] shape, long padding)
            {
                var gradient = New(shape, g.dtype, zeroed: true);
                var n = (int)shape[1];
                using (new GradMode(false))
                {
                    EmbeddingRows.AddBack(g.AsDense(), indices.Span<long>(), gradient, n, padding);
                }
                var before = g._shape;
                return Node.Record("embedding_backward", gradient, [g], (node, gg) =>
                {
                    var masked = padding < 0 ? gg : gg * torch.arange(shape[0], ScalarType.Int64).ne(padding).As(gg.dtype).unsqueeze(1);
                    return [Embedding(masked, node[0], -1).reshape(before)];
                }, indices);
            }

            /// <summary>The indices as dense Int64 (count), each checked against the rows of the table.</summary>
            private static Tensor IndicesInto(string op, Tensor table, Tensor input)
            {
                ArgumentNullException.ThrowIfNull(input);
                table.Live(op, "weight");
                input.Live(op, "input");
                if (input.dtype is not (ScalarType.Int64 or ScalarType.Int32))
                {
                    throw Fail.Error($"{op}: indices must be Int64 or Int32, got {input.dtype} of shape {Fail.Show(input._shape)}");
                }
                var rows = table._shape[0];
                var indices = input.As(ScalarType.Int64).AsDense().view(input.Count);
                var values = indices.Span<long>();
                for (var i = 0; i < values.Length; i++)
                {
                    if (values[i] < 0 || values[i] >= rows)
                    {
                        throw Fail.Error($"{op}: index {values[i]} at position {i} of the input {Fail.Show(input._shape)} is out of range: the table {Fail.Show(table._shape)} has rows 0 to {rows - 1}");
                    }
                }
                return indices;
            }
        }

        public static partial class nn
        {
            /// <summary>A table of num_embeddings vectors, drawn from the normal distribution of variance 1. max_norm, scale_grad_by_freq and sparse are refused by this engine.</summary>
            /// <param name="padding_idx">An index whose vector is 0 and gets no gradient.</param>
            public static Modules.Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                RequirePlain(max_norm, scale_grad_by_freq, sparse);
                var table = init.normal_(empty(num_embeddings, embedding_dims, dtype, device));
                var layer = new Modules.Embedding(table, padding_idx, true);
                if (padding_idx is { } padding)
                {
                    using var off = no_grad();
                    layer.weight[padding].fill_(0);
                }
                return layer;
            }

            /// <summary>The given vectors as a table. Unlike <see cref="Embedding"/> it leaves the padding's vector as it is.</summary>
            /// <param name="freeze">Whether the vectors are kept as they are.</param>
            public static Modules.Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                ArgumentNullException.ThrowIfNull(embeddings);
                RequirePlain(max_norm, scale_grad_by_freq, sparse);
                if (embeddings.Rank != 2)
                {
                    throw Fail.Shape("Embedding_from_pretrained", "expected a table of two dimensions", embeddings.Sizes);
                }
                return new Modules.Embedding(embeddings.detach().As(dtype ?? embeddings.dtype), padding_idx, !freeze);
            }

            private static void RequirePlain(double? maxNorm, bool scaleByFrequency, bool sparse)
            {
                if (maxNorm is not null || scaleByFrequency || sparse)
                {
                    throw new NotSupportedException("Embedding: max_norm, scale_grad_by_freq and sparse are not supported by this engine; they live in TorchEngine=libtorch");
                }
            }
        }
    }
}
