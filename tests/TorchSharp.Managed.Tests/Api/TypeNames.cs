// How the API list spells a type: C# keywords for the primitives, no namespaces, nested types with dots
// (torch.nn.Module<T, TResult>), `?` for Nullable<T>, tuples with their element names.
// Not here: the `?` of reference types, which belongs to a parameter or a result (ApiSignatures).

using System.Runtime.CompilerServices;

namespace TorchSharp.Managed.Tests.Api;

internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int",
        [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type) => Write(type, new Queue<string?>());

    /// <summary>With the tuple names that the compiler stored on <paramref name="source"/> (a parameter, a property, a field).</summary>
    public static string Of(Type type, System.Reflection.ICustomAttributeProvider source)
    {
        var names = source.GetCustomAttributes(typeof(TupleElementNamesAttribute), false).Cast<TupleElementNamesAttribute>().FirstOrDefault();
        return Write(type, new Queue<string?>(names?.TransformNames ?? []));
    }

    // `names` holds the tuple element names in the compiler's order: those of the outer tuple first, then those of its elements.
    private static string Write(Type type, Queue<string?> names)
    {
        if (type.IsByRef) return Write(type.GetElementType()!, names);
        if (type.IsPointer) return Write(type.GetElementType()!, names) + "*";
        if (type.IsArray) return Write(type.GetElementType()!, names) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (type.IsGenericParameter) return type.Name;
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        if (Nullable.GetUnderlyingType(type) is { } value) return Write(value, names) + "?";
        if (IsTuple(type)) return WriteTuple(type, names);
        return WriteNamed(type, type.GetGenericArguments(), names);
    }

    private static bool IsTuple(Type type) =>
        type.IsGenericType && !type.IsGenericTypeDefinition && type.IsValueType && type.Namespace == "System" && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal);

    // The list writes a tuple that mentions a type parameter as ValueTuple<T1, T2>, every other one as (A a, B b).
    private static string WriteTuple(Type type, Queue<string?> names)
    {
        var arguments = type.GetGenericArguments();
        var own = arguments.Select(_ => names.TryDequeue(out var name) ? name : null).ToArray();
        var elements = arguments.Select(a => Write(a, names)).ToArray();
        return type.ContainsGenericParameters
            ? "ValueTuple<" + string.Join(", ", elements) + ">"
            : "(" + string.Join(", ", elements.Zip(own, (e, name) => name is null ? e : e + " " + name)) + ")";
    }

    private static string WriteNamed(Type type, ReadOnlySpan<Type> arguments, Queue<string?> names)
    {
        var outer = type.DeclaringType is { } d && !type.IsGenericParameter ? d : null;
        var outerCount = outer?.GetGenericArguments().Length ?? 0;
        var prefix = outer is null ? "" : WriteNamed(outer, arguments[..outerCount], names) + ".";
        var name = type.Name.Split('`')[0];
        if (arguments.Length == outerCount) return prefix + name;
        var own = new List<string>();
        foreach (var argument in arguments[outerCount..]) own.Add(Write(argument, names));
        return prefix + name + "<" + string.Join(", ", own) + ">";
    }
}
