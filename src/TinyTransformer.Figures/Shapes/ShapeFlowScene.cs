namespace TinyTransformer;

// The layout of a shape flow: a box for each step, deeper ones further in, an arrow to the next, and right of it a chip for each dimension.
internal sealed class ShapeFlowScene(ShapeFlow flow)
{
    private const double NameSize = 15, SizeSize = 15, AxisSize = 12, NoteSize = 13;
    private const double Box = 30, Gap = 18, Indent = 20, MaxName = 230, MaxNote = 200, ChipGap = 4;
    private readonly List<Shape> _shapes = [];

    internal Scene Draw()
    {
        string[] names = [.. flow.Steps.Select(step => StrokeFont.Fit(Label.Named(step.Name), NameSize, MaxName))];
        var boxRight = Math.Ceiling(flow.Steps.Select((step, i) => Heading.Padding + step.Depth * Indent + StrokeFont.Width(names[i], NameSize) * 1.08 + 20).Max());
        var chipsRight = boxRight + 16 + flow.Steps.Max(step => step.Shape.Select((_, d) => Chip(step, d) + ChipGap).Sum());
        var notes = flow.Steps.Select(step => StrokeFont.Fit(Label.Visible(step.Note), NoteSize, MaxNote)).ToArray();
        var right = Math.Ceiling(chipsRight + notes.Max(note => note.Length == 0 ? 0 : 12 + StrokeFont.Width(note, NoteSize)));
        var (headingRight, top) = Heading.Draw(_shapes, flow.Title, right);
        top = Math.Ceiling(top);
        for (var i = 0; i < flow.Steps.Count; i++)
        {
            var (step, y) = (flow.Steps[i], top + i * (Box + Gap));
            var x = Heading.Padding + step.Depth * Indent;
            if (i > 0)
            {
                var at = Math.Max(x, Heading.Padding + flow.Steps[i - 1].Depth * Indent) + 22;
                _shapes.AddRange(Arrow.Between(new(at, y - Gap + 2), new(at, y - 3), Paint.Ink(0.6)));
            }

            _shapes.Add(new Box(x, y, boxRight - x, Box, Paint.Ink(0.1), $"{Label.Named(step.Name)} → {ShapeFlow.Format(step)}") { Radius = 6 });
            _shapes.Add(new Text(x + 10, Text.BaselineAt(y + Box / 2, NameSize), names[i], NameSize, Paint.Ink()));
            Chips(i, boxRight + 16, y);
            if (notes[i].Length > 0)
            {
                _shapes.Add(new Text(chipsRight + 8, Text.BaselineAt(y + Box / 2, NoteSize), notes[i], NoteSize, Paint.Ink(0.75)) { Hover = Label.Visible(step.Note) });
            }
        }

        var steps = string.Join(", ", flow.Steps.Take(20).Select(step => $"{Label.Visible(step.Name)} {ShapeFlow.Format(step)}"));
        return new Scene(Math.Max(right, headingRight) + Heading.Padding, top + flow.Steps.Count * (Box + Gap) - Gap + Heading.Padding, Heading.Describe(flow.Title, $"shapes: {steps}"), _shapes);
    }

    private void Chips(int index, double x, double y)
    {
        var step = flow.Steps[index];
        var axes = ShapeFlow.Axes(step);
        if (step.Shape.Count == 0)
        {
            _shapes.Add(new Text(x, Text.BaselineAt(y + Box / 2, SizeSize), "scalar", NoteSize, Paint.Ink(0.75)));
        }

        for (var d = 0; d < step.Shape.Count; d++)
        {
            var (width, isChanged) = (Chip(step, d), flow.IsChanged(index, d));
            var size = step.Shape[d].ToString(Invariant.Culture);
            var text = isChanged ? Paint.Fixed(TokenStripScene.Tints[1].TextOn) : Paint.Ink();
            _shapes.Add(new Box(x, y, width, Box, isChanged ? Paint.Fixed(TokenStripScene.Tints[1]) : Paint.Ink(0.05), $"{(axes.Length > 0 ? Label.Visible(axes[d]) + " = " : "")}{size}{(isChanged ? ", changed" : "")}") { Radius = 4 });
            if (isChanged)
            {
                _shapes.Add(new Polyline([new(x + 4, y + Box - 1), new(x + width - 4, y + Box - 1)], Paint.Fixed(SeriesStyle.Colours[4]), 2));
            }

            var start = x + 8;
            if (axes.Length > 0)
            {
                var axis = Label.Visible(axes[d]);
                _shapes.Add(new Text(start, Text.BaselineAt(y + Box / 2, SizeSize), axis, AxisSize, text with { Opacity = 0.7 }));
                start += StrokeFont.Width(axis, AxisSize) + 6;
            }

            _shapes.Add(new Text(start, Text.BaselineAt(y + Box / 2, SizeSize), size, SizeSize, text));
            x += width + ChipGap;
        }
    }

    private static double Chip(ShapeStep step, int dimension)
    {
        var axes = ShapeFlow.Axes(step);
        return Math.Ceiling(16 + StrokeFont.Width(step.Shape[dimension].ToString(Invariant.Culture), SizeSize) * 1.05 + (axes.Length > 0 ? StrokeFont.Width(Label.Visible(axes[dimension]), AxisSize) + 6 : 0));
    }
}
