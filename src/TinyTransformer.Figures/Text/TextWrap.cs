namespace TinyTransformer;

// A heading broken at its spaces into lines that fit a width.
internal static class TextWrap
{
    internal static IEnumerable<string> Lines(string text, double size, double width, int maxLines)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var (line, next) = (0, 0); next < words.Length; line++)
        {
            var content = words[next++];
            while (next < words.Length && (line == maxLines - 1 || StrokeFont.Width(content + " " + words[next], size) <= width))
                content += " " + words[next++];
            yield return StrokeFont.Fit(content, size, width);
        }
    }
}
