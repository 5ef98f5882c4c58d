// Reading and adding by index. A tensor is seen as (outer, size, inner) around the dimension that the index speaks of, dense. Additions happen in the order of
// the index, on one thread: two that meet in one place add up in the same order on every machine.

using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class Selection
{
    /// <summary>The sizes around a dimension.</summary>
    internal readonly record struct Around(int Outer, int Size, int Inner)
    {
        internal static Around Of(long[] shape, int dim)
        {
            long outer = 1, inner = 1;
            for (var d = 0; d < shape.Length; d++)
            {
                outer *= d < dim ? shape[d] : 1;
                inner *= d > dim ? shape[d] : 1;
            }
            return new((int)outer, shape.Length == 0 ? 1 : (int)shape[dim], (int)inner);
        }
    }

    /// <summary>The index as numbers, each checked against the size of the dimension that it points into.</summary>
    internal static int[] Places(string op, Tensor index, int dim, long[] shape)
    {
        var size = shape.Length == 0 ? 1 : shape[dim];
        var values = index.As(ScalarType.Int64).AsDense();
        var places = new int[values.Count];
        for (var i = 0; i < places.Length; i++)
        {
            var place = values.At<long>(i);
            if (place < 0 || place >= size)
            {
                throw Fail.Error($"{op}: index {place} is out of range for dimension {dim} of {Fail.Show(shape)}, which has size {size} (an index counts from 0, and not from the end)");
            }
            places[i] = (int)place;
        }
        GC.KeepAlive(values);
        return places;
    }

    /// <summary>result[o, i, :] = x[o, places[i], :], whole stretches of bytes.</summary>
    internal static void Read(Tensor x, int[] places, Tensor result, Around around)
    {
        var bytes = around.Inner * x.dtype.Size();
        var all = x.Bytes();
        var into = result.Bytes();
        for (var o = 0; o < around.Outer; o++)
        {
            for (var i = 0; i < places.Length; i++)
            {
                all.Slice((o * around.Size + places[i]) * bytes, bytes).CopyTo(into[((o * places.Length + i) * bytes)..]);
            }
        }
        GC.KeepAlive(x);
        GC.KeepAlive(result);
    }

    /// <summary>target[o, places[i], :] += source[o, i, :]</summary>
    internal static void Add<T>(Tensor target, int[] places, Tensor source, Around around) where T : unmanaged, IAdditionOperators<T, T, T>
    {
        var all = target.Span<T>();
        var from = source.Span<T>();
        for (var o = 0; o < around.Outer; o++)
        {
            for (var i = 0; i < places.Length; i++)
            {
                var row = all.Slice((o * around.Size + places[i]) * around.Inner, around.Inner);
                var more = from.Slice((o * places.Length + i) * around.Inner, around.Inner);
                for (var j = 0; j < row.Length; j++)
                {
                    row[j] += more[j];
                }
            }
        }
        GC.KeepAlive(target);
        GC.KeepAlive(source);
    }

    /// <summary>result[o, i, n] = x[o, places[o, i, n], n]; count is the size of the result along the dimension.</summary>
    internal static void ReadEach<T>(Tensor x, int[] places, Tensor result, Around around, int count) where T : unmanaged
    {
        var all = x.Span<T>();
        var into = result.Span<T>();
        for (var i = 0; i < places.Length; i++)
        {
            into[i] = all[Place(i, places[i], around, count)];
        }
        GC.KeepAlive(x);
        GC.KeepAlive(result);
    }

    /// <summary>target[o, places[o, i, n], n] += source[o, i, n]</summary>
    internal static void AddEach<T>(Tensor target, int[] places, Tensor source, Around around, int count) where T : unmanaged, IAdditionOperators<T, T, T>
    {
        var all = target.Span<T>();
        var from = source.Span<T>();
        for (var i = 0; i < places.Length; i++)
        {
            all[Place(i, places[i], around, count)] += from[i];
        }
        GC.KeepAlive(target);
        GC.KeepAlive(source);
    }

    private static int Place(int i, int place, Around around, int count) => (i / around.Inner / count * around.Size + place) * around.Inner + i % around.Inner;
}
