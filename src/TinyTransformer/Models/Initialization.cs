// How a parameter gets its first values: once, where it is made, from torch's generator (torch.manual_seed decides them all).

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Layers with the first values that a config asks for.</summary>
public static class Initialization
{
    /// <summary>A linear layer (…, inputs) -> (…, outputs).</summary>
    /// <param name="writesToStream">Whether its result is added to the residual stream, which GPT-2 makes smaller the more of them there are.</param>
    public static Linear Projection(TransformerConfig config, long inputs, long outputs, bool hasBias, bool writesToStream = false)
    {
        ArgumentNullException.ThrowIfNull(config);
        var weight = zeros(outputs, inputs);
        _ = config.InitialValues switch
        {
            InitialValues.Xavier => nn.init.xavier_uniform_(weight),
            InitialValues.Gpt2 => nn.init.normal_(weight, 0, writesToStream ? 0.02 / Math.Sqrt(2.0 * config.NumLayers) : 0.02),
            _ => weight,
        };
        return nn.Linear(new Parameter(weight), hasBias ? new Parameter(zeros(outputs)) : null);
    }

    /// <summary>A table of vectors, (rows, D).</summary>
    public static Parameter Table(TransformerConfig config, long rows)
    {
        ArgumentNullException.ThrowIfNull(config);
        var table = zeros(rows, config.DModel);
        _ = config.InitialValues switch
        {
            InitialValues.Xavier => nn.init.normal_(table, 0, 1 / Math.Sqrt(config.DModel)),
            InitialValues.Gpt2 => nn.init.normal_(table, 0, 0.02),
            _ => table,
        };
        return new Parameter(table);
    }
}
