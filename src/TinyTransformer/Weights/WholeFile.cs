namespace TinyTransformer;

/// <summary>Writes a file whole or not at all: what was there stays until the new one is complete.</summary>
internal static class WholeFile
{
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var partial = $"{path}.{Guid.NewGuid():N}.tmp"; // beside the file, so that the move stays on one volume
        try
        {
            using (var stream = File.Create(partial))
            {
                write(stream);
            }
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
