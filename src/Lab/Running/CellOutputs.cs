// Gathers what one cell shows, out of the kernel's messages, in the form in which a notebook stores it.
// Texts of one stream in a row become one output, as in Jupyter.
using System.Text;
using System.Text.Json.Nodes;
using Lab.Messaging;

namespace Lab.Running;

internal sealed class CellOutputs
{
    private readonly List<Entry> _entries = [];

    /// <summary>How much it holds, in characters. What an update has replaced no longer counts.</summary>
    public long Size { get; private set; }

    public void Add(Message message)
    {
        switch (message.Type)
        {
            case "stream":
                AddText((string?)message.Content["name"] ?? "stdout", (string?)message.Content["text"] ?? "");
                break;
            case "display_data" or "execute_result":
                AddOutput(message, (string?)message.Content["transient"]?["display_id"]);
                break;
            case "update_display_data":
                Update(message, (string?)message.Content["transient"]?["display_id"]);
                break;
            case "error":
                AddOutput(message, null);
                break;
        }
    }

    public IReadOnlyList<JsonObject> ToJson() => [.. _entries.Select(entry => entry.ToJson())];

    private void AddText(string stream, string text)
    {
        Size += text.Length;
        if (_entries is not [.., { Text: not null } last] || last.Stream != stream)
        {
            _entries.Add(last = new Entry { Stream = stream, Text = new StringBuilder() });
        }

        last.Text.Append(text);
    }

    private void AddOutput(Message message, string? displayId)
    {
        var output = message.Content.DeepClone().AsObject();
        output.Remove("transient");
        output["output_type"] = message.Type;
        Size += SizeOf(output);
        _entries.Add(new Entry { Output = output, DisplayId = displayId });
    }

    private void Update(Message message, string? displayId)
    {
        foreach (var entry in _entries.Where(entry => displayId is not null && entry.DisplayId == displayId))
        {
            Size -= SizeOf(entry.Output);
            entry.Output!["data"] = message.Content["data"]?.DeepClone();
            entry.Output["metadata"] = message.Content["metadata"]?.DeepClone() ?? new JsonObject();
            Size += SizeOf(entry.Output);
        }
    }

    private static long SizeOf(JsonNode? node) => node switch
    {
        JsonObject map => map.Sum(entry => SizeOf(entry.Value)),
        JsonArray list => list.Sum(SizeOf),
        JsonValue value when value.TryGetValue(out string? text) => text.Length,
        _ => 8,
    };

    private sealed class Entry
    {
        public string? Stream { get; init; }

        public StringBuilder? Text { get; init; }

        public JsonObject? Output { get; init; }

        public string? DisplayId { get; init; }

        public JsonObject ToJson() => Output ?? new JsonObject { ["name"] = Stream, ["output_type"] = "stream", ["text"] = Text!.ToString() };
    }
}
