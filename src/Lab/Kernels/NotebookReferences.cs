// What a cell can refer to: the .NET base library, the cell functions, and what #r names. Not the libraries of the host.
// A dll that #r names is looked for in the notebook's folder, and what it refers to in its own.
using System.Collections.Immutable;
using Lab.Display;
using Microsoft.CodeAnalysis;

namespace Lab.Kernels;

internal sealed class NotebookReferences(string folder, UserLoadContext libraries) : MetadataReferenceResolver
{
    private readonly Dictionary<string, (DateTime Written, PortableExecutableReference Reference)> _read = new(StringComparer.Ordinal);

    public ImmutableArray<MetadataReference> Initial { get; } =
    [
        .. Framework.AssemblyPaths.Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(CellFunctions).Assembly.Location),
    ];

    public override bool ResolveMissingAssemblies => true;

    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        if (Find(reference, baseFilePath) is not { } path)
        {
            return [];
        }

        libraries.Add(path);
        return [Read(path)];
    }

    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        libraries.Find(referenceIdentity.Name) is { } path ? Read(path) : null;

    /// <summary>Why a reference was not found, and the cure.</summary>
    public static string Explain(string reference)
    {
        if (reference.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
        {
            return $"#r \"{reference}\": the Lab does not fetch packages yet. Refer to the package from a project, build it, and #r that project's dll.";
        }

        if (reference.EndsWith("proj", StringComparison.OrdinalIgnoreCase))
        {
            return $"#r \"{reference}\": a cell loads a built dll, not a project. Build it with \"dotnet build\" and #r its dll.";
        }

        return $"\"{reference}\" was not found from the notebook's folder. If a project of yours makes it, build that first: dotnet build";
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => 1;

    private string? Find(string reference, string? baseFilePath)
    {
        var origin = Path.IsPathRooted(baseFilePath) ? Path.GetDirectoryName(baseFilePath)! : folder;
        var path = Path.GetFullPath(reference.Replace('\\', '/'), origin);
        if (File.Exists(path))
        {
            return path;
        }

        return reference.AsSpan().IndexOfAny('/', '\\', ':') < 0 ? libraries.Find(reference) ?? Framework.Find(reference) : null;
    }

    // From bytes, so that the file is free to be built again.
    private PortableExecutableReference Read(string path)
    {
        var written = File.GetLastWriteTimeUtc(path);
        if (_read.TryGetValue(path, out var known) && known.Written == written)
        {
            return known.Reference;
        }

        var reference = MetadataReference.CreateFromImage(File.ReadAllBytes(path), filePath: path);
        _read[path] = (written, reference);
        return reference;
    }
}
