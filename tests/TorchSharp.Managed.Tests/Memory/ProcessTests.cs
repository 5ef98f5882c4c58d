// Nothing leaks without Dispose: seen from outside, in processes of their own.

namespace TorchSharp.Managed.Tests.Memory;

public class ProcessTests
{
    private const long MB = 1 << 20;

    [Fact]
    public void UndisposedTensors_AThousandPairsOf4MB_StayUnder300MB()
    {
        var peaks = Numbers(nameof(UndisposedPairs));
        Assert.InRange(peaks[0], 1, 300 * MB);
        Assert.InRange(peaks[1], 8 * MB, 300 * MB);
    }

    [Fact]
    public void TrainingLoop_WithoutDispose_MakesNoBufferAfterWarmUp()
    {
        var made = Numbers(nameof(TrainingLoop));
        Assert.True(made[0] > 0, "The loop has no buffer large enough for the pool.");
        Assert.Equal(made[0], made[1]);
    }

    [Fact]
    public void AttentionLoop_TenThousandStepsWithoutDispose_StaysFlat()
    {
        var figures = Numbers(nameof(AttentionLoop));
        Assert.True(figures[0] > 0, "The loop has no buffer large enough for the pool.");
        // So little that a new buffer costs less than a collection, and what is in use and lent meanwhile.
        Assert.InRange(figures[3], 1, Math.Max(figures[2], BufferPool.WorthCollecting) * 3 / 2);
        Assert.InRange(figures[5], 1, figures[4] * 11 / 10);
    }

    [Fact]
    public void HugeTensor_Undisposed_LeavesThePoolAsItWas()
    {
        var pool = Numbers(nameof(HugeThenPairs));
        Assert.InRange(pool[0], 1400 * MB * 9 / 10, 1900 * MB);
        Assert.InRange(pool[1], 8 * MB, 900 * MB);
        Assert.InRange(pool[2], 4 * MB, 300 * MB);
    }

    private static long[] Numbers(string program) => Array.ConvertAll(ChildProgram.Run(program).Split(';'), long.Parse);
}
