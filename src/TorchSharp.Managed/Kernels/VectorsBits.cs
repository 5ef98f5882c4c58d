// The operations of IVectors on the runtime's vectors, which have no interface in common that code outside the runtime could use: three times the same, by width.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp;

internal readonly struct Bits512<T> : IVectors<Vector512<T>, T> where T : unmanaged
{
    public static nint Count => Vector512<T>.Count;

    public static Vector512<T> Load(ref T first) => Vector512.LoadUnsafe(ref first);

    public static void Store(Vector512<T> x, ref T first) => x.StoreUnsafe(ref first);

    public static Vector512<T> All(T x) => Vector512.Create(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Constant(double x) => typeof(T) == typeof(float) ? Vector512.Create((float)x).As<float, T>() : Vector512.Create(x).As<double, T>();

    public static Vector512<T> Sum(Vector512<T> x, Vector512<T> y) => x + y;

    public static Vector512<T> Difference(Vector512<T> x, Vector512<T> y) => x - y;

    public static Vector512<T> Product(Vector512<T> x, Vector512<T> y) => x * y;

    public static Vector512<T> Quotient(Vector512<T> x, Vector512<T> y) => x / y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Fma(Vector512<T> x, Vector512<T> y, Vector512<T> z) => Lanes.Fma(x, y, z);

    public static Vector512<T> Min(Vector512<T> x, Vector512<T> y) => Vector512.MinNative(x, y);

    public static Vector512<T> Max(Vector512<T> x, Vector512<T> y) => Vector512.MaxNative(x, y);

    public static Vector512<T> Abs(Vector512<T> x) => Vector512.Abs(x);

    public static Vector512<T> Equal(Vector512<T> x, Vector512<T> y) => Vector512.Equals(x, y);

    public static Vector512<T> Less(Vector512<T> x, Vector512<T> y) => Vector512.LessThan(x, y);

    public static Vector512<T> Select(Vector512<T> mask, Vector512<T> x, Vector512<T> y) => Vector512.ConditionalSelect(mask, x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Round(Vector512<T> x) => typeof(T) == typeof(float) ? Vector512.Round(x.AsSingle()).As<float, T>() : Vector512.Round(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Scale(Vector512<T> x, Vector512<T> n)
    {
        if (typeof(T) == typeof(float))
        {
            var whole = (n.AsSingle() + Vector512.Create(Vectors.FloatWhole)).AsInt32() - Vector512.Create(Vectors.FloatWhole).AsInt32();
            var half = whole >> 1;
            return x * ((half + Vector512.Create(127)) << 23).As<int, T>() * ((whole - half + Vector512.Create(127)) << 23).As<int, T>();
        }
        else
        {
            var whole = (n.AsDouble() + Vector512.Create(Vectors.DoubleWhole)).AsInt64() - Vector512.Create(Vectors.DoubleWhole).AsInt64();
            var half = whole >> 1;
            return x * ((half + Vector512.Create(1023L)) << 52).As<long, T>() * ((whole - half + Vector512.Create(1023L)) << 52).As<long, T>();
        }
    }
}

internal readonly struct Bits256<T> : IVectors<Vector256<T>, T> where T : unmanaged
{
    public static nint Count => Vector256<T>.Count;

    public static Vector256<T> Load(ref T first) => Vector256.LoadUnsafe(ref first);

    public static void Store(Vector256<T> x, ref T first) => x.StoreUnsafe(ref first);

    public static Vector256<T> All(T x) => Vector256.Create(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Constant(double x) => typeof(T) == typeof(float) ? Vector256.Create((float)x).As<float, T>() : Vector256.Create(x).As<double, T>();

    public static Vector256<T> Sum(Vector256<T> x, Vector256<T> y) => x + y;

    public static Vector256<T> Difference(Vector256<T> x, Vector256<T> y) => x - y;

    public static Vector256<T> Product(Vector256<T> x, Vector256<T> y) => x * y;

    public static Vector256<T> Quotient(Vector256<T> x, Vector256<T> y) => x / y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Fma(Vector256<T> x, Vector256<T> y, Vector256<T> z) => Lanes.Fma(x, y, z);

    public static Vector256<T> Min(Vector256<T> x, Vector256<T> y) => Vector256.MinNative(x, y);

    public static Vector256<T> Max(Vector256<T> x, Vector256<T> y) => Vector256.MaxNative(x, y);

    public static Vector256<T> Abs(Vector256<T> x) => Vector256.Abs(x);

    public static Vector256<T> Equal(Vector256<T> x, Vector256<T> y) => Vector256.Equals(x, y);

    public static Vector256<T> Less(Vector256<T> x, Vector256<T> y) => Vector256.LessThan(x, y);

    public static Vector256<T> Select(Vector256<T> mask, Vector256<T> x, Vector256<T> y) => Vector256.ConditionalSelect(mask, x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Round(Vector256<T> x) => typeof(T) == typeof(float) ? Vector256.Round(x.AsSingle()).As<float, T>() : Vector256.Round(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Scale(Vector256<T> x, Vector256<T> n)
    {
        if (typeof(T) == typeof(float))
        {
            var whole = (n.AsSingle() + Vector256.Create(Vectors.FloatWhole)).AsInt32() - Vector256.Create(Vectors.FloatWhole).AsInt32();
            var half = whole >> 1;
            return x * ((half + Vector256.Create(127)) << 23).As<int, T>() * ((whole - half + Vector256.Create(127)) << 23).As<int, T>();
        }
        else
        {
            var whole = (n.AsDouble() + Vector256.Create(Vectors.DoubleWhole)).AsInt64() - Vector256.Create(Vectors.DoubleWhole).AsInt64();
            var half = whole >> 1;
            return x * ((half + Vector256.Create(1023L)) << 52).As<long, T>() * ((whole - half + Vector256.Create(1023L)) << 52).As<long, T>();
        }
    }
}

internal readonly struct Bits128<T> : IVectors<Vector128<T>, T> where T : unmanaged
{
    public static nint Count => Vector128<T>.Count;

    public static Vector128<T> Load(ref T first) => Vector128.LoadUnsafe(ref first);

    public static void Store(Vector128<T> x, ref T first) => x.StoreUnsafe(ref first);

    public static Vector128<T> All(T x) => Vector128.Create(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Constant(double x) => typeof(T) == typeof(float) ? Vector128.Create((float)x).As<float, T>() : Vector128.Create(x).As<double, T>();

    public static Vector128<T> Sum(Vector128<T> x, Vector128<T> y) => x + y;

    public static Vector128<T> Difference(Vector128<T> x, Vector128<T> y) => x - y;

    public static Vector128<T> Product(Vector128<T> x, Vector128<T> y) => x * y;

    public static Vector128<T> Quotient(Vector128<T> x, Vector128<T> y) => x / y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Fma(Vector128<T> x, Vector128<T> y, Vector128<T> z) => Lanes.Fma(x, y, z);

    public static Vector128<T> Min(Vector128<T> x, Vector128<T> y) => Vector128.MinNative(x, y);

    public static Vector128<T> Max(Vector128<T> x, Vector128<T> y) => Vector128.MaxNative(x, y);

    public static Vector128<T> Abs(Vector128<T> x) => Vector128.Abs(x);

    public static Vector128<T> Equal(Vector128<T> x, Vector128<T> y) => Vector128.Equals(x, y);

    public static Vector128<T> Less(Vector128<T> x, Vector128<T> y) => Vector128.LessThan(x, y);

    public static Vector128<T> Select(Vector128<T> mask, Vector128<T> x, Vector128<T> y) => Vector128.ConditionalSelect(mask, x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Round(Vector128<T> x) => typeof(T) == typeof(float) ? Vector128.Round(x.AsSingle()).As<float, T>() : Vector128.Round(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Scale(Vector128<T> x, Vector128<T> n)
    {
        if (typeof(T) == typeof(float))
        {
            var whole = (n.AsSingle() + Vector128.Create(Vectors.FloatWhole)).AsInt32() - Vector128.Create(Vectors.FloatWhole).AsInt32();
            var half = whole >> 1;
            return x * ((half + Vector128.Create(127)) << 23).As<int, T>() * ((whole - half + Vector128.Create(127)) << 23).As<int, T>();
        }
        else
        {
            var whole = (n.AsDouble() + Vector128.Create(Vectors.DoubleWhole)).AsInt64() - Vector128.Create(Vectors.DoubleWhole).AsInt64();
            var half = whole >> 1;
            return x * ((half + Vector128.Create(1023L)) << 52).As<long, T>() * ((whole - half + Vector128.Create(1023L)) << 52).As<long, T>();
        }
    }
}
