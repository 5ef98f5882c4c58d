namespace TinyTransformer;

// A bold heading broken at its spaces into lines that fit a width.
internal static class TextWrap
{
    private const double Bold = 1.25; // a browser's bold letters are wider than its regular ones (widest: DejaVu Sans); ours are not

    internal static double Width(string text, double size) => StrokeFont.Width(text, size * Bold);

    internal static IEnumerable<string> Lines(string text, double size, double width, int maxLines)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var (line, next) = (0, 0); next < words.Length; line++)
        {
            var content = words[next++];
            while (next < words.Length && (line == maxLines - 1 || Width(content + " " + words[next], size) <= width))
            {
                content += " " + words[next++];
            }

            yield return StrokeFont.Fit(content, size * Bold, width);
        }
    }
}
