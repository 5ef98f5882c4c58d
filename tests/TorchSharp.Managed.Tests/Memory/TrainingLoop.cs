// A training loop of 2,000 steps whose tensors nobody disposes, in a process of its own: its buffers are large enough to be pooled.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Memory;

internal static class TrainingLoop
{
    private const int WarmUp = 500, Steps = 2000;

    /// <summary>Buffers that the pool had made, "after warm-up;at the end".</summary>
    public static string Run()
    {
        manual_seed(1);
        Tensor x = randn(128, 128), target = randn(128, 128);
        Tensor[] weights = [randn(128, 128) * 0.1, zeros(128), randn(128, 128) * 0.1];
        foreach (var w in weights)
        {
            w.requires_grad_();
        }

        long warm = 0;
        for (var i = 0; i < Steps; i++)
        {
            warm = i == WarmUp ? BufferPool.Shared.Made : warm;
            Digits.Training.Step(x, target, weights);
        }
        return $"{warm};{BufferPool.Shared.Made}";
    }
}
