// The machine's limits, measured in the same run: multiply-adds in registers, and reading memory, on all cores.

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

internal static class Machine
{
    /// <summary>Floating-point operations per second of independent fused multiply-adds that never leave the registers: the best of 20 tries.</summary>
    internal static double PeakFlops()
    {
        const int Rounds = 2_000_000;
        var best = Best(20, () => Parallel.For(0, Environment.ProcessorCount, _ => MultiplyAdds(Rounds)));
        return (double)Environment.ProcessorCount * Rounds * 16 * 2 * Vector512<float>.Count / best;
    }

    /// <summary>Bytes per second of adding up a gigabyte: the best of 10 tries.</summary>
    internal static double ReadBandwidth()
    {
        var memory = GC.AllocateUninitializedArray<long>(1 << 27, pinned: true);
        memory.AsSpan().Fill(1);
        var part = memory.Length / Environment.ProcessorCount;
        return memory.Length * 8.0 / Best(10, () => Parallel.For(0, Environment.ProcessorCount, i => Sum(memory.AsSpan(i * part, part))));
    }

    private static double Best(int tries, Action action)
    {
        var best = double.MaxValue;
        for (var i = 0; i < tries; i++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }

    // Never inlined: a caller that is compiled again and drops the result would drop the work.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector512<float> MultiplyAdds(int rounds)
    {
        Vector512<float> x = Vector512.Create(0.5f), y = Vector512.Create(1f);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x, m = x, n = x, o = x, p = x;
        for (var round = 0; round < rounds; round++)
        {
            (a, b, c, d) = (Vector512.FusedMultiplyAdd(a, x, y), Vector512.FusedMultiplyAdd(b, x, y), Vector512.FusedMultiplyAdd(c, x, y), Vector512.FusedMultiplyAdd(d, x, y));
            (e, f, g, h) = (Vector512.FusedMultiplyAdd(e, x, y), Vector512.FusedMultiplyAdd(f, x, y), Vector512.FusedMultiplyAdd(g, x, y), Vector512.FusedMultiplyAdd(h, x, y));
            (i, j, k, l) = (Vector512.FusedMultiplyAdd(i, x, y), Vector512.FusedMultiplyAdd(j, x, y), Vector512.FusedMultiplyAdd(k, x, y), Vector512.FusedMultiplyAdd(l, x, y));
            (m, n, o, p) = (Vector512.FusedMultiplyAdd(m, x, y), Vector512.FusedMultiplyAdd(n, x, y), Vector512.FusedMultiplyAdd(o, x, y), Vector512.FusedMultiplyAdd(p, x, y));
        }
        return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static long Sum(ReadOnlySpan<long> numbers)
    {
        Vector512<long> a = default, b = default, c = default, d = default;
        ref var first = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(numbers);
        for (nuint i = 0; i + 32 <= (nuint)numbers.Length; i += 32)
        {
            a += Vector512.LoadUnsafe(ref first, i);
            b += Vector512.LoadUnsafe(ref first, i + 8);
            c += Vector512.LoadUnsafe(ref first, i + 16);
            d += Vector512.LoadUnsafe(ref first, i + 24);
        }
        return Vector512.Sum(a + b + c + d);
    }
}
