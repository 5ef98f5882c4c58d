// A shape, unpacked once at the top of a forward into its letters, and checked on the way.

using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>The sizes of a tensor's axes: <c>var (B, T, D) = x.Dims3();</c></summary>
public static class Dims
{
    /// <summary>The sizes of two axes.</summary>
    /// <exception cref="ArgumentException">The tensor has another number of axes.</exception>
    public static (long, long) Dims2(this Tensor x, [CallerArgumentExpression(nameof(x))] string name = "") =>
        x.shape is [var a, var b] ? (a, b) : throw Refused(name, "two axes", x);

    /// <summary>The sizes of three axes.</summary>
    /// <param name="last">What the last one must be; null: anything.</param>
    /// <exception cref="ArgumentException">The tensor has another number of axes, or another width.</exception>
    public static (long, long, long) Dims3(this Tensor x, long? last = null, [CallerArgumentExpression(nameof(x))] string name = "") =>
        x.shape is [var a, var b, var c] && c == (last ?? c) ? (a, b, c) : throw Refused(name, last is null ? "three axes" : $"(B, T, {last})", x);

    /// <summary>The sizes of four axes.</summary>
    /// <exception cref="ArgumentException">The tensor has another number of axes.</exception>
    public static (long, long, long, long) Dims4(this Tensor x, [CallerArgumentExpression(nameof(x))] string name = "") =>
        x.shape is [var a, var b, var c, var d] ? (a, b, c, d) : throw Refused(name, "four axes", x);

    private static ArgumentException Refused(string name, string expected, Tensor x) => new($"{name}: expected {expected}, got {ShapeTable.Format(x.shape)}");
}
