// A stack of decoder layers.

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>tgt (T, B, D), memory (S, B, D) -> (T, B, D): layers that begin as copies of one layer, without a norm after them.</summary>
    public sealed class TransformerDecoder : nn.Module<Tensor, Tensor, Tensor?, Tensor?, Tensor?, Tensor?, Tensor>
    {
        private readonly ModuleList<TransformerDecoderLayer> _layers;
        private readonly LayerNorm? _norm;

        internal TransformerDecoder(TransformerDecoderLayer layer, long count, LayerNorm? norm = null) : base(nameof(TransformerDecoder))
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

        /// <summary>The masks are those of <see cref="TransformerDecoderLayer.forward"/>, the same for every layer.</summary>
        public override Tensor forward(Tensor tgt, Tensor memory, Tensor? tgt_mask, Tensor? memory_mask = null, Tensor? tgt_key_padding_mask = null, Tensor? memory_key_padding_mask = null)
        {
            ArgumentNullException.ThrowIfNull(tgt);
            ArgumentNullException.ThrowIfNull(memory);
            var x = _layers.Aggregate(tgt, (x, layer) => layer.call(x, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask));
            return _norm is null ? x : _norm.call(x);
        }

        public new Tensor call(Tensor tgt, Tensor memory, Tensor? tgt_mask, Tensor? memory_mask = null, Tensor? tgt_key_padding_mask = null, Tensor? memory_key_padding_mask = null) =>
            base.call(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask);

        public Tensor call(Tensor tgt, Tensor memory) => base.call(tgt, memory, null, null, null, null);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>num_layers copies of the layer, which is itself not among them. No draw is made.</summary>
            public static Modules.TransformerDecoder TransformerDecoder(Modules.TransformerDecoderLayer decoder_layer, long num_layers) => new(NotNull(decoder_layer), num_layers);
        }
    }
}
