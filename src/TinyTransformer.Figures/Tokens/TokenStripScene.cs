namespace TinyTransformer;

// The layout of a token strip: pieces side by side, as wide as their texts, in lines; ids below the pieces.
internal sealed class TokenStripScene(TokenStrip figure, Rgb[] colours)
{
    // Light enough for black text, and of two lightnesses in turn, so that neighbours differ in grey as well.
    internal static readonly IReadOnlyList<Rgb> Tints = [new(0xa6, 0xcd, 0xf5), new(0xff, 0xe3, 0xa8), new(0xa6, 0xd9, 0xbd), new(0xf7, 0xd6, 0xe6)];
    private const double TokenSize = 17, IdSize = 12, Width = 600, Gap = 4, Inset = 7, Height = 30, MaxToken = 260;
    private const double Widest = 1.08; // the widest of the fonts that a browser may take, against ours
    private readonly List<Shape> _shapes = [];

    internal Scene Draw()
    {
        var (headingRight, top) = Heading.Draw(_shapes, figure.Title, Width);
        var (x, y, right) = (Heading.Padding, Math.Ceiling(top), headingRight);
        var line = Height + (figure.Ids is null ? 6 : IdSize + 12);
        for (var i = 0; i < figure.Tokens.Count; i++)
        {
            var shown = StrokeFont.Fit(Label.Named(figure.Tokens[i]), TokenSize, MaxToken);
            var id = figure.Ids?[i].ToString(Invariant.Culture) ?? "";
            var width = Math.Ceiling(Math.Max(StrokeFont.Width(shown, TokenSize) * Widest + 2 * Inset, StrokeFont.Width(id, IdSize) + 4));
            if (x > Heading.Padding && x + width > Width)
            {
                (x, y) = (Heading.Padding, y + line);
            }

            _shapes.Add(new Box(x, y, width, Height, Paint.Fixed(colours[i]), figure.Hover(i)) { Radius = 5 });
            _shapes.Add(new Text(x + width / 2, Text.BaselineAt(y + Height / 2, TokenSize), shown, TokenSize, Paint.Fixed(colours[i].TextOn)) { Anchor = Anchor.Middle });
            if (id.Length > 0)
            {
                _shapes.Add(new Text(x + width / 2, y + Height + 4 + IdSize * 0.8, id, IdSize, Paint.Ink(0.75)) { Anchor = Anchor.Middle });
            }

            right = Math.Max(right, x + width);
            var isLineEnd = figure.Tokens[i].EndsWith('\n');
            (x, y) = isLineEnd && i + 1 < figure.Tokens.Count ? (Heading.Padding, y + line) : (x + width + Gap, y);
        }

        var tokens = string.Join(" | ", figure.Tokens.Take(40).Select(Label.Named));
        return new Scene(right + Heading.Padding, y + line + Heading.Padding - 6, Heading.Describe(figure.Title, $"{figure.Tokens.Count} tokens: {tokens}"), _shapes);
    }
}
