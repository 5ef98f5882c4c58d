// Where the repository lies: the tests read the API list, the golden files and src/README.md from their places in it.

namespace TorchSharp.Managed.Tests;

internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "TransformersFromScratch.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run from inside the repository: no TransformersFromScratch.slnx above " + AppContext.BaseDirectory);
    }
}
