// Finds what #load names: from the notebook's folder, or from that of the script which loads it.
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lab.Kernels;

internal sealed class NotebookSources(string folder) : SourceReferenceResolver
{
    private readonly SourceFileResolver _files = new(ImmutableArray<string>.Empty, folder);

    // A cell's own "path" is its label, which is no place in the file system.
    public override string? NormalizePath(string path, string? baseFilePath) =>
        Path.IsPathRooted(path) ? _files.NormalizePath(path, baseFilePath) : path;

    public override string? ResolveReference(string path, string? baseFilePath) =>
        _files.ResolveReference(path, Path.IsPathRooted(baseFilePath) ? baseFilePath : null);

    public override Stream OpenRead(string resolvedPath) => _files.OpenRead(resolvedPath);

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => 2;
}
