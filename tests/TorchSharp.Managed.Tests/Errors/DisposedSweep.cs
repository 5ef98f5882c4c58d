// Every public operation that takes tensors, called with arguments that it accepts, and then once for each tensor among them with that one disposed.

using System.Reflection;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Errors;

internal static class DisposedSweep
{
    // What all tensors of a call are: the first of these that the operation accepts.
    private static readonly Func<Tensor>[] s_kinds =
    [
        () => ones(2, 3), () => ones(3), () => ones(3, 3), () => ones([]), () => ones(2, 2, 2), () => ones([2, 3], int64), () => ones([3], int64), () => zeros([2], int64), () => ones([2, 3], ScalarType.Bool),
    ];

    /// <summary>A call that works, and the places of its tensors: -1 for the tensor itself, else the parameter's.</summary>
    internal sealed record Call(MethodInfo Method, Func<Tensor> Kind, int[] Places, int[] Optional)
    {
        /// <summary>What the call throws when the tensor at this place was disposed.</summary>
        internal Exception? Without(int place)
        {
            var (self, arguments) = Make(Method, Kind, Optional);
            First(place < 0 ? self! : arguments[place]!).Dispose();
            return ArgumentSweep.Call(Method, self, arguments);
        }
    }

    /// <summary>All calls, by the method's name; null where no kind of tensor is accepted.</summary>
    internal static Dictionary<string, Call?> Calls()
    {
        var calls = new Dictionary<string, Call?>();
        foreach (var (name, method) in ArgumentSweep.Methods)
        {
            int[] places = [.. method.IsStatic ? Array.Empty<int>() : [-1], .. method.GetParameters().Where(IsOfTensors).Select(p => p.Position)];
            if (places.Length > 0 && method.DeclaringType != typeof(optim))
            {
                calls[name] = Accepted(method, places);
            }
        }
        return calls;
    }

    private static Call? Accepted(MethodInfo method, int[] places)
    {
        int[] optional = [.. method.GetParameters().Where(p => IsOfTensors(p) && PlainValues.Of(p) is null).Select(p => p.Position)];
        foreach (var filled in optional.Length > 0 ? [optional, []] : (int[][])[[]])
        {
            foreach (var kind in s_kinds)
            {
                var (self, arguments) = Make(method, kind, filled);
                if (Works(method, self, arguments))
                {
                    return new Call(method, kind, [.. places.Except(optional), .. filled], filled);
                }
            }
        }
        return null;
    }

    private static bool Works(MethodInfo method, object? self, object?[] arguments)
    {
        try
        {
            var result = method.Invoke(self, arguments);
            return result is not IEnumerable<Tensor> many || many.Any();
        }
        catch (Exception error) when (error is TargetInvocationException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static (Tensor? Self, object?[] Arguments) Make(MethodInfo method, Func<Tensor> kind, int[] filled)
    {
        var arguments = ArgumentSweep.PlainArguments(method);
        foreach (var parameter in method.GetParameters().Where(IsOfTensors))
        {
            if (arguments[parameter.Position] is not null || filled.Contains(parameter.Position))
            {
                arguments[parameter.Position] = Filled(parameter, kind);
            }
        }
        return (method.IsStatic ? null : kind(), arguments);
    }

    private static object Filled(ParameterInfo parameter, Func<Tensor> kind)
    {
        var one = parameter.Name switch
        {
            "mask" or "condition" => ones_like(kind(), ScalarType.Bool),
            "index" => zeros_like(kind(), int64),
            _ => kind(),
        };
        return parameter.ParameterType == typeof(Tensor) ? one
            : parameter.ParameterType == typeof(TensorIndex[]) ? new[] { TensorIndex.Tensor(zeros([1], int64)) }
            : new[] { one };
    }

    private static bool IsOfTensors(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(Tensor) || parameter.ParameterType == typeof(TensorIndex[]) || (parameter.ParameterType != typeof(string) && parameter.ParameterType.IsAssignableFrom(typeof(Tensor[])) && parameter.ParameterType != typeof(object));

    private static Tensor First(object tensors) => tensors switch
    {
        Tensor tensor => tensor,
        TensorIndex[] indices => (Tensor)indices[0],
        _ => ((IEnumerable<Tensor>)tensors).First(),
    };
}
