// Encoder and decoder together (Vaswani et al. 2017, Figure 1), without embeddings, positions and the output layer. A norm follows either stack, which the paper
// does not have and PyTorch does.

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>src (S, B, D), tgt (T, B, D) -> (T, B, D), sequence first.</summary>
    public sealed class Transformer : nn.Module<Tensor, Tensor, Tensor>
    {
        private readonly TransformerEncoder _encoder;
        private readonly TransformerDecoder _decoder;

        internal Transformer(long width, long heads, long encoderLayers, long decoderLayers, long hidden, double dropout, nn.Activations activation) : base(nameof(Transformer))
        {
            // One layer of each kind is drawn and copied, then all matrices are drawn again: that is PyTorch's order of draws.
            _encoder = new(new TransformerEncoderLayer(width, heads, hidden, dropout, activation), encoderLayers, nn.LayerNorm(width));
            _decoder = new(new TransformerDecoderLayer(width, heads, hidden, dropout, activation), decoderLayers, nn.LayerNorm(width));
            register_module("encoder", _encoder);
            register_module("decoder", _decoder);
            foreach (var parameter in parameters().Where(parameter => parameter.Rank > 1))
            {
                nn.init.xavier_uniform_(parameter);
            }
        }

        public override Tensor forward(Tensor src, Tensor tgt) => call(src, tgt, null);

        /// <summary>The masks are those of the encoder's and decoder's layers. Nothing is masked unless it is said: for a language model tgt_mask must be causal.</summary>
        public Tensor call(Tensor src, Tensor tgt, Tensor? src_mask, Tensor? tgt_mask = null, Tensor? memory_mask = null, Tensor? src_key_padding_mask = null, Tensor? tgt_key_padding_mask = null, Tensor? memory_key_padding_mask = null)
        {
            ArgumentNullException.ThrowIfNull(src);
            ArgumentNullException.ThrowIfNull(tgt);
            var memory = _encoder.call(src, src_mask, src_key_padding_mask);
            return _decoder.call(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Transformer Transformer(long d_model = 512, long nhead = 8, long num_encoder_layers = 6, long num_decoder_layers = 6, long dim_feedforward = 2048, double dropout = 0.1, Activations activation = Activations.ReLU) =>
                new(d_model, nhead, num_encoder_layers, num_decoder_layers, dim_feedforward, dropout, activation);
        }
    }
}
