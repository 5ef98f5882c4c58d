// What a config file looks like, in one place: the reader, the schema and the copy beside a checkpoint all go by these options.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TinyTransformer.Cli;

internal static class ConfigJson
{
    // They follow from the tokenizer.
    private static readonly HashSet<string> s_derived = ["vocabularySize", "sourceVocabularySize", "paddingId"];

    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        IgnoreReadOnlyProperties = true,
        AllowOutOfOrderMetadataProperties = true,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutDerived } },
    };

    /// <summary>For messages: letters as they are.</summary>
    public static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A config in full, each default written out.</summary>
    public static string Write(RunConfig config) => JsonSerializer.Serialize(config, Options) + "\n";

    /// <summary>The same as a tree.</summary>
    public static JsonNode Node<T>(T config) => JsonSerializer.SerializeToNode(config, Options)!;

    private static void LeaveOutDerived(JsonTypeInfo type)
    {
        if (type.Type == typeof(TransformerConfig))
        {
            foreach (var property in type.Properties.Where(property => s_derived.Contains(property.Name)).ToList())
            {
                type.Properties.Remove(property);
            }
        }
    }
}
