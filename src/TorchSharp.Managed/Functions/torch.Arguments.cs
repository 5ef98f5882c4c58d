// What every public entry asks of its arguments first.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>ArgumentNullException.ThrowIfNull as an expression.</summary>
    internal static T NotNull<T>([NotNull] T? argument, [CallerArgumentExpression(nameof(argument))] string? name = null) where T : class
    {
        ArgumentNullException.ThrowIfNull(argument, name);
        return argument;
    }

    /// <summary>The elements of a list, none of which is null.</summary>
    /// <exception cref="ArgumentNullException">The list is null, or an element is: the message names its index.</exception>
    internal static T[] NoNulls<T>(string op, [NotNull] IEnumerable<T>? list, [CallerArgumentExpression(nameof(list))] string? name = null) where T : class
    {
        ArgumentNullException.ThrowIfNull(list, name);
        var elements = list.ToArray();
        var at = Array.IndexOf(elements, null);
        return at < 0 ? elements : throw new ArgumentNullException(name, $"{op}: element {at} of {elements.Length} is null");
    }

    /// <summary>As <see cref="NoNulls"/>, of tensors that an operation reads: none was disposed either.</summary>
    /// <exception cref="InvalidOperationException">An element was disposed: the message names its index.</exception>
    internal static Tensor[] LiveTensors(string op, [NotNull] IEnumerable<Tensor>? list, [CallerArgumentExpression(nameof(list))] string? name = null)
    {
        var tensors = NoNulls(op, list, name);
        var at = Array.FindIndex(tensors, tensor => tensor.IsInvalid);
        return at < 0 ? tensors : throw Fail.Disposed(op, $"tensor at {at} of {tensors.Length}", tensors[at].Sizes);
    }
}
