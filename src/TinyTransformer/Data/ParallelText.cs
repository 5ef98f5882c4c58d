namespace TinyTransformer;

/// <summary>Two files whose lines belong together, as WMT and Multi30k have them: line n of one is the translation of line n of the other.</summary>
public static class ParallelText
{
    /// <summary>Reads two files.</summary>
    /// <returns>A pair for each line, blanks at the ends of lines removed; empty lines stay, as empty sentences.</returns>
    /// <exception cref="InvalidDataException">The numbers of lines differ, or a file is empty or not UTF-8.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IReadOnlyList<SentencePair> Read(string sourcePath, string targetPath)
    {
        var (source, target) = (TextFile.ReadLines(sourcePath), TextFile.ReadLines(targetPath));
        return source.Length == target.Length
            ? [.. source.Zip(target, (from, to) => new SentencePair(from.Trim(), to.Trim()))]
            : throw new InvalidDataException($"{sourcePath} has {source.Length} lines and {targetPath} has {target.Length}; each line of one must be the translation of the same line of the other");
    }

    /// <summary>Reads PREFIX.en and PREFIX.fr, or PREFIX.en.gz and PREFIX.fr.gz where the plain files are not there.</summary>
    /// <param name="source">A language's ending, such as en.</param>
    /// <inheritdoc cref="Read(string, string)"/>
    public static IReadOnlyList<SentencePair> Read(string prefix, string source, string target)
    {
        return Read(Find(source), Find(target));

        string Find(string language) => $"{prefix}.{language}" is var plain && !File.Exists(plain) && File.Exists(plain + ".gz") ? plain + ".gz" : plain;
    }
}
