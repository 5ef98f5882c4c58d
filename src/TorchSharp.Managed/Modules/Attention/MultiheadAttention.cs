// Multi-head attention (Vaswani et al. 2017, section 3.2.2) as PyTorch has it: sequence first, one matrix for the three projections, an output projection.
// Legend: T target positions (queries), S source positions (keys, values), B batch, D width, H heads, Dh = D / H.

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>query (T, B, D), key (S, B, kdim), value (S, B, vdim) -> result (T, B, D) and the pattern, averaged over the heads, (B, T, S).</summary>
    public sealed class MultiheadAttention : nn.Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor>>
    {
        private readonly long _heads;
        private readonly double _dropout;
        private readonly bool _zeroAttention;
        private readonly Linear _output;
        private Parameter? _weight, _queryWeight, _keyWeight, _valueWeight, _bias, _moreKey, _moreValue;

        internal MultiheadAttention(long width, long heads, double dropout, bool bias, bool biasKv, bool zeroAttention, long kdim, long vdim, bool draw = true) : base(nameof(MultiheadAttention))
        {
            if (heads < 1 || width < 1 || width % heads != 0)
            {
                throw Fail.Error($"MultiheadAttention: the width must be a multiple of the number of heads, got embed_dim {width} and num_heads {heads}");
            }
            Tensor.RequireDropout(dropout);
            (_heads, _dropout, _zeroAttention) = (heads, dropout, zeroAttention);
            if (kdim == width && vdim == width)
            {
                _weight = Own("in_proj_weight", empty(3 * width, width));
            }
            else
            {
                (_queryWeight, _keyWeight, _valueWeight) = (Own("q_proj_weight", empty(width, width)), Own("k_proj_weight", empty(width, kdim)), Own("v_proj_weight", empty(width, vdim)));
            }
            _bias = bias ? Own("in_proj_bias", zeros(3 * width)) : null;
            _output = new Linear(width, width, bias, null, null, draw);
            (_moreKey, _moreValue) = biasKv ? (Own("bias_k", empty(1, 1, width)), Own("bias_v", empty(1, 1, width))) : (null, null);
            register_module("out_proj", _output);
            if (draw)
            {
                Draw();
            }
        }

        /// <summary>See <see cref="forward"/>; without the hooks' names for what may be left out.</summary>
        public new Tuple<Tensor, Tensor> call(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true, Tensor? attn_mask = null) =>
            base.call(query, key, value, key_padding_mask, need_weights, attn_mask);

        /// <param name="query">(T, B, D).</param>
        /// <param name="key">(S, B, kdim).</param>
        /// <param name="value">(S, B, vdim).</param>
        /// <param name="key_padding_mask">(B, S) of Bool: true where a key is padding and must not be looked at.</param>
        /// <param name="need_weights">Whether the pattern is wanted; without it the second result is an empty handle.</param>
        /// <param name="attn_mask">(T, S) or (B·H, T, S): Bool with true where looking is forbidden, or floats that are added to the scores (0 and -∞).</param>
        public override Tuple<Tensor, Tensor> forward(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
        {
            ArgumentNullException.ThrowIfNull(query);
            ArgumentNullException.ThrowIfNull(key);
            ArgumentNullException.ThrowIfNull(value);
            var shape = Require(query, key, value, key_padding_mask, attn_mask);
            var (q, k, v) = Project(query, key, value);                                   // (T,B,D), (S,B,D), (S,B,D)
            if (_moreKey is not null)
            {
                long[] one = [1, k.Sizes[1], k.Sizes[2]];
                (k, v) = (cat([k, _moreKey.expand(one)], 0), cat([v, _moreValue!.expand(one)], 0));
            }
            var (T, B, D) = (shape.T, shape.B, shape.D);
            long H = _heads, Dh = D / H;
            q = q.reshape(T, B * H, Dh).transpose(0, 1) / Math.Sqrt(Dh);                  // (T,B,D) -> (B·H,T,Dh)
            k = k.reshape(-1, B * H, Dh).transpose(0, 1);                                 // (S,B,D) -> (B·H,S,Dh)
            v = v.reshape(-1, B * H, Dh).transpose(0, 1);
            if (_zeroAttention)
            {
                var nothing = zeros([B * H, 1, Dh], k.dtype);
                (k, v) = (cat([k, nothing], 1), cat([v, nothing], 1));
            }
            var scores = q.bmm(k.transpose(1, 2));                                        // (B·H,T,Dh) @ (B·H,Dh,S) -> (B·H,T,S)
            scores = Mask(key_padding_mask, attn_mask, shape, k.Sizes[1], scores.dtype) is { } mask ? scores + mask : scores;
            var pattern = scores.softmax(-1);
            pattern = training && _dropout > 0 ? nn.functional.dropout(pattern, _dropout) : pattern;
            var mixed = pattern.bmm(v).transpose(0, 1).reshape(T, B, D);                  // (B·H,T,S) @ (B·H,S,Dh) -> (T,B,D)
            var result = nn.functional.linear(mixed, _output.weight, _output.bias);
            return Tuple.Create(result, need_weights ? pattern.view(B, H, T, -1).mean([1L]) : Nothing());
        }

        private protected override void Replaced(string name, Tensor value)
        {
            var parameter = (Parameter)value;
            switch (name)
            {
                case "in_proj_weight": _weight = parameter; break;
                case "q_proj_weight": _queryWeight = parameter; break;
                case "k_proj_weight": _keyWeight = parameter; break;
                case "v_proj_weight": _valueWeight = parameter; break;
                case "in_proj_bias": _bias = parameter; break;
                case "bias_k": _moreKey = parameter; break;
                default: _moreValue = parameter; break;
            }
        }

        /// <summary>PyTorch's order: the output projection was drawn already, then the inputs'; biases 0.</summary>
        private void Draw()
        {
            foreach (var weight in new[] { _weight, _queryWeight, _keyWeight, _valueWeight }.OfType<Parameter>())
            {
                nn.init.xavier_uniform_(weight);
            }
            _ = _output.bias is null ? null : nn.init.zeros_(_output.bias);
            _ = _moreKey is null ? null : nn.init.xavier_normal_(_moreKey);
            _ = _moreValue is null ? null : nn.init.xavier_normal_(_moreValue);
        }

        /// <summary>The three projections, in one product where two or all of the inputs are the same tensor.</summary>
        private (Tensor Q, Tensor K, Tensor V) Project(Tensor query, Tensor key, Tensor value)
        {
            var D = _output.in_features;
            if (_weight is null)
            {
                return (nn.functional.linear(query, _queryWeight!, Bias(0, 1)), nn.functional.linear(key, _keyWeight!, Bias(1, 1)), nn.functional.linear(value, _valueWeight!, Bias(2, 1)));
            }
            if (!ReferenceEquals(key, value))
            {
                return (Part(query, 0, 1), Part(key, 1, 1), Part(value, 2, 1));
            }
            if (!ReferenceEquals(query, key))
            {
                var both = Part(key, 1, 2);
                return (Part(query, 0, 1), both.narrow(-1, 0, D), both.narrow(-1, D, D));
            }
            var all = nn.functional.linear(query, _weight, _bias);
            return (all.narrow(-1, 0, D), all.narrow(-1, D, D), all.narrow(-1, 2 * D, D));

            Tensor? Bias(long first, long count) => _bias?.narrow(0, first * D, count * D);

            Tensor Part(Tensor x, long first, long count) => nn.functional.linear(x, _weight.narrow(0, first * D, count * D), Bias(first, count));
        }

        /// <summary>Both masks as floats to add, over the keys that there are in the end; what was added to the keys is seen by all. A mask of floats may have a gradient (a learned position bias).</summary>
        private Tensor? Mask(Tensor? padding, Tensor? attention, (long T, long S, long B, long D) shape, long keys, ScalarType dtype)
        {
            if (padding is null && attention is null)
            {
                return null;
            }
            Tensor? mask = attention is null ? null : AsAdded(attention, dtype);
            if (padding is not null)
            {
                var hidden = AsAdded(padding, dtype).view(shape.B, 1, 1, shape.S).expand([shape.B, _heads, 1, shape.S]).reshape(shape.B * _heads, 1, shape.S);
                mask = mask is null ? hidden : mask + hidden;
            }
            if (keys > shape.S)
            {
                mask = cat([mask!, zeros([.. mask!.Sizes[..^1], keys - shape.S], dtype)], -1);
            }
            return mask;
        }

        private static Tensor AsAdded(Tensor mask, ScalarType dtype) =>
            mask.dtype == ScalarType.Bool ? zeros(mask.Sizes, dtype).masked_fill(mask, double.NegativeInfinity) : mask.As(dtype);

        private static Tensor Nothing()
        {
            var nothing = empty(0);
            nothing.Dispose();
            return nothing;
        }

        private (long T, long S, long B, long D) Require(Tensor query, Tensor key, Tensor value, Tensor? padding, Tensor? attention)
        {
            const string op = "MultiheadAttention";
            query.Live(op, "query");
            key.Live(op, "key");
            value.Live(op, "value");
            padding?.Live(op, "key_padding_mask");
            attention?.Live(op, "attn_mask");
            _weight?.Live(op, "in_proj_weight");
            _queryWeight?.Live(op, "q_proj_weight");
            _keyWeight?.Live(op, "k_proj_weight");
            _valueWeight?.Live(op, "v_proj_weight");
            _bias?.Live(op, "in_proj_bias");
            _moreKey?.Live(op, "bias_k");
            _moreValue?.Live(op, "bias_v");
            _output.weight.Live(op, "out_proj.weight");
            _output.bias?.Live(op, "out_proj.bias");
            var D = _output.in_features;
            if (query.Rank != 3 || key.Rank != 3 || value.Rank != 3 || query.Sizes[2] != D)
            {
                throw Fail.Error($"{op}: expected query (T, B, {D}), key (S, B, …) and value (S, B, …), got {Fail.Show(query.Sizes)}, {Fail.Show(key.Sizes)}, {Fail.Show(value.Sizes)}");
            }
            var (T, S, B) = (query.Sizes[0], key.Sizes[0], query.Sizes[1]);
            if (key.Sizes[1] != B || value.Sizes[1] != B || value.Sizes[0] != S)
            {
                throw Fail.Error($"{op}: key and value need the query's batch {B} (dimension 1) and as many positions as each other (dimension 0), got query {Fail.Show(query.Sizes)}, key {Fail.Show(key.Sizes)}, value {Fail.Show(value.Sizes)}");
            }
            if (padding is not null && (padding.Rank != 2 || padding.Sizes[0] != B || padding.Sizes[1] != S || padding.dtype != ScalarType.Bool))
            {
                throw Fail.Error($"{op}: expected a key_padding_mask ({B}, {S}) of Bool, got {Fail.Show(padding.Sizes)} of {padding.dtype}");
            }
            if (attention is not null && (!(attention.dtype.IsFloat() || attention.dtype == ScalarType.Bool)
                || !(attention.Sizes.AsSpan().SequenceEqual([T, S]) || attention.Sizes.AsSpan().SequenceEqual([B * _heads, T, S]))))
            {
                throw Fail.Error($"{op}: expected an attn_mask ({T}, {S}) or ({B * _heads}, {T}, {S}) of Bool or floats, got {Fail.Show(attention.Sizes)} of {attention.dtype}");
            }
            return (T, S, B, D);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Initialised as in PyTorch: input projections by xavier_uniform_, the output projection as a Linear's, biases 0.</summary>
            /// <param name="dropout">The probability with which an element of the pattern is 0 in training.</param>
            /// <param name="add_bias_kv">One learned key and value more.</param>
            /// <param name="add_zero_attn">One key and value of zeros more.</param>
            /// <param name="kdim">Width of the keys; default embedded_dim.</param>
            /// <param name="vdim">Width of the values; default embedded_dim.</param>
            public static Modules.MultiheadAttention MultiheadAttention(long embedded_dim, long num_heads, double dropout = 0, bool bias = true, bool add_bias_kv = false, bool add_zero_attn = false, long? kdim = null, long? vdim = null) =>
                new(embedded_dim, num_heads, dropout, bias, add_bias_kv, add_zero_attn, kdim ?? embedded_dim, vdim ?? embedded_dim);
        }
    }
}
