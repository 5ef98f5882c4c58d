// Where the cell functions send what is to be shown. The kernel process has one for its life.
using System.Text.Json.Nodes;

namespace Lab.Display;

/// <param name="publish">Takes the type of the message (display_data or update_display_data), the bundle, and the display's id.</param>
internal sealed class DisplayTarget(Action<string, JsonObject, string> publish)
{
    private int _count;

    public static DisplayTarget Current { get; set; } = new((_, _, _) => { });

    public DisplayedValue Show(object? value, string[] mimeTypes) => Publish(MimeBundle.Of(value, mimeTypes), mimeTypes);

    public DisplayedValue ShowRaw(string content, string mimeType) => Publish(new JsonObject { [mimeType] = MimeBundle.Content(mimeType, content) }, [mimeType]);

    public void Update(string id, object? value, string[] mimeTypes) => publish("update_display_data", MimeBundle.Of(value, mimeTypes), id);

    private DisplayedValue Publish(JsonObject bundle, string[] mimeTypes)
    {
        var id = $"display-{Interlocked.Increment(ref _count)}";
        publish("display_data", bundle, id);
        return new DisplayedValue(this, id, mimeTypes);
    }
}
