// The order of rows. Equal elements keep their order, so that there is one right answer; a NaN is larger than any number.

using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class Sorting
{
    /// <summary>(rows, length) of any type -> (rows, length) of Int64: which element comes first, second, …</summary>
    internal static void Rows(Tensor x, Tensor order, int length, bool descending)
    {
        switch (x.dtype)
        {
            case ScalarType.Float32: Rows<float>(x, order, length, descending); break;
            case ScalarType.Float64: Rows<double>(x, order, length, descending); break;
            case ScalarType.Int64: Rows<long>(x, order, length, descending); break;
            case ScalarType.Int32: Rows<int>(x, order, length, descending); break;
            case ScalarType.Bool: Rows<byte>(x, order, length, descending); break;
            default: throw DTypes.Unsupported(x.dtype);
        }
        GC.KeepAlive(x);
    }

    private static void Rows<T>(Tensor x, Tensor order, int length, bool descending) where T : unmanaged, INumber<T>
    {
        if (length > 0)
        {
            Reduce.ForRows((int)(x.Count / length), length, row => Row<T>(x, order, (long)row * length, length, descending));
        }
    }

    private static void Row<T>(Tensor x, Tensor order, long first, int length, bool descending) where T : unmanaged, INumber<T>
    {
        var keys = new (T Value, int At)[length];
        for (var i = 0; i < length; i++)
        {
            keys[i] = (x.At<T>(first + i), i);
        }
        // The place decides between equals, which makes the order total and the sort stable.
        Array.Sort(keys, descending ? Descending : Ascending);
        for (var i = 0; i < length; i++)
        {
            order.At<long>(first + i) = keys[i].At;
        }
    }

    private static int Ascending<T>((T Value, int At) a, (T Value, int At) b) where T : INumber<T> =>
        Compare(a.Value, b.Value) is var c and not 0 ? c : a.At.CompareTo(b.At);

    private static int Descending<T>((T Value, int At) a, (T Value, int At) b) where T : INumber<T> =>
        Compare(b.Value, a.Value) is var c and not 0 ? c : a.At.CompareTo(b.At);

    private static int Compare<T>(T a, T b) where T : INumber<T> =>
        a < b ? -1 : a > b ? 1 : T.IsNaN(a) ? (T.IsNaN(b) ? 0 : 1) : T.IsNaN(b) ? -1 : 0;
}
