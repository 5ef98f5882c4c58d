// The foot of Figure 1: Input Embedding, plus Positional Encoding, then dropout (section 5.4).

using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// ids (B, T) of Int64, first position -> what enters the first block, (B, T, D). Records <c>embedding</c> (B, T, D) and <c>positions</c> (T, D).
/// </summary>
public sealed class InputEmbedding : nn.Module<Tensor, long, Tensor>, IProbed
{
    private readonly TransformerConfig _config;
    [ComponentName(Name = "tokens")] private readonly TokenEmbedding _tokens;
    [ComponentName(Name = "positions")] private readonly nn.Module<Tensor, Tensor>? _positions;
    [ComponentName(Name = "dropout")] private readonly Dropout _dropout;

    /// <param name="tokens">A table that another part of the model uses too; null: a new one.</param>
    /// <param name="probe">Where this lies in a model; null: by itself.</param>
    public InputEmbedding(TransformerConfig config, TokenEmbedding? tokens = null, Probe? probe = null) : base(nameof(InputEmbedding))
    {
        ArgumentNullException.ThrowIfNull(config);
        _config = config.Validated();
        _tokens = tokens ?? new TokenEmbedding(config);
        _positions = config.Positions switch
        {
            PositionKind.Sinusoidal => new SinusoidalPositions(config.MaxPositions, config.DModel),
            PositionKind.SinusoidalTensor2Tensor => new SinusoidalPositions(config.MaxPositions, config.DModel, isTensor2Tensor: true),
            PositionKind.Learned => new LearnedPositions(config),
            _ => null,      // rotary positions and ALiBi work within attention
        };
        _dropout = nn.Dropout(config.Dropout);
        Probe = (probe ?? Probe.Root()).Declare(_positions is null ? ["embedding"] : ["embedding", "positions"]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Probe Probe { get; }

    /// <summary>The table of tokens.</summary>
    public TokenEmbedding Tokens => _tokens;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The last position lies beyond <see cref="TransformerConfig.MaxPositions"/>.</exception>
    public override Tensor forward(Tensor ids, long start)
    {
        var (_, T) = ids.Dims2();
        if (start < 0 || start + T > _config.MaxPositions)
        {
            throw new ArgumentException($"ids: positions {start} to {start + T - 1} do not fit into the config's MaxPositions = {_config.MaxPositions}");
        }
        var x = Probe.See("embedding", _tokens.call(ids));                                          // (B,T) -> (B,T,D)
        if (_positions is not null)
        {
            var places = arange(start, start + T, ScalarType.Int64, device: ids.device);            // (T)
            x = x + Probe.See("positions", _positions.call(places));                                // (B,T,D) + (T,D)
        }
        return _dropout.call(x);
    }
}
