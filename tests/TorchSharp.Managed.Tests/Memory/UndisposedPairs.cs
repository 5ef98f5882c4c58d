// A thousand pairs of 4 MB tensors, none of them disposed, in a process of its own.

using System.Diagnostics;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Memory;

internal static class UndisposedPairs
{
    private const long Side = 1024;

    /// <summary>Peaks in bytes, "working set;pool": what the process held, and what the pool had lent or idle.</summary>
    public static string Run()
    {
        long pool = 0;
        for (var i = 0; i < 1000; i++)
        {
            Tensor a = ones(Side, Side), b = a + 1;
            pool = Math.Max(pool, BufferPool.Shared.BytesOut + BufferPool.Shared.BytesIdle);
        }
        using var self = Process.GetCurrentProcess();
        // Where the system tells no peak, what the process holds now must do.
        return $"{Math.Max(self.PeakWorkingSet64, Environment.WorkingSet)};{pool}";
    }
}
