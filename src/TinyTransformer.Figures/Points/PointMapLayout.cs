namespace TinyTransformer;

// Where the points of a map lie within a plot whose corner is (0, 0), and where their names stand. One unit is as long on both axes.
internal sealed class PointMapLayout
{
    internal const double LabelSize = 14, MarkerSize = 8.5;
    private const double MaxLabel = 150, LineHeight = 15;
    private const double Widest = 1.05; // the widest of the fonts that a browser may take, against ours
    private const double Room = 0.08; // of the larger span, around the points

    internal PointMapLayout(PointMap figure, double width, double leastHeight, double mostHeight)
    {
        var (left, right, low, high) = (figure.X.Min(), figure.X.Max(), figure.Y.Min(), figure.Y.Max());
        var span = Math.Max(right - left, high - low);
        var largest = figure.X.Concat(figure.Y).Max(Math.Abs);
        span = span > 1e-9 * largest ? span : largest > 0 ? largest : 1; // all points at one place stand in the middle
        var (across, up) = (right - left + 2 * Room * span, high - low + 2 * Room * span);
        var unit = Math.Min(width / across, mostHeight / up);
        (Width, Height) = (width, Math.Ceiling(Math.Clamp(up * unit, leastHeight, mostHeight)));
        X = Ends((left + right) / 2, Width / unit / 2);
        Y = Ends((low + high) / 2, Height / unit / 2);
        Points = [.. figure.X.Select((x, i) => new Point((x - X.Low) * unit, (Y.High - figure.Y[i]) * unit))];
        Texts = [.. figure.Labels.Select(label => StrokeFont.Fit(Label.Visible(label), LabelSize, MaxLabel))];
        var arrows = figure.Arrows.Select(arrow => new Segment(Points[arrow.From].X, Points[arrow.From].Y, Points[arrow.To].X, Points[arrow.To].Y));
        Names = NamePlaces.Find(Points, [.. Texts.Select(text => StrokeFont.Width(text, LabelSize) * Widest)], LineHeight, MarkerSize / 2, [.. arrows], Width, Height);

        static (double Low, double High) Ends(double middle, double half) => (middle - half, middle + half);
    }

    internal double Width { get; }

    internal double Height { get; }

    /// <summary>The numbers at the ends of the axes.</summary>
    internal (double Low, double High) X { get; }

    /// <summary>The same of y.</summary>
    internal (double Low, double High) Y { get; }

    internal IReadOnlyList<Point> Points { get; }

    /// <summary>The names as they are drawn, cut where they are long.</summary>
    internal IReadOnlyList<string> Texts { get; }

    /// <summary>The place of each name; null where there is no room for it.</summary>
    internal IReadOnlyList<NamePlace?> Names { get; }
}
