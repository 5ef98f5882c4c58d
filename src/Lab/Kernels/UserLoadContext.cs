// Where the code of cells and of the libraries that they #r is loaded: apart from the host's, so that another version of a library
// which the host happens to use does no harm. Managed files are read, not mapped: they can be built again while a notebook is open.
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Lab.Kernels;

internal sealed class UserLoadContext() : AssemblyLoadContext("notebook")
{
    private readonly List<string> _folders = [];
    private readonly Dictionary<string, string> _files = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>From now on this library is found by its own name, which may differ from its file's, and its neighbours by theirs.</summary>
    public void Add(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!_folders.Contains(folder))
        {
            _folders.Add(folder);
        }

        if (NameOf(path) is { } name)
        {
            _files[name] = path;
        }
    }

    /// <summary>The file of an assembly that was added, or of one in the folders of those; null where there is none.</summary>
    public string? Find(string name) => _files.TryGetValue(name, out var added) && File.Exists(added) ? added : _folders
        .Select(folder => Path.Combine(folder, name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? name : name + ".dll"))
        .FirstOrDefault(File.Exists);

    public Assembly LoadSubmission(Submission submission) =>
        LoadFromStream(new MemoryStream(submission.Image), new MemoryStream(submission.Symbols));

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Framework.Find(assemblyName.Name!) is not null || Find(assemblyName.Name!) is not { } path)
        {
            return null;
        }

        var symbols = Path.ChangeExtension(path, ".pdb");
        return LoadFromStream(new MemoryStream(File.ReadAllBytes(path)), File.Exists(symbols) ? new MemoryStream(File.ReadAllBytes(symbols)) : null);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        var path = _folders
            .SelectMany(folder => new[] { folder, Path.Combine(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native") })
            .SelectMany(folder => NativeNames(unmanagedDllName).Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        return path is null ? 0 : LoadUnmanagedDllFromPath(path);
    }

    private static string? NameOf(string path)
    {
        try
        {
            return AssemblyName.GetAssemblyName(path).Name;
        }
        catch (Exception error) when (error is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            return null;    // the compiler is about to say what is wrong with the file
        }
    }

    private static IEnumerable<string> NativeNames(string name)
    {
        var suffix = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        return [name, name + suffix, "lib" + name + suffix];
    }
}
