// A Jupyter message: what the kernel, the runner and every later client speak. Nothing here knows how it travels.
// Source: "Messaging in Jupyter", version 5.3.
using System.Text.Json.Nodes;

namespace Lab.Messaging;

/// <param name="ParentHeader">The header of the request that this answers; empty for a message of its own accord.</param>
/// <param name="Channel">shell, control or iopub.</param>
internal sealed record Message(JsonObject Header, JsonObject ParentHeader, JsonObject Metadata, JsonObject Content, string Channel)
{
    public const string ProtocolVersion = "5.3";

    public string Type => (string?)Header["msg_type"] ?? "";

    public string Id => (string?)Header["msg_id"] ?? "";

    public string ParentId => (string?)ParentHeader["msg_id"] ?? "";

    public string ParentType => (string?)ParentHeader["msg_type"] ?? "";

    /// <summary>A message in reply to (or in the course of) <paramref name="parent"/>; null for none.</summary>
    public static Message Create(string type, string channel, string session, JsonObject content, JsonObject? parent = null)
    {
        var header = new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"),
            ["session"] = session,
            ["username"] = "lab",
            ["date"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ"),
            ["msg_type"] = type,
            ["version"] = ProtocolVersion,
        };
        return new Message(header, parent ?? [], [], content, channel);
    }
}
