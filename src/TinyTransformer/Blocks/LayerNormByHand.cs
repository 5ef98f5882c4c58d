// Layer normalisation, written out. The blocks use the engine's, which gives the same numbers faster; a test and a notebook show that.

using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// (…, D) -> (…, D): γ (x − mean) / √(variance + ε) + β, within each position (Ba et al. 2016, eq. 3 and 4). The variance is the biased one and ε stands under
/// the root, as in PyTorch; the Annotated Transformer has the unbiased deviation and adds ε to it, which gives other numbers.
/// </summary>
public sealed class LayerNormByHand : nn.Module<Tensor, Tensor>
{
    private readonly double _epsilon;
    [ComponentName(Name = "weight")] private readonly Parameter _scale;
    [ComponentName(Name = "bias")] private readonly Parameter _shift;

    /// <param name="dModel">D.</param>
    public LayerNormByHand(long dModel, double epsilon = 1e-5) : base(nameof(LayerNormByHand))
    {
        _epsilon = epsilon;
        _scale = new Parameter(ones(dModel));
        _shift = new Parameter(zeros(dModel));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var centred = x - x.mean([-1L], keepdim: true);                             // (…,D) - (…,1)
        var variance = centred.square().mean([-1L], keepdim: true);                 // (…,1)
        return centred / (variance + _epsilon).sqrt() * _scale + _shift;
    }
}
