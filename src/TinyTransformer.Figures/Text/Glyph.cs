namespace TinyTransformer;

// One character as centre lines, in the units of StrokeFontGlyphs (1/108 em). A dot is a line of one point.
internal sealed class Glyph(double width, IReadOnlyList<Glyph.Line> lines)
{
    internal readonly record struct Point(double X, double Y);

    // Weight multiplies the stroke's width: dots are wider than strokes, the digits in a box of an unknown character thinner.
    internal readonly record struct Line(IReadOnlyList<Point> Points, double Weight);

    internal double Width { get; } = width;

    internal IReadOnlyList<Line> Lines { get; } = lines;

    internal IEnumerable<Line> Moved(double dx, double dy, double scale = 1, double weight = 1) =>
        Lines.Select(line => new Line([.. line.Points.Select(p => new Point(p.X * scale + dx, p.Y * scale + dy))], line.Weight * weight));

    internal static Glyph Parse(double width, ReadOnlySpan<char> path)
    {
        var lines = new List<Line>();
        var pen = new List<Point>();
        var numbers = new List<double>();
        var command = ' ';
        foreach (var range in path.Split(' '))
        {
            var token = path[range];
            if (token.IsEmpty)
            {
                continue;
            }

            if (char.IsAsciiLetter(token[0]))
            {
                command = token[0];
                token = token[1..];
            }
            numbers.Add(double.Parse(token, Invariant.Culture));
            if (numbers.Count == (command == 'C' ? 6 : 2))
            {
                Execute();
            }
        }
        Lift();
        return new Glyph(width, lines);

        void Execute()
        {
            var end = new Point(numbers[^2], numbers[^1]);
            switch (command)
            {
                case 'M': Lift(); pen.Add(end); break;
                case 'L': pen.Add(end); break;
                case 'D': Lift(); lines.Add(new Line([end], 1.3)); break;
                case 'C': Curve(new Point(numbers[0], numbers[1]), new Point(numbers[2], numbers[3]), end); break;
                case 'h': Quarter(end, horizontalFirst: true); break;
                case 'v': Quarter(end, horizontalFirst: false); break;
                default: throw new FormatException($"Glyph: unknown command '{command}'");
            }
            numbers.Clear();
        }

        void Lift()
        {
            if (pen.Count > 0)
            {
                lines.Add(new Line([.. pen], 1));
            }

            pen.Clear();
        }

        // 0.5523 would be an exact ellipse; a little more makes the bowls squarer and the counters larger, which reads better from far.
        void Quarter(Point end, bool horizontalFirst)
        {
            const double k = 0.59;
            var start = pen[^1];
            var (dx, dy) = (end.X - start.X, end.Y - start.Y);
            if (horizontalFirst)
            {
                Curve(new Point(start.X + k * dx, start.Y), new Point(end.X, end.Y - k * dy), end);
            }
            else
            {
                Curve(new Point(start.X, start.Y + k * dy), new Point(end.X - k * dx, end.Y), end);
            }
        }

        void Curve(Point c1, Point c2, Point end)
        {
            const int steps = 9;
            var start = pen[^1];
            for (var i = 1; i <= steps; i++)
            {
                double t = (double)i / steps, u = 1 - t;
                var (a, b, c, d) = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t);
                pen.Add(new Point(a * start.X + b * c1.X + c * c2.X + d * end.X, a * start.Y + b * c1.Y + c * c2.Y + d * end.Y));
            }
        }
    }
}
