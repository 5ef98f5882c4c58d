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
                if (i % 50 == 7)
                {
                    throw new InvalidOperationException("piece");
                }
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
    public void For_InterruptedWhileOthersWork_ReturnsWhenTheyHaveLeft()
    {
        var (inside, left) = (0, -1);
        using var helped = new ManualResetEventSlim();
        Thread? caller = null;
        void Piece(int i)
        {
            if (Thread.CurrentThread == caller)
            {
                helped.Wait();
                return;
            }
            Interlocked.Increment(ref inside);
            helped.Set();
            Thread.Sleep(100);
            Interlocked.Decrement(ref inside);
        }
        caller = new Thread(() =>
        {
            Workers.For(Pieces, Piece);
            left = Volatile.Read(ref inside);
            // The interrupt was kept for the caller's own next wait.
            Assert.Throws<ThreadInterruptedException>(() => Thread.Sleep(Timeout.Infinite));
        });
        WithThreads(7, () =>
        {
            caller.Start();
            helped.Wait();
            Thread.Sleep(20);
            caller.Interrupt();
            caller.Join();
        });
        Assert.Equal(0, left);
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
