using System.Globalization;
using System.Text;

namespace TinyTransformer;

// Measures text for every renderer, and gives the strokes of its letters to the PNG renderer. SVG shows the reader's own sans-serif font;
// our widths lie between Arial's and Verdana's, so what fits here fits there.
internal static class StrokeFont
{
    internal const double UnitsPerEm = 108;
    internal const double CapHeight = 70 / UnitsPerEm; // of the centre lines: the middle of a line of capitals is half of it above the baseline
    internal const double StrokeWidth = 9.2 / UnitsPerEm;
    internal const double BoldStrokeWidth = 12 / UnitsPerEm;
    private const double Bearing = 9.5; // units left and right of a glyph's centre lines
    private const double MarkLift = 21; // from a small letter to a capital

    private static readonly Dictionary<int, Glyph> Glyphs = Load();

    // The glyph and the place of its origin from the start of the text, in em.
    internal readonly record struct Placed(int CodePoint, Glyph Glyph, double X);

    internal static double Width(string text, double size)
    {
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Advance(rune);
        }

        return width * size / UnitsPerEm;
    }

    internal static IEnumerable<Placed> Place(string text)
    {
        double pen = 0, previous = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsMark(rune))
            {
                if (Mark(rune) is { } mark)
                {
                    yield return new Placed(rune.Value, mark, (pen - previous / 2) / UnitsPerEm);
                }

                continue;
            }
            previous = Advance(rune);
            yield return new Placed(rune.Value, Of(rune), (pen + Bearing) / UnitsPerEm);
            pen += previous;
        }
    }

    /// <summary>The text if it fits into the width, else as many whole characters as leave room for an ellipsis.</summary>
    internal static string Fit(string text, double size, double width)
    {
        if (Width(text, size) <= width)
        {
            return text;
        }

        var kept = new StringBuilder();
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext() && Width(kept + elements.GetTextElement() + "…", size) <= width)
        {
            kept.Append(elements.GetTextElement());
        }

        return kept.Append('…').ToString();
    }

    internal static bool Has(int codePoint) => Glyphs.ContainsKey(codePoint);

    private static double Advance(Rune rune) => IsMark(rune) ? 0 : Of(rune).Width + 2 * Bearing;

    private static Glyph Of(Rune rune) => Glyphs.TryGetValue(rune.Value, out var glyph) ? glyph : Unknown(rune.Value);

    // Marks, joiners and variation selectors take no place of their own.
    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    private static Glyph? Mark(Rune rune) =>
        StrokeFontGlyphs.Combining.IndexOf(rune.ToString(), StringComparison.Ordinal) is >= 0 and var i ? Glyphs[-StrokeFontGlyphs.Combining[i + 1]] : null;

    // A character that the font lacks: a box with its code point, two rows of hex digits.
    private static Glyph Unknown(int codePoint)
    {
        var digits = codePoint.ToString(codePoint > 0xFFFF ? "X6" : "X4", Invariant.Culture);
        var columns = digits.Length / 2;
        const double left = 9, cell = 21, scale = 0.36;
        var width = 2 * left + columns * cell - 5;
        var lines = new List<Glyph.Line> { new([new(0, -9), new(width, -9), new(width, 79), new(0, 79), new(0, -9)], 0.55) };
        for (var i = 0; i < digits.Length; i++)
        {
            lines.AddRange(Glyphs[digits[i]].Moved(left + i % columns * cell, i < columns ? 42 : 4, scale, 0.6));
        }

        return new Glyph(width, lines);
    }

    // Marks are kept under the negative of their character, out of the way of the characters themselves.
    private static Dictionary<int, Glyph> Load()
    {
        var glyphs = new Dictionary<int, Glyph>();
        Read(StrokeFontGlyphs.Drawings, +1);
        Read(StrokeFontGlyphs.Marks, -1);
        foreach (var entry in StrokeFontGlyphs.Composed.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var letter = glyphs[entry[1]];
            var isBelow = entry[2] is '¸' or '˛';
            var mark = glyphs[-entry[2]].Moved(letter.Width / 2, char.IsUpper(entry[1]) && !isBelow ? MarkLift : 0);
            glyphs.Add(entry[0], new Glyph(letter.Width, [.. letter.Lines, .. mark]));
        }
        glyphs.Add('\u00A0', glyphs[' ']);
        return glyphs;

        void Read(string drawings, int sign)
        {
            foreach (var line in drawings.Split('\n'))
            {
                var parts = line[2..].Split(' ', 2);
                glyphs.Add(sign * line[0], Glyph.Parse(double.Parse(parts[0], Invariant.Culture), parts.Length > 1 ? parts[1] : ""));
            }
        }
    }
}
