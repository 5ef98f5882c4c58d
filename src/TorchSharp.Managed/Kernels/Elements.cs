// Kernels that go element by element, for what is not worth lanes: copies between layouts and types, comparisons, choices between two tensors.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A question about two elements.</summary>
internal interface ICompare
{
    static abstract bool Holds<T>(T x, T y) where T : unmanaged, IComparisonOperators<T, T, bool>;
}

internal readonly struct Equal : ICompare
{
    public static bool Holds<T>(T x, T y) where T : unmanaged, IComparisonOperators<T, T, bool> => x == y;
}

internal readonly struct NotEqual : ICompare
{
    public static bool Holds<T>(T x, T y) where T : unmanaged, IComparisonOperators<T, T, bool> => x != y;
}

internal readonly struct Less : ICompare
{
    public static bool Holds<T>(T x, T y) where T : unmanaged, IComparisonOperators<T, T, bool> => x < y;
}

internal readonly struct LessOrEqual : ICompare
{
    public static bool Holds<T>(T x, T y) where T : unmanaged, IComparisonOperators<T, T, bool> => x <= y;
}

internal static class Elements
{
    /// <summary>A dense tensor with the elements of a tensor of any layout, in another type where one is asked for (floats are cut to integers towards 0).</summary>
    internal static Tensor Copy(Tensor x, ScalarType dtype)
    {
        var result = Tensor.New(x.Sizes, dtype);
        CopyInto(x, result);
        return result;
    }

    /// <summary>Writes x, broadcast to the target's shape, into the target, which may have any layout.</summary>
    internal static void CopyInto(Tensor x, Tensor target)
    {
        switch (x.dtype)
        {
            case ScalarType.Float32: CopyFrom<float>(x, target); break;
            case ScalarType.Float64: CopyFrom<double>(x, target); break;
            case ScalarType.Int64: CopyFrom<long>(x, target); break;
            case ScalarType.Int32: CopyFrom<int>(x, target); break;
            case ScalarType.Bool: CopyFrom<byte>(x, target); break;
            default: throw DTypes.Unsupported(x.dtype);
        }
        GC.KeepAlive(x);
        GC.KeepAlive(target);
    }

    internal static Tensor Compare<TOp>(string op, Tensor x, Tensor y) where TOp : ICompare
    {
        var result = Tensor.New(Shapes.Broadcast(op, x.Sizes, y.Sizes), ScalarType.Bool);
        switch (x.dtype)
        {
            case ScalarType.Float32: Compare<float, TOp>(x, y, result); break;
            case ScalarType.Float64: Compare<double, TOp>(x, y, result); break;
            case ScalarType.Int64: Compare<long, TOp>(x, y, result); break;
            case ScalarType.Int32: Compare<int, TOp>(x, y, result); break;
            case ScalarType.Bool: Compare<byte, TOp>(x, y, result); break;
            default: throw DTypes.Unsupported(x.dtype);
        }
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        return result;
    }

    /// <summary>x where the condition holds, y elsewhere; all three broadcast together.</summary>
    internal static Tensor Where(string op, Tensor condition, Tensor x, Tensor y)
    {
        var shape = Shapes.Broadcast(op, Shapes.Broadcast(op, condition.Sizes, x.Sizes), y.Sizes);
        condition.Live(op);
        x.Live(op);
        y.Live(op);
        var result = Tensor.New(shape, x.dtype);
        switch (x.dtype.Size())
        {
            case 4: Where<int>(condition, x, y, result); break;
            case 8: Where<long>(condition, x, y, result); break;
            default: Where<byte>(condition, x, y, result); break;
        }
        GC.KeepAlive(condition);
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        return result;
    }

    /// <summary>A function of two elements, for what has no lanes. Both operands have the type T; they broadcast.</summary>
    internal static Tensor Map<T>(string op, Tensor x, Tensor y, Func<T, T, T> function) where T : unmanaged
    {
        var result = Tensor.New(Shapes.Broadcast(op, x.Sizes, y.Sizes), x.dtype);
        if (result.Count == 0)
        {
            return result;
        }
        var rows = Rows.Over(result.Sizes, Shapes.BroadcastStrides(x.Sizes, x.Strides, result.Sizes), Shapes.BroadcastStrides(y.Sizes, y.Strides, result.Sizes));
        int sx = rows.Steps[0], sy = rows.Steps[1];
        var walk = rows.From(0);
        for (var row = 0; row < rows.Count; row++, walk.Next())
        {
            ref var a = ref x.At<T>(walk.Start(0));
            ref var b = ref y.At<T>(walk.Start(1));
            ref var r = ref result.At<T>((long)row * rows.Length);
            for (nint i = 0; i < rows.Length; i++)
            {
                Unsafe.Add(ref r, i) = function(Unsafe.Add(ref a, i * sx), Unsafe.Add(ref b, i * sy));
            }
        }
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        return result;
    }

    private static void CopyFrom<TFrom>(Tensor x, Tensor target) where TFrom : unmanaged, INumber<TFrom>
    {
        switch (target.dtype)
        {
            case ScalarType.Float32: Copy<TFrom, float>(x, target); break;
            case ScalarType.Float64: Copy<TFrom, double>(x, target); break;
            case ScalarType.Int64: Copy<TFrom, long>(x, target); break;
            case ScalarType.Int32: Copy<TFrom, int>(x, target); break;
            case ScalarType.Bool: Copy<TFrom, byte>(x, target); break;
            default: throw DTypes.Unsupported(target.dtype);
        }
    }

