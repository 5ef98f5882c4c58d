// A message as JSON: the frame {header, parent_header, metadata, content, channel, buffers} that Jupyter's web clients speak too.
using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lab.Messaging;

internal static class MessageJson
{
    /// <summary>How deep a message may nest: as deep as a notebook may, since what a cell shows becomes part of one.</summary>
    public const int MostDepth = 512;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(IBufferWriter<byte> target, Message message)
    {
        using var json = new Utf8JsonWriter(target, s_options);
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

    /// <summary>Reads a frame. One without a channel is for the shell.</summary>
    /// <exception cref="InvalidDataException">It is no message.</exception>
    public static Message Parse(ReadOnlySequence<byte> line)
    {
        JsonObject? json;
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = MostDepth });
            json = JsonNode.Parse(ref reader) as JsonObject;
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("a line that is no JSON", error);
        }
        return json is null
            ? throw new InvalidDataException("a line that is no message")
            : new Message(Part(json, "header"), Part(json, "parent_header"), Part(json, "metadata"), Part(json, "content"), (string?)json["channel"] ?? "shell");
    }

    private static JsonObject Part(JsonObject message, string name)
    {
        var part = message[name] as JsonObject ?? [];
        message.Remove(name);    // frees it from its parent, so that it may go into another message
        return part;
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, JsonObject value)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
    }
}
