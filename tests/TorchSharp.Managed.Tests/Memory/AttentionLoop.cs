// 10,000 attention steps, forward and backward, whose tensors nobody disposes, in a process of its own. The scores are large enough to be pooled, the rest is not.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Memory;

internal static class AttentionLoop
{
    private const int WarmUp = 1000, Steps = 10_000;

    /// <summary>After the warm-up and at the end: buffers that the pool had made, bytes that it had lent or idle, bytes that are reachable besides.</summary>
    public static string Run()
    {
        manual_seed(1);
        Tensor[] leaves = [.. Enumerable.Range(0, 3).Select(_ => randn([2, 2, 96, 16]).requires_grad_())];
        for (var i = 0; i < WarmUp; i++)
        {
            Step(leaves);
        }
        var warm = Figures();
        for (var i = 0; i < Steps; i++)
        {
            Step(leaves);
        }
        var end = Figures();
        return $"{warm.Made};{end.Made};{warm.Pool};{end.Pool};{warm.Heap};{end.Heap}";
    }

    private static void Step(Tensor[] leaves)
    {
        (leaves[0].matmul(leaves[1].transpose(-2, -1)) / 4).softmax(-1).matmul(leaves[2]).square().mean().backward();
        foreach (var leaf in leaves)
        {
            leaf.grad!.zero_();
        }
    }

    private static (long Made, long Pool, long Heap) Figures()
    {
        var (made, pool) = (BufferPool.Shared.Made, BufferPool.Shared.BytesOut + BufferPool.Shared.BytesIdle);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return (made, pool, GC.GetTotalMemory(forceFullCollection: true) - BufferPool.Shared.BytesOut - BufferPool.Shared.BytesIdle);
    }
}
