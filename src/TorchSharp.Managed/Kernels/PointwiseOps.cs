// The operations on lanes that the pointwise kernels are made of: one struct an operation, without state, so that the JIT writes each kernel out in full.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp;

/// <summary>An operation on one block of lanes, whatever their type.</summary>
internal interface IUnary
{
    static abstract Vector512<T> Apply<T>(Vector512<T> x) where T : unmanaged;
}

/// <summary>An operation on two blocks of lanes.</summary>
internal interface IBinary
{
    static abstract Vector512<T> Apply<T>(Vector512<T> x, Vector512<T> y) where T : unmanaged;
}

internal readonly struct AddOp : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x, Vector512<T> y) where T : unmanaged => x + y;
}

internal readonly struct SubOp : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x, Vector512<T> y) where T : unmanaged => x - y;
}

internal readonly struct MulOp : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x, Vector512<T> y) where T : unmanaged => x * y;
}

internal readonly struct DivOp : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x, Vector512<T> y) where T : unmanaged => x / y;
}

/// <summary>The larger; NaN where either is NaN, as in PyTorch. +0 and -0 are equal, and the first of them wins.</summary>
internal readonly struct MaxOp : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x, Vector512<T> y) where T : unmanaged =>
        Vector512.ConditionalSelect(Vector512.Equals(x, x), Vector512.ConditionalSelect(Vector512.LessThan(x, y) | ~Vector512.Equals(y, y), y, x), x);
}

internal readonly struct MinOp : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x, Vector512<T> y) where T : unmanaged =>
        Vector512.ConditionalSelect(Vector512.Equals(x, x), Vector512.ConditionalSelect(Vector512.GreaterThan(x, y) | ~Vector512.Equals(y, y), y, x), x);
}

internal readonly struct AndOp : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x, Vector512<T> y) where T : unmanaged => x & y;
}

internal readonly struct OrOp : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x, Vector512<T> y) where T : unmanaged => x | y;
}

internal readonly struct XorOp : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x, Vector512<T> y) where T : unmanaged => x ^ y;
}

internal readonly struct NegOp : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x) where T : unmanaged => -x;
}

internal readonly struct AbsOp : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x) where T : unmanaged => Vector512.Abs(x);
}

internal readonly struct SqrtOp : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x) where T : unmanaged => Vector512.Sqrt(x);
}

internal readonly struct ReluOp : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x) where T : unmanaged =>
        Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<T>.Zero), Vector512<T>.Zero, x);
}

internal readonly struct ExpOp : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x) where T : unmanaged => LanesMath.Exp(x);
}

internal readonly struct LogOp : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x) where T : unmanaged =>
        typeof(T) == typeof(float) ? LanesMath.Log(x.AsSingle()).As<float, T>() : LanesMath.Log(x.AsDouble()).As<double, T>();
}

internal readonly struct SinOp : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x) where T : unmanaged =>
        typeof(T) == typeof(float) ? LanesMath.Sin(x.AsSingle()).As<float, T>() : LanesMath.Sin(x.AsDouble()).As<double, T>();
}

internal readonly struct CosOp : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x) where T : unmanaged =>
        typeof(T) == typeof(float) ? LanesMath.Cos(x.AsSingle()).As<float, T>() : LanesMath.Cos(x.AsDouble()).As<double, T>();
}

internal readonly struct TanhOp : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x) where T : unmanaged =>
        typeof(T) == typeof(float) ? LanesMath.Tanh(x.AsSingle()).As<float, T>() : LanesMath.Tanh(x.AsDouble()).As<double, T>();
}
