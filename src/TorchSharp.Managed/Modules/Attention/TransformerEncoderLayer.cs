// One layer of the encoder (Vaswani et al. 2017, Figure 1, left): self-attention, then the feed-forward net, each added to its input and normalised after.

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>(S, B, D) -> (S, B, D), sequence first. The norm stands after the sum, as in the paper (in TorchSharp too it can stand nowhere else).</summary>
    public sealed class TransformerEncoderLayer : nn.Module<Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor, Tensor>
    {
        private readonly (long D, long Heads, long Dff, double P, nn.Activations Activation) _setting;
        private readonly MultiheadAttention _attention;
        private readonly Linear _up, _down;
        private readonly LayerNorm _norm1, _norm2;

        internal TransformerEncoderLayer(long width, long heads, long hidden, double dropout, nn.Activations activation, bool draw = true) : base(nameof(TransformerEncoderLayer))
        {
            _setting = (width, heads, hidden, dropout, activation);
            _attention = new(width, heads, dropout, true, false, false, width, width, draw);
            _up = new(width, hidden, true, null, null, draw);
            _down = new(hidden, width, true, null, null, draw);
            (_norm1, _norm2) = (nn.LayerNorm(width), nn.LayerNorm(width));
            register_module("self_attn", _attention);
            register_module("linear1", _up);
            register_module("linear2", _down);
            register_module("norm1", _norm1);
            register_module("norm2", _norm2);
        }

        public override Tensor forward(Tensor src) => Compute(NotNull(src), null, null);

        /// <param name="src_mask">(S, S) or (B·H, S, S): Bool with true where looking is forbidden, or floats to add to the scores.</param>
        public Tensor call(Tensor src, Tensor? src_mask) => Compute(src, src_mask, null);

        /// <param name="src_key_padding_mask">(B, S) of Bool: true where a position is padding.</param>
        public Tensor call(Tensor src, Tensor? src_mask, Tensor? src_key_padding_mask) => Compute(src, src_mask, src_key_padding_mask);

        /// <summary>The same layer with values of its own, equal to these.</summary>
        internal TransformerEncoderLayer Clone()
        {
            var copy = new TransformerEncoderLayer(_setting.D, _setting.Heads, _setting.Dff, _setting.P, _setting.Activation, draw: false);
            copy.load_state_dict(state_dict());
            return copy;
        }

        private Tensor Compute(Tensor x, Tensor? mask, Tensor? padding)
        {
            x = _norm1.call(x + Drop(_attention.call(x, x, x, padding, false, mask).Item1));
            var hidden = _setting.Activation == nn.Activations.ReLU ? _up.call(x).relu() : _up.call(x).gelu();
            return _norm2.call(x + Drop(_down.call(Drop(hidden))));
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
            public enum Activations
            {
                ReLU = 0,
                GELU = 1,
            }

            public static Modules.TransformerEncoderLayer TransformerEncoderLayer(long d_model = 512, long nhead = 8, long dim_feedforward = 2048, double dropout = 0.1, Activations activation = Activations.ReLU) =>
                new(d_model, nhead, dim_feedforward, dropout, activation);
        }
    }
}
