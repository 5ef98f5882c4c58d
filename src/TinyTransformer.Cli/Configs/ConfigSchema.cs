// The JSON schema of a config, made from the record types; what an editor shows at a key is its XML comment.
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TinyTransformer.Cli;

internal static partial class ConfigSchema
{
    /// <summary>The schema as data/checkpoints/configs/train.schema.json has it.</summary>
    public static string Write()
    {
        var comments = Comments(typeof(RunConfig).Assembly).Concat(Comments(typeof(TransformerConfig).Assembly)).ToDictionary();
        var schema = ConfigJson.Options.GetJsonSchemaAsNode(typeof(RunConfig), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Described(context, node, comments),
        }).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "A training run of the course library");
        return schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    private static JsonNode Described(JsonSchemaExporterContext context, JsonNode node, Dictionary<string, string> comments)
    {
        if (node is not JsonObject schema)
        {
            return node;
        }
        if (context.TypeInfo.Kind == System.Text.Json.Serialization.Metadata.JsonTypeInfoKind.Object && schema.ContainsKey("properties"))
        {
            schema["additionalProperties"] = false;
        }
        var property = context.PropertyInfo?.AttributeProvider as PropertyInfo;
        var key = property is not null ? $"P:{property.DeclaringType!.FullName}.{property.Name}" : $"T:{context.TypeInfo.Type.FullName}";
        if (comments.TryGetValue(key, out var comment) && !schema.ContainsKey("description"))
        {
            schema.Insert(0, "description", comment);
        }
        return schema;
    }

    private static IEnumerable<KeyValuePair<string, string>> Comments(Assembly assembly) =>
        from member in XDocument.Load(Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml")).Descendants("member")
        let summary = member.Element("summary")
        let name = member.Attribute("name")!.Value
        where summary is not null && name.StartsWith($"{name[0]}:{nameof(TinyTransformer)}.", StringComparison.Ordinal)
        select KeyValuePair.Create(name, Text(summary));

    // <see cref="P:A.B.C"/> says C.
    private static string Text(XElement summary) => Blanks().Replace(string.Concat(summary.Nodes().Select(node => node is XElement { Name.LocalName: "see" } see
        ? (see.Attribute("cref")?.Value ?? see.Attribute("langword")?.Value ?? "").Split('.', ':')[^1]
        : node is XElement inner ? inner.Value : $"{((XText)node).Value}")), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
