// Kernels that compute each element by itself: one or two operands in, a dense tensor out. Operands are read in place where their rows are dense or constant,
// and copied first where they are not. Large outputs are cut into pieces of a fixed size, whatever the number of threads.
// Fast because the operation is compiled into the loop (a type parameter, not a call for each element), so that vectors stay in registers and the memory sets the pace.
// The oracle in the tests: one number after the other (RandomPrograms/NaiveRunner.cs), and for functions 60-digit values (Golden/UlpTests.cs).

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class Pointwise
{
    /// <summary>Elements of one piece of work: about 10 µs, below which a second thread costs more than it brings.</summary>
    internal const int Piece = 1 << 15;

    internal static Tensor Unary<TOp>(Tensor x, [CallerMemberName] string op = "") where TOp : IUnary
    {
        x = x.AsDense(op);
        var result = Tensor.New(x.Sizes, x.dtype);
        switch (x.dtype)
        {
            case ScalarType.Float32: Unary<float, TOp>(x, result); break;
            case ScalarType.Float64: Unary<double, TOp>(x, result); break;
            case ScalarType.Int64: Unary<long, TOp>(x, result); break;
            case ScalarType.Int32: Unary<int, TOp>(x, result); break;
            default: throw DTypes.Unsupported(x.dtype);
        }
        GC.KeepAlive(x);
        return result;
    }

    /// <summary>Both operands must have the same type; the result has it too.</summary>
    internal static Tensor Binary<TOp>(string op, Tensor x, Tensor y) where TOp : IBinary
    {
        var shape = Shapes.Broadcast(op, x.Sizes, y.Sizes);
        var result = Tensor.New(shape, x.dtype);
        switch (x.dtype)
        {
            case ScalarType.Float32: Binary<float, TOp>(x, y, result); break;
            case ScalarType.Float64: Binary<double, TOp>(x, y, result); break;
            case ScalarType.Int64: Binary<long, TOp>(x, y, result); break;
            case ScalarType.Int32: Binary<int, TOp>(x, y, result); break;
            case ScalarType.Bool: Binary<byte, TOp>(x, y, result); break;
            default: throw DTypes.Unsupported(x.dtype);
        }
        return result;
    }

    private static void Unary<T, TOp>(Tensor x, Tensor result) where T : unmanaged where TOp : IUnary
    {
        var n = (int)x.Count;
        if (n <= Piece)
        {
            UnaryRow<T, TOp>(ref x.At<T>(), ref result.At<T>(), n);
            return;
        }
        Workers.For(Workers.Pieces(n, Piece), i =>
            UnaryRow<T, TOp>(ref x.At<T>((long)i * Piece), ref result.At<T>((long)i * Piece), Math.Min(Piece, n - i * Piece)));
    }

    private static void UnaryRow<T, TOp>(ref T x, ref T r, int n) where T : unmanaged where TOp : IUnary
    {
        var whole = n & -Lanes.Count<T>();
        UnaryBlocks<T, TOp>(ref x, ref r, whole);
        if (whole < n)
        {
            var last = Lanes.LoadPartial(ref x, whole, n - whole);
            ref var lanes = ref Unsafe.As<Vector512<T>, T>(ref last);
            UnaryBlocks<T, TOp>(ref lanes, ref lanes, Lanes.Count<T>());
            Lanes.StorePartial(last, ref r, whole, n - whole);
        }
    }

    /// <summary>Whole blocks. A method of its own, in which the operation stands once: the compiler writes only so much in full, and a long operation would become calls.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UnaryBlocks<T, TOp>(ref T x, ref T r, nint n) where T : unmanaged where TOp : IUnary
    {
        for (nint i = 0; i < n; i += Lanes.Count<T>())
        {
            Lanes.Store(TOp.Apply(Lanes.Load(ref x, i)), ref r, i);
        }
    }

    private static void Binary<T, TOp>(Tensor x, Tensor y, Tensor result) where T : unmanaged where TOp : IBinary
    {
        if (x.Dense && y.Dense && x.Count == result.Count && y.Count == result.Count)
        {
            BinaryRows<T, TOp>(x, y, result, (int)result.Count);
        }
        else
        {
            BinaryBroadcast<T, TOp>(x, y, result);
        }
        GC.KeepAlive(x);
        GC.KeepAlive(y);
    }

    private static void BinaryRows<T, TOp>(Tensor x, Tensor y, Tensor result, int n) where T : unmanaged where TOp : IBinary
    {
        if (n <= Piece)
        {
            BinaryRow<T, TOp>(ref x.At<T>(), 1, ref y.At<T>(), 1, ref result.At<T>(), n);
            return;
        }
        BinaryPieces<T, TOp>(x, y, result, n);
    }

    private static void BinaryPieces<T, TOp>(Tensor x, Tensor y, Tensor result, int n) where T : unmanaged where TOp : IBinary =>
        Workers.For(Workers.Pieces(n, Piece), i =>
        {
            var at = (long)i * Piece;
            BinaryRow<T, TOp>(ref x.At<T>(at), 1, ref y.At<T>(at), 1, ref result.At<T>(at), Math.Min(Piece, n - i * Piece));
        });

    private static void BinaryBroadcast<T, TOp>(Tensor x, Tensor y, Tensor result) where T : unmanaged where TOp : IBinary
    {
        if (result.Count == 0)
        {
            return;
        }
        var rows = Align(ref x, ref y, result.Sizes);
        int n = rows.Length, sx = rows.Steps[0], sy = rows.Steps[1];
        var rowsAtOnce = Math.Max(1, Piece / n);
        Workers.For(Workers.Pieces(rows.Count, rowsAtOnce), i =>
        {
            var walk = rows.From(i * rowsAtOnce);
            for (var row = i * rowsAtOnce; row < Math.Min((i + 1L) * rowsAtOnce, rows.Count); row++, walk.Next())
            {
                BinaryRow<T, TOp>(ref x.At<T>(walk.Start(0)), sx, ref y.At<T>(walk.Start(1)), sy, ref result.At<T>((long)row * n), n);
            }
        });
    }

    /// <summary>The walk over both operands, in which each steps by 0 or 1 within a row; an operand that steps otherwise is made dense first.</summary>
    private static Rows Align(ref Tensor x, ref Tensor y, long[] shape)
    {
        var rows = Rows.Over(shape, Shapes.BroadcastStrides(x.Sizes, x.Strides, shape), Shapes.BroadcastStrides(y.Sizes, y.Strides, shape));
        if (rows.Steps[0] is 0 or 1 && rows.Steps[1] is 0 or 1)
        {
            return rows;
        }
        x = x.AsDense();
        y = y.AsDense();
        return Rows.Over(shape, Shapes.BroadcastStrides(x.Sizes, x.Strides, shape), Shapes.BroadcastStrides(y.Sizes, y.Strides, shape));
    }

    private static void BinaryRow<T, TOp>(ref T x, int sx, ref T y, int sy, ref T r, int n) where T : unmanaged where TOp : IBinary
    {
        var whole = n & -Lanes.Count<T>();
        if (sx == 1 && sy == 1)
        {
            BinaryBlocks<T, TOp>(ref x, ref y, ref r, whole);
        }
        else
        {
            BinaryWithConstant<T, TOp>(ref x, sx, ref y, sy, ref r, whole);
        }
        if (whole < n)
        {
            var rest = n - whole;
            var lastX = sx == 1 ? Lanes.LoadPartial(ref x, whole, rest) : Vector512.Create(x);
            var lastY = sy == 1 ? Lanes.LoadPartial(ref y, whole, rest) : Vector512.Create(y);
            ref var lanes = ref Unsafe.As<Vector512<T>, T>(ref lastX);
            BinaryBlocks<T, TOp>(ref lanes, ref Unsafe.As<Vector512<T>, T>(ref lastY), ref lanes, Lanes.Count<T>());
            Lanes.StorePartial(lastX, ref r, whole, rest);
        }
    }

    /// <summary>Whole blocks of two dense rows; as for one, in a method of its own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void BinaryBlocks<T, TOp>(ref T x, ref T y, ref T r, nint n) where T : unmanaged where TOp : IBinary
    {
        for (nint i = 0; i < n; i += Lanes.Count<T>())
        {
            Lanes.Store(TOp.Apply(Lanes.Load(ref x, i), Lanes.Load(ref y, i)), ref r, i);
        }
    }

    /// <summary>Whole blocks of which an operand is one number.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void BinaryWithConstant<T, TOp>(ref T x, int sx, ref T y, int sy, ref T r, nint n) where T : unmanaged where TOp : IBinary
    {
        if (sx == 1)
        {
            var constant = Vector512.Create(y);
            for (nint i = 0; i < n; i += Lanes.Count<T>())
            {
                Lanes.Store(TOp.Apply(Lanes.Load(ref x, i), constant), ref r, i);
            }
        }
        else
        {
            var constant = Vector512.Create(x);
            for (nint i = 0; i < n; i += Lanes.Count<T>())
            {
                Lanes.Store(TOp.Apply(constant, sy == 1 ? Lanes.Load(ref y, i) : Vector512.Create(y)), ref r, i);
            }
        }
    }
}
