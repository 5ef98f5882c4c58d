using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

public static partial class Show
{
    /// <summary>The patterns of all heads of a stack, from a recorded forward: a line for each layer, a map for each head, one of them enlarged.</summary>
    /// <param name="cache">What was recorded, as by <c>model.Record(() => model.forward(ids))</c>.</param>
    /// <param name="points">Whose patterns: <c>block.*.attention.pattern</c> of a GPT, <c>decoder.*.cross_attention.pattern</c> of an encoder-decoder.</param>
    /// <param name="tokens">Labels of the queries, and of the keys too unless <paramref name="keys"/> is given.</param>
    /// <param name="enlarged">The layer and the head that are drawn large, counted from 0.</param>
    /// <param name="title">The heading.</param>
    /// <param name="mask">Where queries may look.</param>
    /// <param name="keys">Labels of the keys, where they are other tokens than the queries'.</param>
    /// <param name="sequence">Which of the batch, counted from 0.</param>
    /// <exception cref="ArgumentException">Nothing of that name was recorded.</exception>
    public static HeadGrid Heads(
        ActivationCache cache,
        string points,
        IReadOnlyList<string> tokens,
        (int Layer, int Head) enlarged = default,
        string? title = null,
        AttentionMask? mask = null,
        IReadOnlyList<string>? keys = null,
        int sequence = 0)
    {
        ArgumentNullException.ThrowIfNull(cache);
        var layers = cache.All(points);
        if (layers.Count == 0)
        {
            throw new ArgumentException($"points: nothing was recorded under {points}; recorded are {string.Join(", ", cache.Names.Where(name => name.EndsWith("pattern", StringComparison.Ordinal)))}");
        }
        return new([.. layers.Select(layer => layer.Value[sequence].unbind().Select(head => Numbers(head, layer.Name)).ToArray())])
        {
            Title = title,
            RowLabels = tokens,
            ColumnLabels = keys ?? tokens,
            Enlarged = enlarged,
            Mask = mask is null ? null : Forbidden(mask, layers[0].Value.shape[^2..]),
        };
    }

    /// <summary>A forward pass from top to bottom: each operation, the shape that it gives, and its parameters.</summary>
    /// <param name="table">The operations, as by <c>ForwardTable.Of(model, () => model.call(ids))</c>.</param>
    /// <param name="title">The heading.</param>
    /// <param name="under">Only operations whose names begin so, as in <c>block.0.</c>; null: all, at most 200.</param>
    /// <exception cref="ArgumentException">No operation, or more than 200.</exception>
    public static ShapeFlow Shapes(ForwardTable table, string? title = null, string? under = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var steps = table.Steps.Where(step => step.Operation.StartsWith(under ?? "", StringComparison.Ordinal));
        return new([.. steps.Select(step => new ShapeStep(step.Operation, step.Out) { Note = step.Parameters == 0 ? "" : FormattableString.Invariant($"{step.Parameters:N0} parameters") })]) { Title = title };
    }

    /// <summary>Where a model's parameters are: each field as large as its share. A tied matrix counts once, under its first name.</summary>
    /// <param name="model">Any module with at least one parameter.</param>
    /// <param name="title">The heading.</param>
    /// <param name="depth">How many parts of a name after the first one make a field, 0 to 8.</param>
    public static ParameterTreeMap Parameters(nn.Module model, string? title = null, int depth = 2)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new([.. model.named_parameters().DistinctBy(entry => entry.parameter).Select(entry => (entry.name, entry.parameter.numel()))]) { Title = title, Depth = depth };
    }
}
