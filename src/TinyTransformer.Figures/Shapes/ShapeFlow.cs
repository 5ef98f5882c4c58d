using System.Text.Json.Nodes;

namespace TinyTransformer;

/// <summary>A forward pass, from the top: each step, the shape of what it gives, and in colour the dimensions that it changed.</summary>
public sealed class ShapeFlow : Figure
{
    private const int MaxSteps = 200, MaxDepth = 8, MaxDimensions = 8;
    private readonly ShapeStep[] _steps;

    /// <summary>The steps in the order in which they run; the first is the input.</summary>
    /// <exception cref="ArgumentException">No steps, more than 200, more than 8 dimensions, a depth outside 0 to 8, or not one name for each dimension.</exception>
    public ShapeFlow(params IReadOnlyList<ShapeStep> steps)
    {
        _steps = Guard.Items(steps, nameof(steps), "step", MaxSteps);
        for (var i = 0; i < _steps.Length; i++)
        {
            var step = _steps[i];
            ArgumentNullException.ThrowIfNull(step.Name, $"steps[{i}].Name");
            ArgumentNullException.ThrowIfNull(step.Shape, $"steps[{i}].Shape");
            Guard.InRange(step.Depth, 0, MaxDepth, $"steps[{i}].Depth");
            Guard.InRange(step.Shape.Count, 0, MaxDimensions, $"steps[{i}].Shape.Count");
            if (step.Axes.Length > 0 && Axes(step).Length != step.Shape.Count)
            {
                throw new ArgumentException($"steps[{i}].Axes: expected {step.Shape.Count} names, one for each dimension, got \"{step.Axes}\"", nameof(steps));
            }
        }
    }

    internal IReadOnlyList<ShapeStep> Steps => _steps;

    /// <inheritdoc/>
    public override string ToPlotlyJson() => PlotlyJson.Write([new JsonObject
    {
        ["type"] = "table",
        ["header"] = new JsonObject { ["values"] = PlotlyJson.Texts(["step", "shape", "axes", ""]), ["align"] = "left" },
        ["cells"] = new JsonObject
        {
            ["values"] = new JsonArray(
                new JsonArray([.. _steps.Select(step => (JsonNode)(string.Concat(Enumerable.Repeat("&nbsp;&nbsp;", step.Depth)) + PlotlyJson.Plain(step.Name)))]),
                PlotlyJson.Texts(_steps.Select(Format)), PlotlyJson.Texts(_steps.Select(step => step.Axes)), PlotlyJson.Texts(_steps.Select(step => step.Note))),
            ["align"] = "left",
        },
    }], PlotlyJson.Layout(Title));

    /// <inheritdoc/>
    public override string ToText()
    {
        var text = TextTable.Begin(Title);
        var width = _steps.Max(step => Label.Columns(Label.Visible(step.Name)) + 2 * step.Depth);
        var shapes = _steps.Max(step => Format(step).Length);
        foreach (var step in _steps)
        {
            var name = new string(' ', 2 * step.Depth) + Label.Visible(step.Name);
            text.Append($"{name}{new string(' ', width - Label.Columns(name))}  {Format(step).PadRight(shapes)}  {Label.Visible(step.Axes)}  {Label.Visible(step.Note)}".TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    internal override Scene Draw() => new ShapeFlowScene(this).Draw();

    internal static string[] Axes(ShapeStep step) => step.Axes.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal static string Format(ShapeStep step) => $"({string.Join(", ", step.Shape.Select(size => size.ToString(Invariant.Culture)))})";

    /// <summary>Whether a dimension is another than in the step before: another size or name, or it was not there.</summary>
    internal bool IsChanged(int step, int dimension)
    {
        if (step == 0)
        {
            return false;
        }

        var (now, before) = (_steps[step], _steps[step - 1]);
        var (axes, old) = (Axes(now), Axes(before));
        if (axes.Length > 0 && old.Length > 0)
        {
            var at = Array.IndexOf(old, axes[dimension]);
            return at < 0 || before.Shape[at] != now.Shape[dimension];
        }

        return dimension >= before.Shape.Count || before.Shape[dimension] != now.Shape[dimension];
    }
}
