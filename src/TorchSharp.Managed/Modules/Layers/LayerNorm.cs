// Layer normalisation (Ba, Kiros and Hinton 2016, arXiv:1607.06450): mean 0 and variance 1 within each position, then a learned scale and shift.

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>(…, normalized_shape) -> the same. The variance is the biased one, eps stands under the root.</summary>
    public sealed class LayerNorm : nn.Module<Tensor, Tensor>
    {
        private Parameter? _weight;
        private Parameter? _bias;

        internal LayerNorm(long[] normalizedShape, double eps, bool elementwiseAffine, bool bias, Device? device, ScalarType? dtype) : base(nameof(LayerNorm))
        {
            (normalized_shape, this.eps, elementwise_affine) = (normalizedShape, eps, elementwiseAffine);
            _weight = elementwiseAffine ? Own("weight", empty(normalizedShape, dtype, device)) : null;
            _bias = elementwiseAffine && bias ? Own("bias", empty(normalizedShape, dtype, device)) : null;
            reset_parameters();
        }

        public long[] normalized_shape { get; set => field = NotNull(value); }

        public double eps { get; set; }

        public bool elementwise_affine { get; set; }

        /// <summary>The scale, at first 1.</summary>
        public Parameter? weight
        {
            get => _weight;
            set => Set("weight", _weight = value);
        }

        /// <summary>The shift, at first 0.</summary>
        public Parameter? bias
        {
            get => _bias;
            set => Set("bias", _bias = value);
        }

        public override Tensor forward(Tensor tensor) => nn.functional.layer_norm(tensor, normalized_shape, _weight, _bias, eps);

        public void reset_parameters()
        {
            _ = _weight is null ? null : nn.init.ones_(_weight);
            _ = _bias is null ? null : nn.init.zeros_(_bias);
        }

        private protected override void Replaced(string name, Tensor value)
        {
            if (name == "weight")
            {
                _weight = (Parameter)value;
            }
            else
            {
                _bias = (Parameter)value;
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.LayerNorm LayerNorm(long[] normalized_shape, double eps = 1E-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new([.. normalized_shape], eps, elementwise_affine, bias, device, dtype);

            public static Modules.LayerNorm LayerNorm(long normalized_shape, double eps = 1E-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);
        }
    }
}
