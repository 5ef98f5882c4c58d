// A public type, by reflection, as the lines that torchsharp-api.txt has for it: `Header` for the type, `Lines` for what it declares.
// Public and protected members count. Not listed: accessors, private things, what the compiler generates, inherited members.
// As in the list, `?` marks nullable reference types at the top level of parameters and results only, not in properties, fields or type arguments.

using System.Reflection;
using System.Runtime.CompilerServices;

namespace TorchSharp.Managed.Tests.Api;

internal static class ApiSignatures
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly Dictionary<string, string> Operators = new()
    {
        ["op_Addition"] = "+", ["op_Subtraction"] = "-", ["op_Multiply"] = "*", ["op_Division"] = "/", ["op_Modulus"] = "%",
        ["op_BitwiseAnd"] = "&", ["op_BitwiseOr"] = "|", ["op_ExclusiveOr"] = "^", ["op_OnesComplement"] = "~", ["op_LogicalNot"] = "!",
        ["op_UnaryNegation"] = "-", ["op_UnaryPlus"] = "+", ["op_Equality"] = "==", ["op_Inequality"] = "!=", ["op_LessThan"] = "<",
        ["op_LessThanOrEqual"] = "<=", ["op_GreaterThan"] = ">", ["op_GreaterThanOrEqual"] = ">=", ["op_LeftShift"] = "<<", ["op_RightShift"] = ">>",
        ["op_Increment"] = "++", ["op_Decrement"] = "--", ["op_True"] = "true", ["op_False"] = "false",
    };

    /// <summary>"sealed class Linear", "struct torch.Size", ...: kind and name, without bases.</summary>
    public static string Header(Type type) => Kind(type) + " " + TypeNames.Of(type);

    public static IEnumerable<ApiMember> Lines(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(n => new ApiMember(n, $"{n} = {Convert.ToInt64(Enum.Parse(type, n))}", null));
        var constructors = type.GetConstructors(Declared).Where(c => !c.IsStatic && IsSeen(c)).Select(c => new ApiMember(".ctor", Constructor(c), c));
        var fields = type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly).Select(f => new ApiMember(f.Name, Field(f), f));
        var properties = type.GetProperties(Declared).Where(p => p.GetAccessors(true).Any(IsSeen)).Select(p => new ApiMember(p.Name, Property(p), p));
        var methods = type.GetMethods(Declared).Where(m => IsSeen(m) && IsMethod(m)).Select(m => new ApiMember(m.Name, Method(m), m));
        return constructors.Concat(fields).Concat(properties).Concat(methods);
    }

    private static bool IsSeen(MethodBase m) => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly;

    private static bool IsMethod(MethodInfo m) =>
        (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) && !m.Name.Contains('<', StringComparison.Ordinal) && !m.Name.Contains('.', StringComparison.Ordinal);

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static string Constructor(ConstructorInfo c) => Access(c) + TypeNames.Of(c.DeclaringType!) + Parameters(c.GetParameters());

    private static string Field(FieldInfo f) =>
        (f.IsPublic ? "" : "protected ") + (f.IsStatic ? "static " : "") + (f.IsInitOnly ? "readonly " : "") + TypeNames.Of(f.FieldType, f) + " " + f.Name + ";";

    private static string Property(PropertyInfo p)
    {
        var accessors = p.GetAccessors(true).Where(IsSeen).ToArray();
        var any = accessors.FirstOrDefault(a => a.IsPublic) ?? accessors[0];
        var indices = p.GetIndexParameters();
        var name = indices.Length == 0 ? p.Name : "this[" + string.Join(", ", indices.Select(i => Parameter(i, false))) + "]";
        return Access(any) + (any.IsStatic ? "static " : "") + (any.IsVirtual && !any.IsFinal ? "virtual " : "") + TypeNames.Of(p.PropertyType, p) + " " + name
            + " { " + (p.GetMethod is { } g && g.IsPublic == any.IsPublic && IsSeen(g) ? "get; " : "") + (p.SetMethod is { } s && s.IsPublic == any.IsPublic && IsSeen(s) ? "set; " : "") + "}";
    }

    private static string Method(MethodInfo m)
    {
        var extension = m.IsDefined(typeof(ExtensionAttribute), false);
        var result = TypeNames.Of(m.ReturnType, m.ReturnParameter);
        var modifiers = Access(m) + (m.IsStatic ? "static " : Slot(m));
        if (m.Name is "op_Implicit" or "op_Explicit")
            return modifiers + (m.Name == "op_Implicit" ? "implicit" : "explicit") + " operator " + result + Parameters(m.GetParameters()) + ";";
        if (m.IsSpecialName) return modifiers + result + " operator " + Operators[m.Name] + Parameters(m.GetParameters()) + ";";
        var generic = m.IsGenericMethod ? "<" + string.Join(", ", m.GetGenericArguments().Select(a => a.Name)) + ">" : "";
        var mark = IsNullable(m.ReturnParameter, write: false) ? "?" : "";
        return modifiers + result + mark + " " + m.Name + generic + Parameters(m.GetParameters(), extension) + Constraints(m) + ";";
    }

    private static string Access(MethodBase m) => m.IsPublic ? "" : "protected ";

    // The list calls an interface's methods virtual.
    private static string Slot(MethodInfo m) =>
        m.DeclaringType!.IsInterface ? "virtual "
        : m.GetBaseDefinition() != m ? "override "
        : m.IsAbstract ? "abstract " : m.IsVirtual && !m.IsFinal ? "virtual " : "";

    private static string Constraints(MethodInfo m) =>
        !m.IsGenericMethod ? "" : string.Concat(m.GetGenericArguments().Select(Constraint));

    private static string Constraint(Type parameter)
    {
        if (parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            return $" where {parameter.Name} : {(parameter.IsDefined(typeof(IsUnmanagedAttribute), false) ? "unmanaged" : "struct")}";
        }
        var types = parameter.GetGenericParameterConstraints();
        return types.Length == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", types.Select(TypeNames.Of))}";
    }

    private static string Parameters(ParameterInfo[] parameters, bool extension = false) =>
        "(" + string.Join(", ", parameters.Select(p => Parameter(p, extension && p.Position == 0))) + ")";

    private static string Parameter(ParameterInfo p, bool isThis)
    {
        var isParams = p.IsDefined(typeof(ParamArrayAttribute), false) || p.IsDefined(typeof(ParamCollectionAttribute), false);
        var passing = !p.ParameterType.IsByRef ? "" : p.IsOut ? "out " : p.IsIn ? "in " : "ref ";
        return (isThis ? "this " : "") + (isParams ? "params " : "") + passing + TypeNames.Of(p.ParameterType, p) + (IsNullable(p, write: true) ? "?" : "")
            + " " + p.Name + (p.HasDefaultValue ? " = " + Default(p) : "");
    }

    private static bool IsNullable(ParameterInfo p, bool write)
    {
        var type = p.ParameterType.IsByRef ? p.ParameterType.GetElementType()! : p.ParameterType;
        if (type.IsValueType || type == typeof(void)) return false;
        var info = new NullabilityInfoContext().Create(p);
        return (write ? info.WriteState : info.ReadState) == NullabilityState.Nullable;
    }

    private static string Default(ParameterInfo p)
    {
        var type = Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType;
        return p.RawDefaultValue switch
        {
            null => type.IsValueType && type == p.ParameterType ? "default" : "null",
            var v when type.IsEnum => EnumDefault(type, v),
            bool b => b ? "true" : "false",
            string s => "\"" + s + "\"",
            float f => f.ToString("R") + "f",
            double d => d.ToString("R"),
            var v => v.ToString()!,
        };
    }

    private static string EnumDefault(Type type, object value) =>
        Enum.GetName(type, Enum.ToObject(type, value)) is { } name ? TypeNames.Of(type) + "." + name : $"({TypeNames.Of(type)}){value}";
}

/// <summary>One declared member: its name, its line, and where it came from (null for a name of an enum).</summary>
internal sealed record ApiMember(string Name, string Line, MemberInfo? Source);
