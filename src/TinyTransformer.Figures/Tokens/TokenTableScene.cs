namespace TinyTransformer;

// The layout of a token table: names on the left, above the columns their positions, a piece for each token.
internal sealed class TokenTableScene(TokenTable table)
{
    private const double TokenSize = 17, NameSize = 15, PositionSize = 12, Height = 30, Gap = 4, Inset = 7, MaxToken = 130, MaxName = 220;
    private const double Widest = 1.08; // the widest of the fonts that a browser may take, against ours
    internal static readonly IReadOnlyList<Rgb> Tints = [.. TokenStripScene.Tints, new(0xd9, 0xc9, 0xf3), new(0xf8, 0xc0, 0xa8), new(0xb8, 0xe6, 0xea), new(0xdd, 0xe0, 0xa0)];
    private readonly List<Shape> _shapes = [];
    private readonly Dictionary<string, int> _tints = new(StringComparer.Ordinal);

    internal Scene Draw()
    {
        string[] names = [.. table.Rows.Select(row => StrokeFont.Fit(Label.Visible(row.Name), NameSize, MaxName))];
        var left = Math.Ceiling(Heading.Padding + names.Max(name => StrokeFont.Width(name, NameSize) * Widest) + 12);
        double[] widths = [.. Enumerable.Range(0, table.Columns).Select(i => Math.Ceiling(table.Rows.Max(row => Width(row.Tokens[i]))))];
        var right = left + widths.Sum(width => width + Gap) - Gap;
        var (headingRight, top) = Heading.Draw(_shapes, table.Title, right);
        top = Math.Ceiling(top);
        _shapes.Add(new Text(Heading.Padding, top + PositionSize * 0.8, "position", PositionSize, Paint.Ink(0.66)));
        var x = left;
        for (var i = 0; i < table.Columns; i++)
        {
            _shapes.Add(new Text(x + widths[i] / 2, top + PositionSize * 0.8, i.ToString(Invariant.Culture), PositionSize, Paint.Ink(0.66)) { Anchor = Anchor.Middle });
            for (var row = 0; row < table.Rows.Count; row++)
            {
                Piece(table.Rows[row].Tokens[i], x, RowTop(top, row), widths[i], $"{Label.Named(table.Rows[row].Name)}, position {i}");
            }

            x += widths[i] + Gap;
        }

        for (var row = 0; row < names.Length; row++)
        {
            _shapes.Add(new Text(Heading.Padding, Text.BaselineAt(RowTop(top, row) + Height / 2, NameSize), names[row], NameSize, Paint.Ink()) { Hover = Label.Visible(table.Rows[row].Name) });
        }

        var what = string.Join("; ", table.Rows.Take(8).Select(row => $"{Label.Visible(row.Name)}: {string.Join(" | ", row.Tokens.Take(40).Select(TokenTable.Shown))}"));
        return new Scene(Math.Max(right, headingRight) + Heading.Padding, RowTop(top, names.Length) - Gap + Heading.Padding, Heading.Describe(table.Title, what), _shapes);
    }

    private static double RowTop(double top, int row) => top + PositionSize + 8 + row * (Height + Gap);

    private static string Fitted(string token) => StrokeFont.Fit(Label.Named(token), TokenSize, MaxToken);

    private static double Width(string? token) => Math.Max(36, token is null ? 0 : StrokeFont.Width(Fitted(token), TokenSize) * Widest + 2 * Inset);

    private void Piece(string? token, double x, double y, double width, string where)
    {
        if (token is null)
        {
            return;
        }

        if (!_tints.TryGetValue(token, out var tint))
        {
            _tints.Add(token, tint = _tints.Count);
        }

        var isMuted = table.Muted.Contains(token);
        var colour = Tints[tint % Tints.Count];
        _shapes.Add(new Box(x, y, width, Height, isMuted ? Paint.Ink(0.08) : Paint.Fixed(colour), $"{where}: {Label.Named(token)}") { Radius = 5 });
        _shapes.Add(new Text(x + width / 2, Text.BaselineAt(y + Height / 2, TokenSize), Fitted(token), TokenSize, isMuted ? Paint.Ink(0.55) : Paint.Fixed(colour.TextOn)) { Anchor = Anchor.Middle });
    }
}
