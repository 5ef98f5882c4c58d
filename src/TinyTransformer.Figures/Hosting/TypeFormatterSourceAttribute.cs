namespace TinyTransformer;

// .NET Interactive and the Lab find this attribute by its name, whatever assembly defines it, so no package of theirs is referenced.
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = [];
}
