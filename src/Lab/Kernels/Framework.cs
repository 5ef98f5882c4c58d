// The assemblies of the .NET base library: those of the runtime's own folder, out of the list that the host was started with.
namespace Lab.Kernels;

internal static class Framework
{
    private static readonly string s_folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static readonly Dictionary<string, string> s_paths = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
        .Split(Path.PathSeparator)
        .Where(path => Path.GetDirectoryName(path) == s_folder)
        .DistinctBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> AssemblyPaths => s_paths.Values;

    /// <param name="name">With or without its ".dll".</param>
    public static string? Find(string name) =>
        s_paths.GetValueOrDefault(name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name);
}
