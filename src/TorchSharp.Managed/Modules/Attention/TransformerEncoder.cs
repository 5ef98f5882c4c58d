// A stack of encoder layers.

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>(S, B, D) -> (S, B, D): layers that begin as copies of one layer, without a norm after them.</summary>
    public sealed class TransformerEncoder : nn.Module<Tensor, Tensor?, Tensor?, Tensor>, nn.IModule<Tensor, Tensor, Tensor>, nn.IModule<Tensor, Tensor>
    {
        private readonly ModuleList<TransformerEncoderLayer> _layers;
        private readonly LayerNorm? _norm;

        internal TransformerEncoder(TransformerEncoderLayer layer, long count, LayerNorm? norm = null) : base(nameof(TransformerEncoder))
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, ushort.MaxValue);
            _layers = new([.. Enumerable.Range(0, (int)count).Select(_ => layer.Clone())]);
            _norm = norm;
            register_module("layers", _layers);
            if (norm is not null)
            {
                register_module("norm", norm);
            }
        }

        public enum Activations
        {
            ReLU = 0,
            GELU = 1,
        }

        /// <param name="src_mask">(S, S) or (B·H, S, S): Bool with true where looking is forbidden, or floats to add to the scores; may be null.</param>
        /// <param name="src_key_padding_mask">(B, S) of Bool: true where a position is padding; may be null.</param>
        public override Tensor forward(Tensor src, Tensor? src_mask, Tensor? src_key_padding_mask)
        {
            ArgumentNullException.ThrowIfNull(src);
            var x = _layers.Aggregate(src, (x, layer) => layer.call(x, src_mask, src_key_padding_mask));
            return _norm is null ? x : _norm.call(x);
        }

        public Tensor call(Tensor src, Tensor? src_mask) => base.call(src, src_mask, null);

        public Tensor call(Tensor src) => base.call(src, null, null);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>num_layers copies of the layer, which is itself not among them. No draw is made.</summary>
            public static Modules.TransformerEncoder TransformerEncoder(Modules.TransformerEncoderLayer encoder_layer, long num_layers) => new(NotNull(encoder_layer), num_layers);
        }
    }
}
