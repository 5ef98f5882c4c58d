namespace TinyTransformer;

// What a scene is made of. Coordinates and sizes are logical pixels (a CSS px; two by two pixels of a PNG), y points down.
internal abstract record Shape
{
    internal abstract Shape Moved(double dx, double dy);
}

internal readonly record struct Point(double X, double Y)
{
    internal Point Moved(double dx, double dy) => new(X + dx, Y + dy);
}

internal readonly record struct Segment(double X1, double Y1, double X2, double Y2)
{
    internal Segment Moved(double dx, double dy) => new(X1 + dx, Y1 + dy, X2 + dx, Y2 + dy);
}

/// <summary>A filled rectangle; <paramref name="Hover"/> is its tooltip.</summary>
internal sealed record Box(double X, double Y, double Width, double Height, Paint Fill, string? Hover = null) : Shape
{
    /// <summary>It touches its neighbours: smoothed edges would leave a seam where a page scales the picture.</summary>
    public bool Abuts { get; init; }

    /// <summary>Of its corners.</summary>
    public double Radius { get; init; }

    internal override Shape Moved(double dx, double dy) => this with { X = X + dx, Y = Y + dy };
}

/// <summary>Straight lines of one paint and width, with butt ends where they meet a box's edge.</summary>
internal sealed record Strokes(IReadOnlyList<Segment> Segments, Paint Paint, double Width) : Shape
{
    internal override Shape Moved(double dx, double dy) => this with { Segments = [.. Segments.Select(s => s.Moved(dx, dy))] };
}

/// <summary>One line through points, with round ends and corners.</summary>
internal sealed record Polyline(IReadOnlyList<Point> Points, Paint Paint, double Width, string? Hover = null) : Shape
{
    /// <summary>Lengths of line and gap in turn, to the middles of the round ends; empty: unbroken.</summary>
    public IReadOnlyList<double> Dash { get; init; } = [];

    internal override Shape Moved(double dx, double dy) => this with { Points = [.. Points.Select(p => p.Moved(dx, dy))] };
}

/// <summary>A filled polygon that does not cross itself.</summary>
internal sealed record Area(IReadOnlyList<Point> Points, Paint Fill, string? Hover = null) : Shape
{
    internal override Shape Moved(double dx, double dy) => this with { Points = [.. Points.Select(p => p.Moved(dx, dy))] };
}

/// <summary>Cells of a matrix as one shape with one tooltip, for maps too many or too small to name each cell.</summary>
internal sealed record Mosaic(double X, double Y, double Cell, Paint[,] Cells, string? Hover = null) : Shape
{
    /// <summary>The equal neighbours in a row: the first one's column, and how many.</summary>
    internal IEnumerable<(int Column, int Count)> Runs(int row)
    {
        for (int start = 0, end = 0; start < Cells.GetLength(1); start = end)
        {
            while (end < Cells.GetLength(1) && Cells[row, end] == Cells[row, start])
            {
                end++;
            }

            yield return (start, end - start);
        }
    }

    internal override Shape Moved(double dx, double dy) => this with { X = X + dx, Y = Y + dy };
}

/// <summary>One line of text. X and Y are the anchor on the baseline, Angle turns it around that: 0, or -45 or -90 degrees (upwards).</summary>
internal sealed record Text(double X, double Y, string Content, double Size, Paint Paint) : Shape
{
    public Anchor Anchor { get; init; }

    public int Angle { get; init; }

    public bool Bold { get; init; }

    public string? Hover { get; init; }

    internal override Shape Moved(double dx, double dy) => this with { X = X + dx, Y = Y + dy };

    /// <summary>The baseline that puts the middle of the capitals and digits at a height.</summary>
    internal static double BaselineAt(double middle, double size) => middle + StrokeFont.CapHeight / 2 * size;
}

internal enum Anchor
{
    Start,
    Middle,
    End,
}
