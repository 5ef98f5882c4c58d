// A folder of files that belong together, written whole or not at all: under another name first, then renamed, which a file system does in one step.

namespace TinyTransformer;

/// <summary>Writes a folder whole or not at all: what was there stays until the new one is complete.</summary>
internal static class WholeFolder
{
    private const string PartialEnding = ".partial";

    /// <summary>Whether a name is that of a folder that was not finished.</summary>
    public static bool IsPartial(string path) => path.EndsWith(PartialEnding, StringComparison.Ordinal);

    /// <summary>Fills a new folder and gives it its name; one that has it is replaced.</summary>
    /// <param name="fill">Writes the files into the folder that it is given; if it throws, nothing has changed.</param>
    public static void Write(string path, Action<string> fill)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var (partial, replaced) = ($"{full}.{Guid.NewGuid():N}{PartialEnding}", $"{full}.{Guid.NewGuid():N}{PartialEnding}");
        try
        {
            Directory.CreateDirectory(partial);
            fill(partial);
            if (Directory.Exists(full))
            {
                Directory.Move(full, replaced);
            }
            Directory.Move(partial, full);
        }
        finally
        {
            Remove(partial);
            Remove(replaced);
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
