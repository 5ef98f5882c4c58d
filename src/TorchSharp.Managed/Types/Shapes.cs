// Arithmetic on shapes: sizes, strides, broadcasting. Shapes are long[] as in TorchSharp.

namespace TorchSharp;

internal static class Shapes
{
    /// <summary>More dimensions than this are refused. NumPy has the same limit; PyTorch refuses more in most operations.</summary>
    internal const int MaxRank = 64;

    internal static void RequireRank(string op, ReadOnlySpan<long> shape)
    {
        if (shape.Length > MaxRank)
        {
            throw Fail.Error($"{op}: a tensor has at most {MaxRank} dimensions here, got {shape.Length:N0}");
        }
    }

    /// <summary>The number of elements. Too many dimensions, sizes below zero and products over what one buffer can hold are refused here, before anything is allocated.</summary>
    internal static long Numel(string op, ReadOnlySpan<long> shape, int elementSize = 1)
    {
        RequireRank(op, shape);
        long n = 1;
        var empty = false;
        foreach (var size in shape)
        {
            if (size < 0)
            {
                throw Fail.Shape(op, "sizes must be 0 or more", shape);
            }
            if (size == 0)
            {
                empty = true;
            }
            else if (n > Storage.MaxBytes / elementSize / size)
            {
                throw Fail.Shape(op, $"one tensor holds at most {Storage.MaxBytes:N0} bytes here", shape);
            }
            else
            {
                n *= size;
            }
        }
        return empty ? 0 : n;
    }

    internal static long[] ContiguousStrides(ReadOnlySpan<long> shape)
    {
        var strides = new long[shape.Length];
        long step = 1;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = step;
            step *= Math.Max(shape[i], 1);
        }
        return strides;
    }

    internal static bool IsContiguous(ReadOnlySpan<long> shape, ReadOnlySpan<long> strides)
    {
        long step = 1;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            if (shape[i] == 0)
            {
                return true;
            }
            if (shape[i] != 1 && strides[i] != step)
            {
                return false;
            }
            step *= shape[i];
        }
        return true;
    }

    /// <summary>The common shape of two operands, aligned at the last dimension.</summary>
    internal static long[] Broadcast(string op, long[] a, long[] b)
    {
        if (a.AsSpan().SequenceEqual(b))
        {
            return a;
        }
        var result = new long[Math.Max(a.Length, b.Length)];
        for (var back = 1; back <= result.Length; back++)
        {
            var sa = back <= a.Length ? a[^back] : 1;
            var sb = back <= b.Length ? b[^back] : 1;
            if (sa != sb && sa != 1 && sb != 1)
            {
                throw Fail.Broadcast(op, a, b, back);
            }
            result[^back] = sa == 1 ? sb : sa;
        }
        Numel(op, result);
        return result;
    }

    /// <summary>The strides under which a tensor reads as if it had the broadcast shape: 0 where its own size is 1 and the other's is not.</summary>
    internal static long[] BroadcastStrides(long[] shape, long[] strides, long[] target)
    {
        if (ReferenceEquals(shape, target) || shape.AsSpan().SequenceEqual(target))
        {
            return strides;
        }
        var result = new long[target.Length];
        for (var back = 1; back <= shape.Length; back++)
        {
            result[^back] = shape[^back] == 1 && target[^back] != 1 ? 0 : strides[^back];
        }
        return result;
    }

    /// <summary>A dimension as 0 … ndim-1. A tensor without dimensions accepts 0 and -1, as in PyTorch.</summary>
    internal static int Dim(string op, long dim, int ndim)
    {
        var n = Math.Max(ndim, 1);
        if (dim < -n || dim >= n)
        {
            throw Fail.DimOutOfRange(op, dim, ndim);
        }
        return (int)(dim < 0 ? dim + n : dim);
    }

    /// <summary>A shape in which at most one size may be -1, to be filled from the number of elements.</summary>
    internal static long[] Infer(string op, long numel, ReadOnlySpan<long> wanted, long[] from)
    {
        var result = wanted.ToArray();
        var hole = -1;
        for (var i = 0; i < result.Length; i++)
        {
            if (result[i] == -1 && hole < 0)
            {
                hole = i;
            }
            else if (result[i] < 0)
            {
                throw Fail.Error($"{op}: {Fail.Show(wanted)} is not a shape: at most one size may be -1, the others 0 or more");
            }
        }
        var known = Numel(op, [.. result.Where((_, i) => i != hole)]);
        if (hole >= 0 && known > 0 && numel % known == 0)
        {
            result[hole] = numel / known;
            known *= result[hole];
        }
        if (known != numel || (hole >= 0 && result[hole] < 0))
        {
            throw Fail.Error($"{op}: shape {Fail.Show(wanted)} is invalid for {Fail.Show(from)}, which has {numel} element(s)");
        }
        return result;
    }
}
