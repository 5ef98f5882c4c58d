// y = x Wᵀ + b over the last dimension.

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>An affine map of the last dimension: (…, in) -> (…, out).</summary>
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        private Parameter _weight;
        private Parameter? _bias;

        /// <param name="draw">Whether to draw initial values: both uniform in ±1/√in. The weight comes first.</param>
        internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype, bool draw = true) : base(nameof(Linear))
        {
            _weight = Own("weight", empty(outputSize, inputSize, dtype, device));
            _bias = hasBias ? Own("bias", empty(outputSize, dtype, device)) : null;
            (in_features, out_features) = (inputSize, outputSize);
            if (draw)
            {
                nn.init.kaiming_uniform_(_weight, a: Math.Sqrt(5));
                var bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
                _ = hasBias ? nn.init.uniform_(_bias!, -bound, bound) : null;
            }
        }

        internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
        {
            (in_features, out_features) = (weight.Sizes[1], weight.Sizes[0]);
            _weight = weight;
            this.weight = weight;
            this.bias = bias;
        }

        public long in_features { get; set; }

        public long out_features { get; set; }

        /// <summary>(out, in). Another module may hold the same parameter (weight tying).</summary>
        public Parameter weight
        {
            get => _weight;
            set => Set("weight", _weight = NotNull(value));
        }

        /// <summary>(out); null where the layer has none.</summary>
        public Parameter? bias
        {
            get => _bias;
            set => Set("bias", _bias = value);
        }

        public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, _weight, _bias);

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
            /// <summary>A layer (…, inputSize) -> (…, outputSize), initialised as in PyTorch: weight and bias uniform in ±1/√inputSize.</summary>
            public static Modules.Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) => new(inputSize, outputSize, hasBias, device, dtype);

            /// <summary>A layer with these parameters: weight (out, in), bias (out).</summary>
            public static Modules.Linear Linear(Modules.Parameter weight, Modules.Parameter? bias = null) => new(NotNull(weight), bias);
        }
    }
}
