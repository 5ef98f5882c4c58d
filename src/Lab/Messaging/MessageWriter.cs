// Writes messages to a stream, one JSON object a line. Safe to call from any thread: a line is never torn.
using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lab.Messaging;

internal sealed class MessageWriter(Stream stream)
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private ArrayBufferWriter<byte> _line = new();
    private readonly Lock _lock = new();

    /// <exception cref="IOException">The other end is gone.</exception>
    public void Write(Message message)
    {
        lock (_lock)
        {
            _line.ResetWrittenCount();
            WriteJson(message);
            _line.Write("\n"u8);
            stream.Write(_line.WrittenSpan);
            stream.Flush();
            if (_line.Capacity > 1 << 20)
                _line = new ArrayBufferWriter<byte>();    // one large picture must not hold its memory for the rest of the session
        }
    }

    private void WriteJson(Message message)
    {
        using var json = new Utf8JsonWriter(_line, s_options);
        json.WriteStartObject();
        WriteProperty(json, "header", message.Header);
        WriteProperty(json, "parent_header", message.ParentHeader);
        WriteProperty(json, "metadata", message.Metadata);
        WriteProperty(json, "content", message.Content);
        json.WriteString("channel", message.Channel);
        json.WriteStartArray("buffers");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, JsonObject value)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
    }
}
