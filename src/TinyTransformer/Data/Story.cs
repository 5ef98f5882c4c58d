namespace TinyTransformer;

/// <summary>A titled text: one document of a corpus such as data/fables.</summary>
/// <param name="Title">Its first line.</param>
/// <param name="Text">All of it, the title among it, lines apart by line feeds.</param>
public sealed record Story(string Title, string Text)
{
    /// <summary>The stories of some files: a title line, then paragraphs of a line each; an empty line ends a story.</summary>
    /// <exception cref="InvalidDataException">A file is empty, not UTF-8, or holds a title without a text.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IReadOnlyList<Story> ReadAll(params IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return [.. paths.SelectMany(ReadFile)];
    }

    private static IEnumerable<Story> ReadFile(string path)
    {
        var lines = TextFile.ReadLines(path);
        for (var start = 0; start < lines.Length;)
        {
            var end = Array.FindIndex(lines, start, string.IsNullOrWhiteSpace);
            end = end < 0 ? lines.Length : end;
            if (end == start + 1)
            {
                throw new InvalidDataException($"{path}: line {start + 1}: \"{lines[start]}\" is a title without a text");
            }
            if (end > start)
            {
                yield return new(lines[start].Trim(), string.Join('\n', lines[start..end].Select(line => line.Trim())));
            }
            start = end + 1;
        }
    }
}
