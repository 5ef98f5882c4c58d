// The header of a safetensors file: https://github.com/huggingface/safetensors, README, "Format". A count of bytes (8 bytes, little-endian), then so many bytes of JSON:
// {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …, "__metadata__": {"key": "value", …}}. Offsets count from the header's end; the tensors' bytes cover the rest without holes.

using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TinyTransformer;

internal sealed class SafeTensorsHeader
{
    private const string MetadataName = "__metadata__";
    private const long LongestHeader = 100_000_000;      // the format's own limit
    private readonly string _path;
    private readonly Dictionary<string, SafeTensorsEntry> _entries = [];
    private readonly Dictionary<string, string> _metadata = [];

    private SafeTensorsHeader(string path) => _path = path;

    /// <summary>In the order of the file's header.</summary>
    public IReadOnlyDictionary<string, SafeTensorsEntry> Entries => _entries;

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Where the first tensor's bytes begin in the file.</summary>
    public long End { get; private set; }

    /// <exception cref="InvalidDataException">The file is no safetensors file, or contradicts itself; says where.</exception>
    public static SafeTensorsHeader Read(Stream file, string path)
    {
        var header = new SafeTensorsHeader(path);
        if (file.Length < 8)
        {
            throw header.Error("length", $"expected 8 bytes that count the header's, the file has {file.Length}");
        }
        Span<byte> count = stackalloc byte[8];
        file.ReadExactly(count);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(count);
        if (length > LongestHeader || (long)length > file.Length - 8)
        {
            throw header.Error("length", $"the header should have {length} bytes, the file has {file.Length - 8} after the count" + (length > LongestHeader ? $", and the format allows {LongestHeader}" : ""));
        }
        var json = new byte[length];
        file.ReadExactly(json);
        header.End = 8 + (long)length;
        header.Parse(json);
        header.RequireCover(file.Length - header.End);
        return header;
    }

    /// <summary>The bytes before the first tensor's.</summary>
    public static byte[] Write(IEnumerable<SafeTensorsEntry> entries, IReadOnlyDictionary<string, string>? metadata)
    {
        using var stream = new MemoryStream();
        stream.Write(new byte[8]);
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                writer.WritePropertyName(MetadataName);
                JsonSerializer.Serialize(writer, metadata);
            }
            foreach (var entry in entries)
            {
                writer.WriteStartObject(entry.Name == MetadataName ? throw new ArgumentException($"tensors: {MetadataName} is no name for a tensor") : entry.Name);
                writer.WriteString("dtype", entry.DType);
                WriteNumbers(writer, "shape", entry.Shape);
                WriteNumbers(writer, "data_offsets", [entry.Start, entry.Start + entry.Bytes]);
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
        while (stream.Length % 8 != 0)
        {
            stream.WriteByte((byte)' ');         // so that the tensors' bytes begin at a multiple of 8
        }
        var header = stream.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(header, header.Length - 8);
        return header;
    }

    public InvalidDataException Error(string place, string what) => new($"{_path}: {place}: {what}");

    private void Parse(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            Require(document.RootElement, JsonValueKind.Object, "header");
            foreach (var field in document.RootElement.EnumerateObject())
            {
                if (field.Name == MetadataName)
                {
                    AddMetadata(field.Value);
                }
                else if (!_entries.TryAdd(field.Name, Entry(field.Name, field.Value)))
                {
                    throw Error(field.Name, "the name occurs twice");
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)      // the latter: text that is no UTF-8
        {
            throw new InvalidDataException($"{_path}: header: no JSON: {error.Message}", error);
        }
    }

    private void AddMetadata(JsonElement fields)
    {
        Require(fields, JsonValueKind.Object, MetadataName);
        foreach (var field in fields.EnumerateObject())
        {
            Require(field.Value, JsonValueKind.String, $"{MetadataName}.{field.Name}");
            _metadata[field.Name] = field.Value.GetString()!;
        }
    }

    private SafeTensorsEntry Entry(string name, JsonElement value)
    {
        Require(value, JsonValueKind.Object, name);
        var dtype = Field(value, name, "dtype", JsonValueKind.String).GetString()!;
        var size = SafeTensorsEntry.SizeOf(dtype) ?? throw Error($"{name}.dtype", $"the format knows no \"{dtype}\"");
        var shape = Numbers(value, name, "shape");
        var offsets = Numbers(value, name, "data_offsets");
        if (offsets is not [var start, var end] || end < start)
        {
            throw Error($"{name}.data_offsets", $"expected [start, end] with start ≤ end, got [{string.Join(", ", offsets)}]");
        }
        var wanted = shape.Contains(0) ? 0 : shape.Aggregate((Int128)size, (product, n) => product > long.MaxValue ? product : product * n);      // no overflow: past a long it is wrong anyhow
        if (wanted != end - start)
        {
            throw Error(name, $"{ShapeTable.Format(shape)} of {dtype} wants {wanted} bytes, data_offsets give {end - start}");
        }
        return new(name, dtype, shape, start, end - start);
    }

    private void RequireCover(long bytes)
    {
        var at = 0L;
        foreach (var entry in _entries.Values.OrderBy(entry => entry.Start).ThenBy(entry => entry.Bytes))
        {
            if (entry.Start != at)
            {
                throw Error($"{entry.Name}.data_offsets", entry.Start > at ? $"a hole: nothing lies from {at} to {entry.Start}" : $"overlap: begins at {entry.Start}, where the tensor before ends at {at}");
            }
            at += entry.Bytes;
        }
        if (at != bytes)
        {
            throw Error("data", $"the tensors take {at} bytes, the file has {bytes} after its header");
        }
    }

    private long[] Numbers(JsonElement tensor, string name, string field) =>
        [.. Field(tensor, name, field, JsonValueKind.Array).EnumerateArray().Select(item =>
            item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var n) && n >= 0 ? n : throw Error($"{name}.{field}", $"expected whole numbers from 0 on, got {item}"))];

    private JsonElement Field(JsonElement tensor, string name, string field, JsonValueKind kind)
    {
        if (!tensor.TryGetProperty(field, out var value))
        {
            throw Error($"{name}.{field}", "missing");
        }
        Require(value, kind, $"{name}.{field}");
        return value;
    }

    private void Require(JsonElement value, JsonValueKind kind, string place)
    {
        if (value.ValueKind != kind)
        {
            throw Error(place, $"expected {kind}, got {value.ValueKind}");
        }
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string field, IEnumerable<long> numbers)
    {
        writer.WriteStartArray(field);
        foreach (var number in numbers)
        {
            writer.WriteNumberValue(number);
        }
        writer.WriteEndArray();
    }
}
