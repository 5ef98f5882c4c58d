// The words of the errors, in one place. Each names the operation, the operands with their shapes, and the dimension that disagrees.
// Types are TorchSharp's: what libtorch throws arrives there as ExternalException, and so it does here.

using System.Runtime.InteropServices;

namespace TorchSharp;

internal static class Fail
{
    internal static string Show(ReadOnlySpan<long> shape)
    {
        var parts = new string[shape.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = shape[i].ToString();
        }
        return parts.Length == 1 ? $"({parts[0]},)" : $"({string.Join(", ", parts)})";
    }

    internal static ExternalException Error(string message) => new(message);

    internal static ExternalException Broadcast(string op, long[] a, long[] b, int fromTheEnd) =>
        new($"{op}: shapes {Show(a)} and {Show(b)} do not broadcast: dimension -{fromTheEnd} is {a[^fromTheEnd]} in the first and {b[^fromTheEnd]} in the second; " +
            "sizes must be equal, or one of them 1");

    internal static ExternalException DimOutOfRange(string op, long dim, int ndim) =>
        new($"{op}: dimension {dim} is out of range for a tensor with {ndim} dimension(s): expected {-Math.Max(ndim, 1)} to {Math.Max(ndim, 1) - 1}");

    /// <summary>Of TorchSharp's type, and with its words for it.</summary>
    /// <param name="what">Which of the operation's tensors.</param>
    internal static InvalidOperationException Disposed(string op, string what, ReadOnlySpan<long> shape) =>
        new($"{op}: Tensor invalid -- empty handle. The {what} of shape {Show(shape)} was disposed: by Dispose(), by the end of its dispose scope, or because a Parameter took it over.");

    internal static ExternalException Shape(string op, string what, ReadOnlySpan<long> shape) => new($"{op}: {what}, got {Show(shape)}");
}
