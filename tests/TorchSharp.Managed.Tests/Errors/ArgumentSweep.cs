// Every public method of torch, of its functions and of the tensor, called with arguments that are right in type and plain in value, so that a test may put one wrong one among them.

using System.Reflection;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Errors;

internal static class ArgumentSweep
{
    private static readonly NullabilityInfoContext s_nullability = new();

    private static readonly Type[] s_owners =
    [
        typeof(torch), typeof(nn), typeof(nn.functional), typeof(nn.init), typeof(nn.utils), typeof(linalg), typeof(autograd), typeof(optim), typeof(Tensor), typeof(TensorExtensionMethods),
    ];

    /// <summary>The methods whose arguments can be made and which change nothing that other tests see, by a name that tells overloads apart.</summary>
    internal static Dictionary<string, MethodInfo> Methods { get; } = s_owners
        .SelectMany(owner => owner.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(method => !method.Name.StartsWith("set_", StringComparison.Ordinal) && method.Name is not ("manual_seed" or "print"))
        .Where(method => !method.ContainsGenericParameters && method.GetParameters().All(p => p.ParameterType.IsByRefLike == false && PlainValues.Of(p.ParameterType) is not null))
        .ToDictionary(method => $"{method.DeclaringType!.Name}.{method}");

    internal static bool MayBeNull(ParameterInfo parameter) =>
        parameter.ParameterType.IsValueType || parameter.HasDefaultValue || s_nullability.Create(parameter).WriteState == NullabilityState.Nullable;

    /// <summary>What the method threw; null where it went well.</summary>
    internal static Exception? Call(MethodInfo method, object? self, object?[] arguments)
    {
        try
        {
            var result = method.Invoke(method.IsStatic ? null : self, arguments);
            // What is computed on demand, is demanded.
            _ = result is System.Collections.IEnumerable and not Tensor and not nn.Module ? ((System.Collections.IEnumerable)result).Cast<object>().Count() : 0;
            return null;
        }
        catch (TargetInvocationException error)
        {
            return error.InnerException;
        }
        catch (Exception error) when (error is not TargetException and not TargetParameterCountException and not ArgumentException)
        {
            return error;
        }
    }

    internal static object?[] PlainArguments(MethodBase method) => [.. method.GetParameters().Select(PlainValues.Of)];
}
