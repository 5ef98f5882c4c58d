// A forward pass as a table: operation, shape in, shape out, parameters. Nothing in a model is written for it: layers are listened to by their hooks, the values
// between them by their points of observation.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// The operations of one forward, in the order in which they ran. Every run of a layer is listed; a table of tokens that two towers share goes by its first
/// name.
/// </summary>
public sealed class ForwardTable
{
    private ForwardTable(IReadOnlyList<ForwardStep> steps) => Steps = steps;

    /// <summary>A row for each.</summary>
    public IReadOnlyList<ForwardStep> Steps { get; }

    /// <summary>Parameters of the layers that ran, each once. (A tied unembedding is no layer: its table is counted with the embedding.)</summary>
    public long Parameters => Steps.DistinctBy(step => step.Operation).Sum(step => step.Parameters);

    /// <summary>
    /// Listens to a run: <c>ForwardTable.Of(model, () => model.forward(ids))</c>. Only what runs through <c>call</c> is heard, as all layers of these models
    /// do.
    /// </summary>
    public static ForwardTable Of<T>(T model, Action run) where T : nn.Module, IProbed
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(run);
        var steps = new List<ForwardStep>();
        var ends = new List<Action>();
        foreach (var (path, module) in model.named_modules().DistinctBy(entry => entry.Item2))
        {
            if (module is nn.Module<Tensor, Tensor> layer && !layer.children().Any() && layer is not Dropout)
            {
                var parameters = layer.parameters().Sum(parameter => parameter.numel());
                ends.Add(layer.register_forward_hook((_, x, y) =>
                {
                    steps.Add(new(path, x.shape, y.shape, parameters));
                    return y;
                }).remove);
            }
        }
        using var subscription = model.Probe.Listeners.Listen((point, value) => steps.Add(new(point, null, value.shape, 0)));
        try
        {
            run();
        }
        finally
        {
            ends.ForEach(end => end());
        }
        return new(steps);
    }

    /// <summary>The rows in columns, and the sum of the parameters.</summary>
    public override string ToString()
    {
        string[] heading = ["operation", "in", "out", "parameters"];
        var rows = Steps.Select(step => new[] { step.Operation, step.In is null ? "" : ShapeTable.Format(step.In), ShapeTable.Format(step.Out), step.Parameters == 0 ? "" : $"{step.Parameters:N0}" });
        return Columns.Align(rows.Prepend(heading).Append(["all", "", "", $"{Parameters:N0}"]), isLastOfNumbers: true);
    }
}
