using System.Text;
using System.Text.Json.Nodes;

namespace TinyTransformer;

/// <summary>
/// A figure that changes: over steps of training, over temperatures. On a page it has a slider, which needs no script and moves by the arrow keys too; in
/// files, as a PNG, it is up to six of its frames side by side.
/// </summary>
public sealed class Frames : Figure
{
    private const int MaxFrames = 60;
    private const int Shown = 6;
    private const double Width = 860, LabelSize = 14;
    private readonly Figure[] _frames;
    private readonly string[]? _labels;
    private readonly int? _columns;

    /// <summary>The frames in their order. They should share one scale, or the change of the scale is what one sees.</summary>
    /// <exception cref="ArgumentException">No frame, or more than 60.</exception>
    public Frames(params IReadOnlyList<Figure> frames) => _frames = Guard.Items(frames, nameof(frames), "frame", MaxFrames);

    /// <summary>One label for each frame, as "step 100"; its number from 0 where null.</summary>
    /// <exception cref="ArgumentException">Not as many labels as frames.</exception>
    public IReadOnlyList<string>? Labels { get => _labels; init => _labels = Guard.SameCount(value, _frames.Length, nameof(Labels), "frame"); }

    /// <summary>How many stand in a line in files, 1 to 6; null: as many as fit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1 or above 6.</exception>
    public int? Columns { get => _columns; init => _columns = value is { } columns ? Guard.InRange(columns, 1, Shown, nameof(Columns)) : null; }

    /// <inheritdoc/>
    public override string ToPlotlyJson()
    {
        var figures = _frames.Select(frame => JsonNode.Parse(frame.ToPlotlyJson())!).ToArray();
        var layout = figures[0]["layout"]!.DeepClone().AsObject();
        if (!string.IsNullOrEmpty(Title))
        {
            layout["title"] = PlotlyJson.Title(Title);
        }

        layout["sliders"] = new JsonArray(new JsonObject { ["pad"] = new JsonObject { ["t"] = 60 }, ["steps"] = new JsonArray([.. _frames.Select((_, i) => (JsonNode)new JsonObject
        {
            ["label"] = PlotlyJson.Plain(LabelOf(i)),
            ["method"] = "animate",
            ["args"] = new JsonArray(new JsonArray(i.ToString(Invariant.Culture)), new JsonObject { ["mode"] = "immediate", ["frame"] = new JsonObject { ["duration"] = 0, ["redraw"] = true } }),
        })]) });
        var frames = figures.Select((figure, i) => (JsonNode)new JsonObject { ["name"] = i.ToString(Invariant.Culture), ["data"] = figure["data"]!.DeepClone() });
        return PlotlyJson.Write(figures[0]["data"]!.AsArray().Select(trace => trace!.DeepClone()), layout, new JsonArray([.. frames]));
    }

    /// <inheritdoc/>
    public override string ToText() =>
        TextTable.Begin(Title).AppendJoin('\n', _frames.Select((frame, i) => $"[{Label.Visible(LabelOf(i))}]\n{frame.ToText()}")).ToString();

    // One radio button a frame, in a row: the keyboard and the mouse move through them as on a slider. Each figure is a form of its own, so that the
    // buttons of two of them do not know each other, and the rule for its n-th frame is the same in all.
    /// <inheritdoc/>
    public override string ToHtml()
    {
        var html = new StringBuilder("<form class=\"figure-frames\"><style>.figure-frames>div{display:none}.figure-frames>label{margin-right:.3em}");
        for (var i = 1; i <= _frames.Length; i++)
        {
            html.Append(Invariant.Culture, $".figure-frames>label:nth-of-type({i}):has(:checked)~div:nth-of-type({i}){{display:block}}");
        }

        html.Append("</style>");
        if (!string.IsNullOrEmpty(Title))
        {
            html.Append("<p><strong>").Append(Escape(Title)).Append("</strong></p>");
        }

        for (var i = 0; i < _frames.Length; i++)
        {
            var label = Escape(LabelOf(i));
            html.Append($"<label title=\"{label}\"><input type=\"radio\" name=\"frame\" aria-label=\"{label}\"{(i == 0 ? " checked" : "")}></label>");
        }

        for (var i = 0; i < _frames.Length; i++)
        {
            html.Append($"<div><p>{Escape(LabelOf(i))}</p>{_frames[i].ToHtml()}</div>");
        }

        return html.Append("</form>").ToString();
    }

    internal override Scene Draw()
    {
        var shapes = new List<Shape>();
        var count = Math.Min(Shown, _frames.Length);
        int[] chosen = [.. Enumerable.Range(0, count).Select(i => count == 1 ? 0 : i * (_frames.Length - 1) / (count - 1))];
        var panels = chosen.Select(i => (Label: StrokeFont.Fit(Label.Visible(LabelOf(i)), LabelSize, 300), Scene: _frames[i].DrawPanel())).ToArray();
        var width = panels.Max(panel => panel.Scene.Width);
        var columns = Math.Clamp(_columns ?? (int)(Width / width), 1, count);
        var (headingRight, top) = Heading.Draw(shapes, Title, columns * width);
        var height = panels.Max(panel => panel.Scene.Height) + LabelSize + 6;
        for (var i = 0; i < panels.Length; i++)
        {
            var (x, y) = (i % columns * width, Math.Ceiling(top) + i / columns * height);
            shapes.Add(new Text(x + Heading.Padding, y + LabelSize * 0.85, panels[i].Label, LabelSize, Paint.Ink()) { Bold = true });
            shapes.AddRange(panels[i].Scene.Shapes.Select(shape => shape.Moved(x, y + 6)));
        }

        var bottom = Math.Ceiling(top) + (panels.Length + columns - 1) / columns * height;
        if (count < _frames.Length)
        {
            shapes.Add(new Text(Heading.Padding, bottom + LabelSize, $"{count} of {_frames.Length} frames", LabelSize, Paint.Ink(0.75)));
            bottom += LabelSize + Heading.Padding;
        }

        return new Scene(Math.Max(columns * width, headingRight + Heading.Padding), bottom, Heading.Describe(Title, $"{_frames.Length} frames, from {Label.Visible(LabelOf(0))} to {Label.Visible(LabelOf(_frames.Length - 1))}"), shapes);
    }

    private string LabelOf(int frame) => _labels?[frame] ?? frame.ToString(Invariant.Culture);

    private static string Escape(string text) => System.Security.SecurityElement.Escape(Label.Visible(text));
}
