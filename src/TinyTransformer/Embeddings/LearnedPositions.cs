using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// positions (T) of Int64 -> vectors (T, D): a learned row for each position (Vaswani et al. 2017, Table 3, row E; GPT, BERT). Nothing is known beyond the last
/// row.
/// </summary>
public sealed class LearnedPositions : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "weight")] private readonly Parameter _table;

    /// <summary>As many rows as the config has positions.</summary>
    public LearnedPositions(TransformerConfig config) : base(nameof(LearnedPositions))
    {
        ArgumentNullException.ThrowIfNull(config);
        _table = Initialization.Table(config, config.MaxPositions);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor positions) => _table.index_select(0, positions);
}
