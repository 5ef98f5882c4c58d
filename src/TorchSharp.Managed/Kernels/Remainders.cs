// Remainders of single numbers. C#'s % is C's fmod, exact on every machine; it alone rounds towards 0.

using System.Numerics;

namespace TorchSharp;

internal static class Remainders
{
    /// <summary>With the dividend's sign. The least integer by -1 is 0 here, where C# would throw.</summary>
    internal static T Trunc<T>(T x, T y) where T : INumber<T> => y == -T.One && T.IsInteger(x) ? T.Zero : x % y;

    /// <summary>With the divisor's sign.</summary>
    internal static T Floor<T>(T x, T y) where T : INumber<T>
    {
        var rest = Trunc(x, y);
        return rest != T.Zero && T.IsNegative(rest) != T.IsNegative(y) ? rest + y : rest;
    }
}
