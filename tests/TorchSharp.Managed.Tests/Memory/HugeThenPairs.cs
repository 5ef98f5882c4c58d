// One tensor of 1.4 GB, then a thousand pairs of 4 MB, none of them disposed, in a process of its own.

using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Memory;

internal static class HugeThenPairs
{
    private const long Huge = 1_400_000_000;

    /// <summary>Bytes that the pool had lent or idle, "peak;at the end", and what it still had idle of a disposed huge tensor after pairs that were disposed.</summary>
    public static string Run()
    {
        Make();
        long peak = 0;
        for (var i = 0; i < 1000; i++)
        {
            Tensor a = empty(1024, 1024), b = empty(1024, 1024);
            peak = Math.Max(peak, BufferPool.Shared.BytesOut + BufferPool.Shared.BytesIdle);
        }
        var end = BufferPool.Shared.BytesOut + BufferPool.Shared.BytesIdle;
        empty([Huge], ScalarType.Bool).Dispose();
        for (var i = 0; i < 5000; i++)
        {
            using var a = empty(1024, 1024);
        }
        return $"{peak};{end};{BufferPool.Shared.BytesIdle}";
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Make() => empty([Huge], ScalarType.Bool);
}
