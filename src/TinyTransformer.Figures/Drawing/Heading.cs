namespace TinyTransformer;

// The title of a figure, in at most three lines, and the measures that all figures share.
internal static class Heading
{
    internal const double Padding = 16;
    private const double Size = 17;
    private const double Narrowest = 340; // a heading over a narrow figure makes it this wide before it breaks

    /// <summary>Draws it at the top left; gives the right edge of its longest line and the height at which the figure begins.</summary>
    internal static (double Right, double Bottom) Draw(List<Shape> shapes, string? title, double right)
    {
        var (widest, top) = (0.0, Padding);
        if (!string.IsNullOrEmpty(title))
        {
            foreach (var line in TextWrap.Lines(Label.Visible(title), Size, Math.Max(right, Narrowest) - Padding, maxLines: 3))
            {
                shapes.Add(new Text(Padding, top + Size * 0.8, line, Size, Paint.Ink()) { Bold = true, Hover = Label.Visible(title) });
                widest = Math.Max(widest, Padding + TextWrap.Width(line, Size));
                top += Size * 1.35;
            }
            top += 8;
        }

        return (widest, top);
    }

    /// <summary>What a screen reader says: the title, then what kind of figure it is.</summary>
    internal static string Describe(string? title, string what) => string.IsNullOrEmpty(title) ? what : $"{Label.Visible(title)}: {what}";
}