    private static void Copy<TFrom, TTo>(Tensor x, Tensor target) where TFrom : unmanaged, INumber<TFrom> where TTo : unmanaged, INumber<TTo>
    {
        if (target.Count == 0)
        {
            return;
        }
        if (typeof(TFrom) == typeof(TTo) && x.Dense && target.Dense && x.Count == target.Count)
        {
            x.Span<TFrom>().CopyTo(MemoryMarshal.Cast<TTo, TFrom>(target.Span<TTo>()));
            return;
        }
        var rows = Rows.Over(target.Sizes, Shapes.BroadcastStrides(x.Sizes, x.Strides, target.Sizes), target.Strides);
        if (target.Count <= Pointwise.Piece)
        {
            CopyRows<TFrom, TTo>(x, target, rows, 0, rows.Count);
            return;
        }
        CopyOnThreads<TFrom, TTo>(x, target, rows);
    }

    private static void CopyOnThreads<TFrom, TTo>(Tensor x, Tensor target, Rows rows) where TFrom : unmanaged, INumber<TFrom> where TTo : unmanaged, INumber<TTo>
    {
        var rowsAtOnce = Math.Max(1, Pointwise.Piece / rows.Length);
        Workers.For(Workers.Pieces(rows.Count, rowsAtOnce), piece =>
            CopyRows<TFrom, TTo>(x, target, rows, piece * rowsAtOnce, (int)Math.Min(rows.Count, (piece + 1L) * rowsAtOnce)));
    }

    private static void CopyRows<TFrom, TTo>(Tensor x, Tensor target, Rows rows, int first, int end) where TFrom : unmanaged, INumber<TFrom> where TTo : unmanaged, INumber<TTo>
    {
        int from = rows.Steps[0], to = rows.Steps[1];
        var walk = rows.From(first);
        for (var row = first; row < end; row++, walk.Next())
        {
            ref var source = ref x.At<TFrom>(walk.Start(0));
            ref var sink = ref target.At<TTo>(walk.Start(1));
            if (typeof(TFrom) == typeof(TTo) && from == 1 && to == 1)
            {
                MemoryMarshal.CreateSpan(ref source, rows.Length).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<TTo, TFrom>(ref sink), rows.Length));
                continue;
            }
            for (nint i = 0; i < rows.Length; i++)
            {
                Unsafe.Add(ref sink, i * to) = Convert<TFrom, TTo>(Unsafe.Add(ref source, i * from));
            }
        }
    }

    /// <summary>Bool is a byte of 0 or 1, so that any other number becomes 1 on its way there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo Convert<TFrom, TTo>(TFrom value) where TFrom : unmanaged, INumber<TFrom> where TTo : unmanaged, INumber<TTo>
    {
        if (typeof(TFrom) == typeof(TTo))
        {
            return (TTo)(object)value;
        }
        if (typeof(TTo) == typeof(byte))
        {
            return value == TFrom.Zero ? TTo.Zero : TTo.One;
        }
        return TTo.CreateSaturating(value);
    }

    private static void Compare<T, TOp>(Tensor x, Tensor y, Tensor result) where T : unmanaged, INumber<T> where TOp : ICompare
    {
        if (result.Count == 0)
        {
            return;
        }
        var rows = Rows.Over(result.Sizes, Shapes.BroadcastStrides(x.Sizes, x.Strides, result.Sizes), Shapes.BroadcastStrides(y.Sizes, y.Strides, result.Sizes));
        int sx = rows.Steps[0], sy = rows.Steps[1];
        var walk = rows.From(0);
        for (var row = 0; row < rows.Count; row++, walk.Next())
        {
            ref var a = ref x.At<T>(walk.Start(0));
            ref var b = ref y.At<T>(walk.Start(1));
            ref var r = ref result.At<byte>((long)row * rows.Length);
            for (nint i = 0; i < rows.Length; i++)
            {
                Unsafe.Add(ref r, i) = TOp.Holds(Unsafe.Add(ref a, i * sx), Unsafe.Add(ref b, i * sy)) ? (byte)1 : (byte)0;
            }
        }
    }

    private static void Where<T>(Tensor condition, Tensor x, Tensor y, Tensor result) where T : unmanaged
    {
        if (result.Count == 0)
        {
            return;
        }
        var shape = result.Sizes;
        var rows = Rows.Over(shape, Shapes.BroadcastStrides(condition.Sizes, condition.Strides, shape),
            Shapes.BroadcastStrides(x.Sizes, x.Strides, shape), Shapes.BroadcastStrides(y.Sizes, y.Strides, shape));
        int sc = rows.Steps[0], sx = rows.Steps[1], sy = rows.Steps[2];
        var walk = rows.From(0);
        for (var row = 0; row < rows.Count; row++, walk.Next())
        {
            ref var c = ref condition.At<byte>(walk.Start(0));
            ref var a = ref x.At<T>(walk.Start(1));
            ref var b = ref y.At<T>(walk.Start(2));
            ref var r = ref result.At<T>((long)row * rows.Length);
            for (nint i = 0; i < rows.Length; i++)
            {
                Unsafe.Add(ref r, i) = Unsafe.Add(ref c, i * sc) != 0 ? Unsafe.Add(ref a, i * sx) : Unsafe.Add(ref b, i * sy);
            }
        }
    }
}
