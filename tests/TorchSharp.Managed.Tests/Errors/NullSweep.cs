// Every public constructor, method, operator, indexer and setter of the engine, and what it does with a null in one place.

using System.Reflection;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Errors;

internal static class NullSweep
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>A question about a null has an answer.</summary>
    private static readonly string[] s_questions = ["Equals", "op_Equality", "op_Inequality", "Contains", "IndexOf", "Remove", "ApproximatelyEquals", "is_tensor"];

    /// <summary>The parameters that allow no null. Reflection cannot pass spans, and out has nothing to refuse.</summary>
    internal static IEnumerable<(MethodBase Method, ParameterInfo Parameter)> Places =>
        from type in typeof(torch).Assembly.GetExportedTypes()
        where !type.IsInterface && !typeof(Delegate).IsAssignableFrom(type)
        from method in Members(Closed(type))
        where !method.GetParameters().Any(p => p.ParameterType.IsByRefLike || p.IsOut) && !(method is MethodInfo { ReturnType.IsByRefLike: true })
        from parameter in method.GetParameters()
        where !ArgumentSweep.MayBeNull(parameter) && !MayBeNull(method, parameter)
        select (method, parameter);

    /// <summary>What comes of a null there; null where it is an ArgumentException.</summary>
    internal static string? With(MethodBase method, ParameterInfo parameter)
    {
        var arguments = ArgumentSweep.PlainArguments(method);
        arguments[parameter.Position] = null;
        try
        {
            var result = method is ConstructorInfo constructor ? constructor.Invoke(arguments) : method.Invoke(method.IsStatic ? null : PlainValues.Of(method.DeclaringType!), arguments);
            // What is computed on demand, is demanded.
            _ = result is System.Collections.IEnumerable and not Tensor and not nn.Module ? ((System.Collections.IEnumerable)result).Cast<object>().Count() : 0;
            return "nothing";
        }
        catch (TargetInvocationException error)
        {
            return error.InnerException is ArgumentException ? null : error.InnerException!.ToString();
        }
    }

    private static bool MayBeNull(MethodBase method, ParameterInfo parameter) =>
        s_questions.Contains(method.Name)
        // As in TorchSharp, scopes take nulls and have nothing to do with them.
        || (method.DeclaringType == typeof(DisposeScope) && parameter.ParameterType == typeof(IDisposable))
        // An optimizer fills in the options that a group lacks.
        || (method.DeclaringType!.Name.StartsWith("ParamGroup", StringComparison.Ordinal) && typeof(OptimizerOptions).IsAssignableFrom(parameter.ParameterType))
        // It stands there to be refused.
        || (method.Name == "op_Implicit" && parameter.ParameterType == typeof(Scalar));

    private static IEnumerable<MethodBase> Members(Type type) =>
        [.. type.GetMethods(Declared).Where(method => !method.IsAbstract && (method.IsStatic || !type.IsAbstract || PlainValues.Of(type) is not null)).Select(Closed), .. type.IsAbstract ? [] : type.GetConstructors(Declared & ~BindingFlags.Static)];

    private static Type Closed(Type type) => type.ContainsGenericParameters ? type.MakeGenericType([.. type.GetGenericArguments().Select(Fitting)]) : type;

    private static MethodInfo Closed(MethodInfo method) => method.ContainsGenericParameters ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(Fitting)]) : method;

    private static Type Fitting(Type parameter) =>
        parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) ? typeof(float)
        : parameter.GetGenericParameterConstraints() is not [var constraint, ..] ? (parameter.DeclaringMethod is null ? typeof(Tensor) : typeof(float))
        : !constraint.IsAssignableTo(typeof(nn.Module)) ? constraint
        : parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? typeof(Modules.Net)
        : typeof(TorchSharp.Modules.Linear);
}
