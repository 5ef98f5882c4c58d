// Threads leave before an operation does: whatever ends it, nobody writes into its buffers afterwards.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Memory;

[CollectionDefinition(nameof(WorkersTests), DisableParallelization = true)]
public class WorkersAlone;

[Collection(nameof(WorkersTests))]
public class WorkersTests
{
    private const int Pieces = 200;

    [Fact]
    public void For_WithManyThreads_ComputesEachPieceOnce()
    {
        var times = new int[Pieces];
        WithThreads(7, () => Workers.For(Pieces, i => Interlocked.Increment(ref times[i])));
        Assert.All(times, n => Assert.Equal(1, n));
    }

    [Fact]
    public void For_WithAFailingPiece_ThrowsItAndLeavesNobodyInside()
    {
        var inside = 0;
        void Piece(int i)
        {
            Interlocked.Increment(ref inside);
            try
            {
                Thread.SpinWait(20_000);
                if (i % 50 == 7) throw new InvalidOperationException("piece");
            }
            finally
            {
                Interlocked.Decrement(ref inside);
            }
        }
        var error = WithThreads(7, () => Assert.Throws<InvalidOperationException>(() => Workers.For(Pieces, Piece)));
        Assert.Equal("piece", error.Message);
        Assert.Equal(0, Volatile.Read(ref inside));
    }

    [Fact]
    public void For_InterruptedWhileItWaits_StillReturnsAfterTheLastPiece()
    {
        var inside = 0;
        var entered = new ManualResetEventSlim();
        var left = -1;
        var caller = new Thread(() =>
        {
            try
            {
                Workers.For(Pieces, _ =>
                {
                    Interlocked.Increment(ref inside);
                    entered.Set();
                    Thread.SpinWait(20_000);
                    Interlocked.Decrement(ref inside);
                });
                Thread.Sleep(0);
            }
            catch (ThreadInterruptedException)
            {
            }
            left = Volatile.Read(ref inside);
        });
        WithThreads(7, () => { caller.Start(); entered.Wait(); caller.Interrupt(); caller.Join(); return 0; });
        Assert.Equal(0, left);
    }

    [Fact]
    public void Operation_Interrupted_LeavesNoWriterBehind()
    {
        Tensor a = ones(700, 700), product = a;
        var caller = new Thread(() =>
        {
            try
            {
                for (var i = 0; i < 50; i++) product = a.matmul(a);
                Thread.Sleep(Timeout.Infinite);
            }
            catch (ThreadInterruptedException)
            {
            }
        });
        WithThreads(7, () => { caller.Start(); Thread.Sleep(20); caller.Interrupt(); caller.Join(); return 0; });
        product.zero_();
        Thread.Sleep(20);
        Assert.Equal(0, (float)product.abs().max());
    }

    private static void WithThreads(int threads, Action action) => WithThreads(threads, () => { action(); return 0; });

    private static T WithThreads<T>(int threads, Func<T> action)
    {
        var before = get_num_threads();
        set_num_threads(threads);
        try
        {
            return action();
        }
        finally
        {
            set_num_threads(before);
        }
    }
}
