// Reads a config and says what is wrong with it, in one line with the place. The walk goes by the record types' own description, the same that the schema is made from, so there is no second list of keys.
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TinyTransformer.Cli;

internal static class ConfigReader
{
    private const string HalfPair = "a half of a surrogate pair (\\uD800 to \\uDFFF) is no character";

    /// <exception cref="UserError">The file cannot be read, is no JSON, or holds a key or a value that it must not; the message names the place.</exception>
    public static RunConfig Read(string path)
    {
        using var json = Parse(path);
        try
        {
            Check(json.RootElement, typeof(RunConfig), "");
            return (RunConfig)Bind(json.RootElement, typeof(RunConfig), "");
        }
        catch (ConfigError error)
        {
            throw new UserError($"{path}: {error.Message}", error);
        }
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(TextFile.ReadText(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            throw new UserError($"{path}: not valid JSON: {error.Message}", error);
        }
        catch (InvalidOperationException error)
        {
            throw new UserError($"{path}: {HalfPair}", error);               // in a key
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UserError(error.Message.Contains(path, StringComparison.Ordinal) ? error.Message : $"{path}: {error.Message}", error);
        }
    }

    // Keys, kinds of values and names, all the way down.
    private static void Check(JsonElement value, Type type, string place)
    {
        var info = ConfigJson.Options.GetTypeInfo(type);
        if (info.Kind == JsonTypeInfoKind.Object)
        {
            CheckObject(value, info, place);
        }
        else if (info.Kind == JsonTypeInfoKind.Enumerable)
        {
            Require(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0, place, "a list of at least one", value);
            foreach (var (i, item) in value.EnumerateArray().Index())
            {
                Check(item, info.ElementType!, $"{place}[{i}]");
            }
        }
        else
        {
            CheckScalar(value, Nullable.GetUnderlyingType(type) ?? type, isNullable: !type.IsValueType || Nullable.GetUnderlyingType(type) is not null, place);
        }
    }

    private static void CheckObject(JsonElement value, JsonTypeInfo info, string place)
    {
        Require(value.ValueKind == JsonValueKind.Object, place.Length > 0 ? place : "the file", "an object { … }", value);
        var discriminator = info.PolymorphismOptions?.TypeDiscriminatorPropertyName;
        if (info.PolymorphismOptions is { } kinds)
        {
            info = ConfigJson.Options.GetTypeInfo(Kind(value, kinds, place));
        }
        var names = info.Properties.Select(property => property.Name).ToList();
        foreach (var member in value.EnumerateObject().Where(member => member.Name != discriminator))
        {
            var property = info.Properties.FirstOrDefault(property => property.Name == member.Name)
                ?? throw new ConfigError($"{Place(place, member.Name)}: there is no such key; {Nearest.Hint(member.Name, names, "the keys are")}");
            Check(member.Value, property.PropertyType, Place(place, member.Name));
        }
        foreach (var property in info.Properties.Where(property => property.IsRequired && !value.TryGetProperty(property.Name, out _)))
        {
            throw new ConfigError($"{Place(place, property.Name)}: missing");
        }
    }

    private static Type Kind(JsonElement value, JsonPolymorphismOptions kinds, string place)
    {
        var key = Place(place, kinds.TypeDiscriminatorPropertyName);
        var names = kinds.DerivedTypes.Select(derived => (string)derived.TypeDiscriminator!).ToList();
        if (!value.TryGetProperty(kinds.TypeDiscriminatorPropertyName, out var kind))
        {
            throw new ConfigError($"{key}: missing; it is one of {string.Join(", ", names)}");
        }
        CheckName(kind, names, key);
        return kinds.DerivedTypes[names.IndexOf(kind.GetString()!)].DerivedType;
    }

    private static void CheckScalar(JsonElement value, Type type, bool isNullable, string place)
    {
        if (isNullable && type != typeof(string) && value.ValueKind == JsonValueKind.Null)
        {
            return;
        }
        if (type.IsEnum)
        {
            CheckName(value, [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)], place);
            return;
        }
        var (isFine, expected) = Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => (value.ValueKind is JsonValueKind.True or JsonValueKind.False, "true or false"),
            TypeCode.Int32 => (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _), "a whole number"),
            TypeCode.Int64 => (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _), "a whole number"),
            TypeCode.Double => (value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()), "a number"),
            TypeCode.String => (value.ValueKind == JsonValueKind.String && Text(value, place) is not null, "a text in quotes"),
            _ => throw new NotSupportedException($"{place}: a config has no values of type {type.Name}"),
        };
        Require(isFine, place, expected, value);
    }

    private static void CheckName(JsonElement value, IReadOnlyList<string> names, string place)
    {
        Require(value.ValueKind == JsonValueKind.String, place, $"one of {string.Join(", ", names)}", value);
        if (Text(value, place) is var name && !names.Contains(name))
        {
            throw new ConfigError($"{place}: there is no \"{name}\"; {Nearest.Hint(name, names, "choose one of")}");
        }
    }

    private static string Text(JsonElement value, string place)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new ConfigError($"{place}: {HalfPair}");
        }
    }

    // Builds the records from the inside out, so that a value out of range is known by its place.
    private static object Bind(JsonElement value, Type type, string place)
    {
        var info = ConfigJson.Options.GetTypeInfo(type);
        if (info.Kind == JsonTypeInfoKind.Object)
        {
            var concrete = info.PolymorphismOptions is { } kinds ? ConfigJson.Options.GetTypeInfo(Kind(value, kinds, place)) : info;
            foreach (var property in concrete.Properties.Where(property => value.TryGetProperty(property.Name, out _) && ConfigJson.Options.GetTypeInfo(property.PropertyType).Kind == JsonTypeInfoKind.Object))
            {
                _ = Bind(value.GetProperty(property.Name), property.PropertyType, Place(place, property.Name));
            }
        }
        try
        {
            return value.Deserialize(info)!;
        }
        catch (ArgumentOutOfRangeException error) when (error.ParamName is { } name)
        {
            throw new ConfigError(Place(place, string.Concat(char.ToLowerInvariant(name[0]), Message(error)[1..])));
        }
        catch (JsonException error)
        {
            throw new ConfigError($"{(place.Length > 0 ? place + ": " : "")}{error.Message}");
        }
    }

    // .NET adds the parameter's name to the message of an ArgumentException.
    private static string Message(ArgumentException error) => error.Message.Split(" (Parameter '")[0];

    private static void Require(bool isFine, string place, string expected, JsonElement value)
    {
        if (!isFine)
        {
            throw new ConfigError($"{place}: expected {expected}, got {(value.ValueKind is JsonValueKind.Object ? "{ … }" : value.ValueKind is JsonValueKind.Array ? "[ … ]" : value.GetRawText())}");
        }
    }

    private static string Place(string place, string key) => place.Length > 0 ? $"{place}.{key}" : key;

    private sealed class ConfigError(string message) : Exception(message);
}
