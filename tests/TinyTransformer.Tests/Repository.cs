namespace TinyTransformer.Tests;

/// <summary>Where the repository lies: the tests read golden files from their places in it.</summary>
internal static class Repository
{
    private static readonly string s_root = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([s_root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TransformersFromScratch.slnx")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException($"The tests run from inside the repository: no TransformersFromScratch.slnx above {AppContext.BaseDirectory}");
    }
}
