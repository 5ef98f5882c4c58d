// Which notebooks the paths of a command line mean: a file means itself, a folder every notebook in it, in the order of their names.
namespace Lab.Running;

internal static class NotebookPaths
{
    /// <exception cref="UserError">A path does not exist, is no notebook's, or is a folder without notebooks.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> paths) =>
        [.. paths.SelectMany(path => Directory.Exists(path) ? InFolder(path) : [AFile(path)])];

    private static List<string> InFolder(string folder)
    {
        var found = new List<string>();
        Collect(folder, found);
        return found.Count > 0 ? found : throw new UserError($"{folder}: no notebooks (*.ipynb) in this folder");
    }

    private static void Collect(string folder, List<string> found)
    {
        found.AddRange(Directory.GetFiles(folder, "*.ipynb").Order(StringComparer.Ordinal).Select(Shown));
        foreach (var inner in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            // Not .ipynb_checkpoints, .git and their like, nor a link, which may lead back to a folder above.
            if (!Path.GetFileName(inner).StartsWith('.') && new DirectoryInfo(inner).LinkTarget is null)
            {
                Collect(inner, found);
            }
        }
    }

    private static string AFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new UserError($"{path}: no such file or folder");
        }

        return path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) ? path : throw new UserError($"{path}: not a notebook: its name does not end in .ipynb");
    }

    private static string Shown(string path) => path.Replace('\\', '/');
}
