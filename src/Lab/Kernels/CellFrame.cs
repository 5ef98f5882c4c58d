// One frame of a stack trace in a reader's words: "Foo(int n) in cell 5, line 3". The compiler's names for async methods,
// local functions and lambdas are turned back into those of the source.
using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Lab.Kernels;

internal static partial class CellFrame
{
    private static readonly string[] s_plumbing =
        ["System.Runtime.CompilerServices", "System.Runtime.ExceptionServices", "System.Threading.Tasks", "System.Threading", "System.Reflection"];

    /// <returns>Null for a frame that is none of the author's business.</returns>
    public static string? Describe(StackFrame frame)
    {
        if (frame.GetMethod() is not { DeclaringType: { } type } method || IsPlumbing(method, type))
        {
            return null;
        }

        var isMachine = method.Name == "MoveNext" && type.Name.StartsWith('<');
        var name = SourceNameOf(isMachine ? type.Name : method.Name);
        var owner = OwnerOf(type);
        var place = frame.GetFileLineNumber() is var line and > 0 && frame.GetFileName() is { } file ? $"{SourceName(file)}, line {line}" : null;
        if (name is null && owner is null)
        {
            return place ?? "a cell";
        }

        var call = Call(owner, name) + Parameters(method, isMachine);
        return place is null ? call : $"{call} in {place}";
    }

    /// <summary>Whether the frame is in the base library, between two that are somebody's own.</summary>
    public static bool IsFramework(StackFrame frame) => frame.GetMethod()?.DeclaringType?.Assembly == typeof(object).Assembly || frame.GetMethod()?.DeclaringType?.Assembly == typeof(Enumerable).Assembly;

    private static string Call(string? owner, string? name) => name switch
    {
        ".ctor" => $"new {owner}",
        ".cctor" => $"static {owner}",
        _ => $"{(owner is null ? "" : owner + ".")}{name ?? "(top level)"}",
    };

    /// <summary>A cell's label as it is, of a file its name alone: an output that is saved must not hold the folders of a machine.</summary>
    public static string SourceName(string path) => Path.GetFileName(path.Replace('\\', '/'));

    private static bool IsPlumbing(MethodBase method, Type type) =>
        type.Assembly == typeof(CellFrame).Assembly
        || type.Assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
        || s_plumbing.Contains(type.Namespace)
        || method.IsDefined(typeof(StackTraceHiddenAttribute))
        || type.IsDefined(typeof(StackTraceHiddenAttribute))
        || type == typeof(RuntimeMethodHandle)
        || method.Name == "<Factory>";

    /// <summary>The name in the source; null for the top level of a cell.</summary>
    private static string? SourceNameOf(string name)
    {
        if (MachineName().Match(name) is { Success: true } machine)
        {
            return SourceNameOf(machine.Groups[1].Value);
        }

        if (LocalFunctionName().Match(name) is { Success: true } local)
        {
            return local.Groups[1].Value;
        }

        if (LambdaName().IsMatch(name))
        {
            return "lambda";
        }

        return name.StartsWith('<') ? null : name;
    }

    /// <summary>The type that the source declares the method in; null for a cell's own methods.</summary>
    private static string? OwnerOf(Type type)
    {
        var named = type;
        while (named is { Name: ['<', ..], DeclaringType: { } outer })
        {
            named = outer;
        }

        return named.Name.StartsWith("Submission#", StringComparison.Ordinal) ? null : TypeName.Of(named);
    }

    private static string Parameters(MethodBase method, bool isMachine) => isMachine
        ? "(…)"
        : $"({string.Join(", ", method.GetParameters().Select(parameter => $"{TypeName.Of(parameter.ParameterType)} {parameter.Name}"))})";

    [GeneratedRegex(@"^<(.*)>d(__\d+)?(`\d+)?$")]
    private static partial Regex MachineName();

    [GeneratedRegex(@"^<.*>g__([^|]+)\|")]
    private static partial Regex LocalFunctionName();

    [GeneratedRegex("^<.*>b__")]
    private static partial Regex LambdaName();
}
