namespace TinyTransformer;

// A name beside its point: its corners, on which side it stands (-1, 0, 1 across and down), and how far it had to move away.
internal readonly record struct NamePlace(double Left, double Top, double Right, double Bottom, int Across, int Down, double Away)
{
    internal Point Middle => new((Left + Right) / 2, (Top + Bottom) / 2);

    internal double Shared(double left, double top, double right, double bottom) =>
        Math.Max(0, Math.Min(Right, right) - Math.Max(Left, left)) * Math.Max(0, Math.Min(Bottom, bottom) - Math.Max(Top, top));

    internal double Shared(NamePlace other) => Shared(other.Left, other.Top, other.Right, other.Bottom);

    internal NamePlace Grown(double across, double down) => this with { Left = Left - across, Right = Right + across, Top = Top - down, Bottom = Bottom + down };
}

// Finds places for names, a blank apart from each other: each begins where it collides least, then each in turn looks again, until none moves. Names that still cover another name or
// another point go, the worst first. The same points give the same places.
internal sealed class NamePlaces
{
    private const int Rounds = 12;
    private const double Gap = 3.5, Space = 4, Clear = 2.5, Worst = 1e9, Negligible = 1e-6, Collision = 10, Crossing = 0.5, Farther = 0.8;
    private static readonly double[] Distances = [0, 12, 26];

    // In order of preference.
    private static readonly (int Across, int Down)[] Sides = [(1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)];

    private readonly IReadOnlyList<Point> _points;
    private readonly IReadOnlyList<double> _widths;
    private readonly IReadOnlyList<Segment> _lines;
    private readonly double _height, _radius, _right, _bottom;
    private readonly NamePlace?[] _places;

    private NamePlaces(IReadOnlyList<Point> points, IReadOnlyList<double> widths, double height, double radius, IReadOnlyList<Segment> lines, double right, double bottom) =>
        (_points, _widths, _height, _radius, _lines, _right, _bottom, _places) = (points, widths, height, radius, lines, right, bottom, new NamePlace?[points.Count]);

    /// <param name="points">Where the points lie, within 0 to right and 0 to bottom.</param>
    /// <param name="widths">Of the names; one of width 0 needs no place.</param>
    /// <param name="height">Of a name.</param>
    /// <param name="radius">Of a point's marker.</param>
    /// <param name="lines">What a name should rather not cross.</param>
    /// <param name="right">No name goes beyond.</param>
    /// <param name="bottom">No name goes beyond.</param>
    internal static NamePlace?[] Find(IReadOnlyList<Point> points, IReadOnlyList<double> widths, double height, double radius, IReadOnlyList<Segment> lines, double right, double bottom) =>
        new NamePlaces(points, widths, height, radius, lines, right, bottom).Find();

    private NamePlace?[] Find()
    {
        for (var (round, moved) = (0, true); moved && round < Rounds; round++)
        {
            moved = false;
            for (var i = 0; i < _points.Count; i++)
            {
                var best = Candidates(i).OrderBy(place => Cost(i, place)).Select(place => (NamePlace?)place).FirstOrDefault();
                moved |= best != _places[i];
                _places[i] = best;
            }
        }

        double[] hidden = [.. _places.Select((place, i) => place is { } at ? Covered(i, at) : 0)];
        while (Array.IndexOf(hidden, hidden.Max()) is var worst && hidden[worst] > Negligible)
        {
            var gone = _places[worst]!.Value;
            (_places[worst], hidden[worst]) = (null, 0);
            for (var i = 0; i < hidden.Length; i++)
            {
                hidden[i] -= _places[i] is { } place ? place.Grown(Space, 0).Shared(gone) : 0;
            }
        }

        for (var i = 0; i < _points.Count; i++) // what has gone may have made room
        {
            _places[i] ??= Candidates(i).Where(place => Covered(i, place) <= Negligible).OrderBy(place => Cost(i, place)).Select(place => (NamePlace?)place).FirstOrDefault();
        }

        return _places;
    }

    private IEnumerable<NamePlace> Candidates(int i)
    {
        if (_widths[i] == 0)
        {
            yield break;
        }

        foreach (var away in Distances)
        {
            foreach (var (across, down) in Sides)
            {
                var reach = (_radius + Gap + away) * (across != 0 && down != 0 ? 0.7 : 1); // as far on the diagonal
                var left = _points[i].X + across switch { 1 => reach, -1 => -reach - _widths[i], _ => -_widths[i] / 2 };
                var top = _points[i].Y + down switch { 1 => reach, -1 => -reach - _height, _ => -_height / 2 };
                if (left >= 0 && top >= 0 && left + _widths[i] <= _right && top + _height <= _bottom)
                {
                    yield return new NamePlace(left, top, left + _widths[i], top + _height, across, down, away);
                }
            }
        }
    }

    private double Cost(int i, NamePlace place) =>
        Math.Min(Worst, Collision * Covered(i, place)) + Crossing * _lines.Sum(line => Inside(line, place.Grown(Clear, Clear))) + Farther * place.Away + Array.IndexOf(Sides, (place.Across, place.Down));

    // How much of other names and points a name hides.
    private double Covered(int i, NamePlace place)
    {
        var (covered, spaced) = (0.0, place.Grown(Space, 0));
        for (var j = 0; j < _points.Count; j++)
        {
            if (j != i)
            {
                var (x, y) = (_points[j].X, _points[j].Y);
                covered += place.Shared(x - _radius, y - _radius, x + _radius, y + _radius) + (_places[j] is { } other ? spaced.Shared(other) : 0);
            }
        }

        return covered;
    }

    // The length of a line within a name (Liang and Barsky 1984).
    private static double Inside(Segment line, NamePlace place)
    {
        var (dx, dy, from, to) = (line.X2 - line.X1, line.Y2 - line.Y1, 0.0, 1.0);
        foreach (var (step, room) in new[] { (-dx, line.X1 - place.Left), (dx, place.Right - line.X1), (-dy, line.Y1 - place.Top), (dy, place.Bottom - line.Y1) })
        {
            if (step == 0 && room < 0)
            {
                return 0;
            }

            from = step < 0 ? Math.Max(from, room / step) : from;
            to = step > 0 ? Math.Min(to, room / step) : to;
        }

        return Math.Max(0, to - from) * Math.Sqrt(dx * dx + dy * dy);
    }
}
