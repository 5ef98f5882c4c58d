using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>(…, D) -> (…, D): γ x / √(mean(x²) + ε) (Zhang and Sennrich 2019, eq. 4): a layer norm that neither centres nor shifts.</summary>
public sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    private readonly double _epsilon;
    [ComponentName(Name = "weight")] private readonly Parameter _scale;

    /// <param name="dModel">D.</param>
    public RmsNorm(long dModel, double epsilon = 1e-5) : base(nameof(RmsNorm))
    {
        _epsilon = epsilon;
        _scale = new Parameter(ones(dModel));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => x / (x.square().mean([-1L], keepdim: true) + _epsilon).sqrt() * _scale;
}
