using TinyTransformer.Tests;

namespace TinyTransformer.Cli.Tests;

/// <summary>A copy model and a GPT, trained for a second, in a folder whose name has blanks and letters that are no ASCII; and what can be wrong with files of that kind.</summary>
public sealed class TrainedModels : IDisposable
{
    private readonly TempFolder _folder = new();

    public TrainedModels()
    {
        Directory.CreateDirectory(Root);
        Write("copy.json", Samples.Copy);
        Write("gpt.json", Samples.Stories.Replace("\"output\": \"stories\"", "\"output\": \"gpt\""));
        Write("stories.txt", Samples.StoriesText);
        Assert.Equal((0, ""), Cli.Run("train", PathOf("copy.json")) is var copy ? (copy.Code, copy.Error) : default);
        Assert.Equal((0, ""), Cli.Run("train", PathOf("gpt.json")) is var gpt ? (gpt.Code, gpt.Error) : default);
    }

    internal string Root => _folder.PathOf("Füchse und Bären 狐");

    internal string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    internal void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    internal void Write(string name, byte[] bytes) => File.WriteAllBytes(PathOf(name), bytes);

    /// <summary>A copy of a folder, to do with as one likes.</summary>
    internal string CopyOf(string name, string copy)
    {
        foreach (var file in Directory.GetFiles(PathOf(name), "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(PathOf(copy), Path.GetRelativePath(PathOf(name), file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to, overwrite: true);
        }
        return PathOf(copy);
    }

    /// <summary>All files with their contents, to see that nothing has changed.</summary>
    internal Dictionary<string, string> Snapshot() => Directory.GetFileSystemEntries(Root, "*", SearchOption.AllDirectories)
        .ToDictionary(entry => entry, entry => Directory.Exists(entry) ? "a folder" : Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(entry))));

    public void Dispose() => _folder.Dispose();
}
