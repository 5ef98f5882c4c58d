// The formatters that a type brings along, found by the names of .NET Interactive's convention, so that a library needs to refer to no host:
// an attribute TypeFormatterSourceAttribute with the property FormatterSourceType, whose CreateTypeFormatters() gives objects
// with MimeType, Format(object, TextWriter) and perhaps Type. Source: Microsoft.DotNet.Interactive.Formatting, by its documentation.
using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Lab.Display;

internal static class TypeFormatters
{
    private static readonly ConcurrentDictionary<Type, TypeFormatter[]> s_known = new();

    /// <summary>The value's forms by MIME type; empty if its type brings no formatters. A formatter that throws is the cell's error.</summary>
    public static Dictionary<string, string> Format(object value)
    {
        var forms = new Dictionary<string, string>();
        foreach (var formatter in s_known.GetOrAdd(value.GetType(), Find))
        {
            using var text = new StringWriter { NewLine = "\n" };
            if (!forms.ContainsKey(formatter.MimeType) && formatter.Format(value, text))
            {
                forms[formatter.MimeType] = text.ToString();
            }
        }
        return forms;
    }

    private static TypeFormatter[] Find(Type type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (SourceOf(level) is { } source)
            {
                return [.. Create(source).Where(formatter => formatter.Type?.IsAssignableFrom(type) != false)];
            }
        }

        return [];
    }

    private static Type? SourceOf(Type type)
    {
        var attribute = type.GetCustomAttributes(inherit: false).FirstOrDefault(attribute => attribute.GetType().Name == "TypeFormatterSourceAttribute");
        return attribute?.GetType().GetProperty("FormatterSourceType")?.GetValue(attribute) as Type;
    }

    private static IEnumerable<TypeFormatter> Create(Type source)
    {
        var create = source.GetMethod("CreateTypeFormatters") ?? throw new InvalidOperationException($"{source.Name} has no method CreateTypeFormatters()");
        var formatters = (IEnumerable)Call(create, Activator.CreateInstance(source))!;
        return formatters.Cast<object>().Select(TypeFormatter.Of);
    }

    private static object? Call(MethodInfo method, object? target, params object?[] arguments)
    {
        try
        {
            return method.Invoke(target, arguments);
        }
        catch (TargetInvocationException error) when (error.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private sealed record TypeFormatter(string MimeType, Type? Type, Func<object, TextWriter, bool> Format)
    {
        public static TypeFormatter Of(object formatter)
        {
            var type = formatter.GetType();
            var format = type.GetMethods().FirstOrDefault(method => method.Name == "Format" && method.GetParameters() is [_, { ParameterType: var writer }] && writer == typeof(TextWriter));
            if (format is null || type.GetProperty("MimeType")?.GetValue(formatter) is not string mime)
            {
                throw new InvalidOperationException($"{type.Name} is no formatter: it lacks MimeType or Format(object, TextWriter)");
            }

            return new TypeFormatter(mime, type.GetProperty("Type")?.GetValue(formatter) as Type, (value, text) => Call(format, formatter, value, text) is true);
        }
    }
}
