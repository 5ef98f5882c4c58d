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
    /// Multiply-adds of all matrix products that ran: of linear layers, of queries with keys, of patterns with values, and of the unembedding, tied or not. What
    /// was kept (in a cache) and not computed again is not among them; masked cells are.
    /// </summary>
    public long MultiplyAdds => Steps.Sum(step => step.MultiplyAdds);

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
                    steps.Add(new(path, x.shape, y.shape, parameters, layer is Linear linear ? x.numel() * linear.weight!.shape[0] : 0));
                    return y;
                }).remove);
            }
        }
        using var subscription = model.Probe.Listeners.Listen((point, value) => steps.Add(new(point, null, value.shape, 0, MultiplyAddsOf(point, value, steps))));
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

    // Products that are no layer's, by the names of their results.
    private static long MultiplyAddsOf(string point, Tensor value, List<ForwardStep> before)
    {
        return point.Split('.')[^1] switch
        {
            "scores" => value.numel() * WidthOf("q"),                                              // (…,T,Dh) @ (…,Dh,S)
            "head" => value.numel() * WidthOf("pattern"),                                          // (…,T,S) @ (…,S,Dh)
            "logits" => before[^1].MultiplyAdds > 0 ? 0 : value.numel() * before[^1].Out[^1],      // a tied unembedding; another one is a layer, and counted as one
            _ => 0,
        };

        long WidthOf(string sibling) => before.Last(step => step.Operation == point[..(point.LastIndexOf('.') + 1)] + sibling).Out[^1];
    }

    /// <summary>The rows in columns, and the sum of the parameters.</summary>
    public override string ToString()
    {
        string[] heading = ["operation", "in", "out", "parameters"];
        var rows = Steps.Select(step => new[] { step.Operation, step.In is null ? "" : ShapeTable.Format(step.In), ShapeTable.Format(step.Out), step.Parameters == 0 ? "" : $"{step.Parameters:N0}" });
        return Columns.Align(rows.Prepend(heading).Append(["all", "", "", $"{Parameters:N0}"]), isLastOfNumbers: true);
    }
}
