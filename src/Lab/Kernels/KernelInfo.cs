// What the kernel says of itself. The language's name and version are those of .NET Interactive's C# kernel, which notebooks carry.
using System.Text.Json.Nodes;
using Lab.Messaging;

namespace Lab.Kernels;

internal static class KernelInfo
{
    public static JsonObject Content() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = Message.ProtocolVersion,
        ["implementation"] = "lab",
        ["implementation_version"] = typeof(KernelInfo).Assembly.GetName().Version!.ToString(3),
        ["language_info"] = LanguageInfo(),
        ["banner"] = "The Lab: C# notebooks",
        ["help_links"] = new JsonArray(),
    };

    /// <summary>Jupyter's language_info, as a notebook's metadata holds it.</summary>
    public static JsonObject LanguageInfo() => new()
    {
        ["file_extension"] = ".cs",
        ["mimetype"] = "text/x-csharp",
        ["name"] = "C#",
        ["pygments_lexer"] = "csharp",
        ["version"] = "13.0",
    };
}
