namespace TinyTransformer;

// What a scene is made of. Coordinates and sizes are logical pixels (a CSS px; two by two pixels of a PNG), y points down.
internal abstract record Shape;

/// <summary>A filled rectangle; <paramref name="Hover"/> is its tooltip.</summary>
internal sealed record Box(double X, double Y, double Width, double Height, Paint Fill, string? Hover = null) : Shape
{
    /// <summary>It touches its neighbours: smoothed edges would leave a seam where a page scales the picture.</summary>
    public bool Abuts { get; init; }
}

/// <summary>Straight lines of one paint and width, with butt ends where they meet a box's edge.</summary>
internal sealed record Strokes(IReadOnlyList<Segment> Segments, Paint Paint, double Width) : Shape;

internal readonly record struct Segment(double X1, double Y1, double X2, double Y2);

/// <summary>One line of text. X and Y are the anchor on the baseline, Angle turns it around that: 0, or -45 or -90 degrees (upwards).</summary>
internal sealed record Text(double X, double Y, string Content, double Size, Paint Paint) : Shape
{
    public Anchor Anchor { get; init; }

    public int Angle { get; init; }

    public bool Bold { get; init; }

    public string? Hover { get; init; }

    /// <summary>The baseline that puts the middle of the capitals and digits at a height.</summary>
    internal static double BaselineAt(double middle, double size) => middle + StrokeFont.CapHeight / 2 * size;
}

internal enum Anchor
{
    Start,
    Middle,
    End,
}
