// Tensors in a file that holds nothing but tensors: no code, unlike a pickle. PyTorch, TensorFlow, JAX and llama.cpp's converters read and write it.

using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// A safetensors file, open for reading. The file is mapped into memory, so opening it reads the header alone, and <see cref="Read"/> the bytes of one tensor.
/// Format: https://github.com/huggingface/safetensors.
/// </summary>
public sealed class SafeTensors : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly SafeTensorsHeader _header;

    private SafeTensors(MemoryMappedFile map, SafeTensorsHeader header, string path) => (_map, _header, Path) = (map, header, path);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What lies in it by name, in the order of its header.</summary>
    public IReadOnlyDictionary<string, SafeTensorsEntry> Entries => _header.Entries;

    /// <summary>Free text that came with it; empty where there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file and checks its header: names, types, shapes, and that the tensors' bytes cover the file without holes and overlaps.</summary>
    /// <exception cref="InvalidDataException">The file is no safetensors file, is cut off, or contradicts itself; says where.</exception>
    public static SafeTensors Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            var header = SafeTensorsHeader.Read(file, path);
            return new(MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false), header, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>One tensor, copied out of the file.</summary>
    /// <returns>Of the file's type; F16 and BF16 become Float32, which holds each of their values exactly.</returns>
    /// <exception cref="KeyNotFoundException">There is no such tensor.</exception>
    /// <exception cref="NotSupportedException">Its type is none that can be read here (<see cref="SafeTensorsEntry.ReadsAs"/>).</exception>
    /// <exception cref="InvalidDataException">A Bool that is neither 0 nor 1.</exception>
    public Tensor Read(string name)
    {
        var entry = Entries.TryGetValue(name, out var found) ? found : throw new KeyNotFoundException($"{Path}: there is no tensor \"{name}\"");
        var dtype = entry.ReadsAs ?? throw new NotSupportedException($"{Path}: {name}: {entry.DType} is not read here; F32, F16, BF16, F64, I64, I32 and BOOL are");
        var result = zeros([.. entry.Shape], dtype);
        if (entry.Bytes == 0)
        {
            return result;
        }
        using var view = _map.CreateViewStream(_header.End + entry.Start, entry.Bytes, MemoryMappedFileAccess.Read);
        if (entry.DType is "F16" or "BF16")
        {
            var halves = new byte[entry.Bytes];
            view.ReadExactly(halves);
            Widen(MemoryMarshal.Cast<byte, ushort>(halves), MemoryMarshal.Cast<byte, float>(result.bytes), entry.DType);
            return result;
        }
        view.ReadExactly(result.bytes);
        return dtype == ScalarType.Bool && result.bytes.ContainsAnyExceptInRange((byte)0, (byte)1) ? throw _header.Error(name, "BOOL wants bytes 0 and 1, got others") : result;
    }

    /// <summary>All tensors by name.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public Dictionary<string, Tensor> ReadAll() => Entries.Keys.ToDictionary(name => name, Read);

    /// <summary>Writes tensors to a file, whole or not at all. An existing file is replaced.</summary>
    /// <param name="tensors">Float32, Float64, Int64, Int32 or Bool each; a view is written as if it were dense.</param>
    /// <param name="metadata">Free text to come along; null: none.</param>
    /// <exception cref="NotSupportedException">A tensor of another type.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var entries = new List<SafeTensorsEntry>();
        var start = 0L;
        foreach (var (name, tensor) in tensors.OrderByDescending(entry => entry.Value.ElementSize))      // wide types first: then each begins at a multiple of its size
        {
            entries.Add(new(name, SafeTensorsEntry.NameOf(tensor.dtype), tensor.shape, start, tensor.numel() * tensor.ElementSize));
            start += entries[^1].Bytes;
        }
        var header = SafeTensorsHeader.Write(entries, metadata);
        WholeFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach (var entry in entries)
            {
                using var scope = NewDisposeScope();
                stream.Write(tensors[entry.Name].detach().cpu().contiguous().bytes);
            }
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _map.Dispose();

    private static void Widen(ReadOnlySpan<ushort> halves, Span<float> floats, string dtype)
    {
        for (var i = 0; i < halves.Length; i++)
        {
            // BF16 is the upper half of a float.
            floats[i] = dtype == "BF16" ? BitConverter.UInt32BitsToSingle((uint)halves[i] << 16) : (float)BitConverter.UInt16BitsToHalf(halves[i]);
        }
    }
}
