// The Mersenne Twister (Matsumoto and Nishimura 1998, 32-bit variant), and the ways in which PyTorch's CPU generator turns its words into floats, so that
// equal seeds give equal numbers. Functions of the draws (log, sin, cos) are our own and rounded once, so a draw may differ from PyTorch's in its last bit.

using System.Numerics;
using System.Runtime.Intrinsics;

namespace TorchSharp;

internal sealed class Mt19937
{
    private const int N = 624, M = 397;

    // A draw is whole: threads that share a generator get what it gives in some order, never half a state.
    private readonly Lock _draw = new();
    private readonly uint[] _state = new uint[N];
    private int _next = N;
    private double? _pendingNormal;

    internal Mt19937(ulong seed)
    {
        Seed = seed;
        _state[0] = (uint)seed;
        for (uint i = 1; i < N; i++)
        {
            _state[i] = 1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30)) + i;
        }
    }

    internal ulong Seed { get; private init; }

    /// <summary>The seed, the place of the next word, the waiting normal (whether, and its bits), and the words.</summary>
    internal long[] State()
    {
        using var whole = _draw.EnterScope();
        return [(long)Seed, _next, _pendingNormal is null ? 0 : 1, BitConverter.DoubleToInt64Bits(_pendingNormal ?? 0), .. _state.Select(word => (long)word)];
    }

    /// <summary>The generator of a state; null where the numbers are none.</summary>
    internal static Mt19937? FromState(long[] state)
    {
        if (state.Length != N + 4 || state[1] is < 0 or > N || state[2] is < 0 or > 1 || state[4..].Any(word => word is < 0 or > uint.MaxValue))
        {
            return null;
        }
        var result = new Mt19937(0) { Seed = (ulong)state[0], _next = (int)state[1], _pendingNormal = state[2] == 1 ? BitConverter.Int64BitsToDouble(state[3]) : null };
        for (var i = 0; i < N; i++)
        {
            result._state[i] = (uint)state[4 + i];
        }
        return result;
    }

    internal uint Next32()
    {
        using var whole = _draw.EnterScope();
        return Word();
    }

    private uint Word()
    {
        if (_next == N)
        {
            Turn();
        }
        var y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        return y ^ (y >> 18);
    }

    /// <summary>Two words, the first the high one.</summary>
    internal ulong Next64()
    {
        using var whole = _draw.EnterScope();
        return ((ulong)Word() << 32) | Word();
    }

    /// <summary>24 bits of one word: uniform in [0, 1).</summary>
    internal float UniformSingle() => (Next32() & ((1u << 24) - 1)) * (1f / (1 << 24));

    /// <summary>53 bits of two words: uniform in [0, 1).</summary>
    internal double UniformDouble() => (Next64() & ((1UL << 53) - 1)) * (1.0 / (1UL << 53));

    /// <summary>Of float or double, each in its own resolution.</summary>
    internal void Uniform<T>(Span<T> values) where T : unmanaged
    {
        using var whole = _draw.EnterScope();
        foreach (ref var value in values)
        {
            value = typeof(T) == typeof(float) ? (T)(object)UniformSingle() : (T)(object)UniformDouble();
        }
    }

    /// <summary>From 16 values on PyTorch draws uniforms for all, and turns each 16 of them into normals; a rest is drawn again with the last 16.</summary>
    internal void Normal<T>(Span<T> values) where T : unmanaged, INumber<T>
    {
        using var whole = _draw.EnterScope();
        if (values.Length < 16)
        {
            foreach (ref var value in values)
            {
                value = T.CreateTruncating(NextNormal());
            }
            return;
        }
        Uniform(values);
        for (var i = 0; i + 16 <= values.Length; i += 16)
        {
            BoxMuller(values.Slice(i, 16));
        }
        if (values.Length % 16 != 0)
        {
            Uniform(values[^16..]);
            BoxMuller(values[^16..]);
        }
    }

    /// <summary>One normal at a time, by Box and Muller (1958), who give two: the second waits for the next call.</summary>
    private double NextNormal()
    {
        if (_pendingNormal is { } pending)
        {
            _pendingNormal = null;
            return pending;
        }
        var u1 = UniformDouble();
        var u2 = UniformDouble();
        var radius = Math.Sqrt(-2 * Log(1 - u2));
        var (sin, cos) = SinCos(2 * Math.PI * u1);
        _pendingNormal = radius * sin;
        return radius * cos;
    }

    /// <summary>Eight pairs (u, v) at distance 8 become eight pairs of normals.</summary>
    private static void BoxMuller<T>(Span<T> values) where T : unmanaged, INumber<T>
    {
        for (var j = 0; j < 8; j++)
        {
            // 1 - u in the values' own precision, as in PyTorch.
            double u1 = double.CreateTruncating(T.One - values[j]), u2 = double.CreateTruncating(values[j + 8]);
            var radius = Math.Sqrt(-2 * Log(u1));
            var (sin, cos) = SinCos(2 * Math.PI * u2);
            values[j] = T.CreateTruncating(radius * cos);
            values[j + 8] = T.CreateTruncating(radius * sin);
        }
    }

    private static double Log(double x) => LanesMath.Log(Vector512.Create(x)).ToScalar();

    private static (double Sin, double Cos) SinCos(double x) => (LanesMath.Sin(Vector512.Create(x)).ToScalar(), LanesMath.Cos(Vector512.Create(x)).ToScalar());

    private void Turn()
    {
        for (var i = 0; i < N; i++)
        {
            var y = (_state[i] & 0x80000000u) | (_state[(i + 1) % N] & 0x7fffffffu);
            _state[i] = _state[(i + M) % N] ^ (y >> 1) ^ ((y & 1) != 0 ? 0x9908b0dfu : 0);
        }
        _next = 0;
    }
}
