// Work on several threads. A kernel cuts its output into pieces that do not depend on the number of threads, and says how to compute piece i; who computes
// it is left to chance, what comes out is not. The caller works too, and returns only when every helper has left the last piece: also when it is
// interrupted or its cell is aborted in the middle, so that no buffer finds a new owner under a writer. The helpers are threads of their own (Crew).

namespace TorchSharp;

internal sealed class Workers
{
    private readonly Action<int> _body;
    private readonly int _pieces;
    private int _next;
    private int _seats;
    private int _running;
    private Exception? _failure;

    private Workers(int pieces, int seats, Action<int> body) => (_pieces, _seats, _body) = (pieces, seats, body);

    internal static int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>How many pieces of a size make up n, also where n lies near the largest int.</summary>
    internal static int Pieces(int n, int size) => (int)(((long)n + size - 1) / size);

    /// <param name="pays">Whether the work is large enough for more than this thread.</param>
    internal static void For(int pieces, Action<int> body, bool pays = true)
    {
        var helpers = pays ? Math.Min(Threads, pieces) - 1 : 0;
        if (helpers <= 0)
        {
            for (var i = 0; i < pieces; i++)
            {
                body(i);
            }
            return;
        }
        new Workers(pieces, helpers, body).Run(helpers);
    }

    private void Run(int helpers)
    {
        try
        {
            Crew.Call(this, helpers);
            Take();
        }
        finally
        {
            // No piece may start any more, and those under way are waited for. A helper that has not begun yet will find nothing to do.
            Interlocked.Exchange(ref _next, _pieces);
            Crew.Dismiss(this);
            Join();
        }
        if (_failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
        }
    }

    /// <summary>Whether a helper that comes now would find a piece.</summary>
    internal bool Wants => Volatile.Read(ref _next) < _pieces && Volatile.Read(ref _seats) > 0;

    /// <summary>What a helper does: pieces, until there are no more. Nothing where as many help as were called.</summary>
    internal void Help()
    {
        Interlocked.Increment(ref _running);
        try
        {
            if (Interlocked.Decrement(ref _seats) >= 0)
            {
                Take();
            }
        }
        catch (Exception e)
        {
            _failure ??= e;
            Interlocked.Exchange(ref _next, _pieces);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private void Take()
    {
        int piece;
        while ((piece = Interlocked.Increment(ref _next) - 1) < _pieces)
        {
            _body(piece);
        }
    }

    private void Join()
    {
        var spin = new SpinWait();
        var interrupted = false;
        while (Volatile.Read(ref _running) > 0)
        {
            try
            {
                spin.SpinOnce(sleep1Threshold: -1);      // yields, but never sleeps: a millisecond is longer than most operations
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        }
        if (interrupted)
        {
            Thread.CurrentThread.Interrupt();
        }
    }
}

public static partial class torch
{
    public static int get_num_threads() => Workers.Threads;

    /// <summary>How many threads large operations use. The results do not depend on it.</summary>
    public static void set_num_threads(int num)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(num, 1);
        Workers.Threads = num;
    }
}
