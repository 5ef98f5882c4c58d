namespace TinyTransformer;

// The two axes around a plot: grid lines, their numbers, the names of the axes.
internal sealed class Frame(Axis x, Axis y, string xTitle, string yTitle)
{
    internal const double TickSize = 13;
    internal const double TitleSize = 13;
    private const double Gap = 8;

    /// <summary>The room that the numbers and the title take, left of the plot.</summary>
    internal static double Left(IEnumerable<Tick> ticks, string title) =>
        Math.Ceiling(ticks.Select(tick => StrokeFont.Width(tick.Text, TickSize)).DefaultIfEmpty().Max() + Gap + (title.Length > 0 ? TitleSize + 10 : 0));

    /// <summary>The same below it.</summary>
    internal static double Below(string title) => Gap + TickSize + (title.Length > 0 ? TitleSize + 12 : 4);

    internal void Draw(List<Shape> shapes, double titleX)
    {
        shapes.Add(new Strokes([.. y.Ticks.Select(t => Whole(y.At(t.Value))).Select(at => new Segment(x.From, at, x.To, at))], Paint.Ink(0.14), 1));
        shapes.Add(new Strokes([new(x.From, y.From, x.To, y.From), .. x.Ticks.Select(t => Whole(x.At(t.Value))).Select(at => new Segment(at, y.From, at, y.From + 4))], Paint.Ink(0.5), 1));
        foreach (var tick in y.Ticks)
        {
            shapes.Add(new Text(x.From - Gap, Text.BaselineAt(y.At(tick.Value), TickSize), tick.Text, TickSize, Paint.Ink(0.8)) { Anchor = Anchor.End });
        }

        foreach (var tick in x.Ticks)
        {
            shapes.Add(new Text(x.At(tick.Value), y.From + Gap + TickSize * 0.85, tick.Text, TickSize, Paint.Ink(0.8)) { Anchor = Anchor.Middle });
        }

        Title(xTitle, (x.From + x.To) / 2, y.From + Gap + TickSize + TitleSize + 6, 0, x.To - x.From);
        Title(yTitle, titleX + TitleSize * 0.8, (y.From + y.To) / 2, -90, y.From - y.To);

        void Title(string title, double atX, double atY, int angle, double room)
        {
            if (title.Length > 0)
            {
                var full = Label.Visible(title);
                shapes.Add(new Text(atX, atY, StrokeFont.Fit(full, TitleSize, room), TitleSize, Paint.Ink(0.66)) { Anchor = Anchor.Middle, Angle = angle, Hover = full });
            }
        }
    }

    // A line of one pixel is crisp between two whole ones.
    private static double Whole(double at) => Math.Floor(at) + 0.5;
}
