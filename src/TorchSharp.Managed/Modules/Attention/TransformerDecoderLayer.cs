// One layer of the decoder (Vaswani et al. 2017, Figure 1, right): masked self-attention, attention to the encoder's result, the feed-forward net; each is added
// to its input and normalised after.

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>tgt (T, B, D), memory (S, B, D) -> (T, B, D), sequence first. The norms stand after the sums.</summary>
    public sealed class TransformerDecoderLayer : nn.Module<Tensor, Tensor, Tensor?, Tensor?, Tensor?, Tensor?, Tensor>, nn.IModule<Tensor, Tensor, Tensor>
    {
        private readonly (long D, long Heads, long Dff, double P, nn.Activations Activation) _setting;
        private readonly MultiheadAttention _self, _cross;
        private readonly Linear _up, _down;
        private readonly LayerNorm _norm1, _norm2, _norm3;

        internal TransformerDecoderLayer(long width, long heads, long hidden, double dropout, nn.Activations activation, bool draw = true) : base(nameof(TransformerDecoderLayer))
        {
            _setting = (width, heads, hidden, dropout, activation);
            _self = new(width, heads, dropout, true, false, false, width, width, draw);
            _cross = new(width, heads, dropout, true, false, false, width, width, draw);
            _up = new(width, hidden, true, null, null, draw);
            _down = new(hidden, width, true, null, null, draw);
            (_norm1, _norm2, _norm3) = (nn.LayerNorm(width), nn.LayerNorm(width), nn.LayerNorm(width));
            register_module("self_attn", _self);
            register_module("multihead_attn", _cross);
            register_module("linear1", _up);
            register_module("linear2", _down);
            register_module("norm1", _norm1);
            register_module("norm2", _norm2);
            register_module("norm3", _norm3);
        }

        /// <param name="tgt_mask">(T, T) or (B·H, T, T): which targets a target must not see; Bool with true where forbidden, or floats to add. May be null.</param>
        /// <param name="memory_mask">(T, S) or (B·H, T, S): the same for the memory.</param>
        /// <param name="tgt_key_padding_mask">(B, T) of Bool: true where a target is padding.</param>
        /// <param name="memory_key_padding_mask">(B, S) of Bool: true where a memory position is padding.</param>
        public override Tensor forward(Tensor tgt, Tensor memory, Tensor? tgt_mask, Tensor? memory_mask, Tensor? tgt_key_padding_mask, Tensor? memory_key_padding_mask)
        {
            ArgumentNullException.ThrowIfNull(tgt);
            ArgumentNullException.ThrowIfNull(memory);
            var x = _norm1.call(tgt + Drop(_self.call(tgt, tgt, tgt, tgt_key_padding_mask, false, tgt_mask).Item1));
            x = _norm2.call(x + Drop(_cross.call(x, memory, memory, memory_key_padding_mask, false, memory_mask).Item1));
            var hidden = _setting.Activation == nn.Activations.ReLU ? _up.call(x).relu() : _up.call(x).gelu();
            return _norm3.call(x + Drop(_down.call(Drop(hidden))));
        }

        public new Tensor call(Tensor tgt, Tensor memory, Tensor? tgt_mask, Tensor? memory_mask = null, Tensor? tgt_key_padding_mask = null, Tensor? memory_key_padding_mask = null) =>
            base.call(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask);

        public Tensor call(Tensor tgt, Tensor memory) => base.call(tgt, memory, null, null, null, null);

        /// <summary>The same layer with values of its own, equal to these.</summary>
        internal TransformerDecoderLayer Clone()
        {
            var copy = new TransformerDecoderLayer(_setting.D, _setting.Heads, _setting.Dff, _setting.P, _setting.Activation, draw: false);
            copy.load_state_dict(state_dict());
            return copy;
        }

        private Tensor Drop(Tensor x) => training && _setting.P > 0 ? nn.functional.dropout(x, _setting.P) : x;
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.TransformerDecoderLayer TransformerDecoderLayer(long d_model = 512, long nhead = 8, long dim_feedforward = 2048, double dropout = 0.1, Activations activation = Activations.ReLU) =>
                new(d_model, nhead, dim_feedforward, dropout, activation);
        }
    }
}
