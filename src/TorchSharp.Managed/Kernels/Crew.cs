// The threads that help. To wake a sleeping thread takes as long as a small matrix product, in a virtual machine longer; and in a model one operation follows the other. So a
// helper that has run out of work stays awake for a moment, looking at one place in memory; only then it sleeps. One call at a time is offered to the crew: where two callers
// run at once, the later one gets the help, and the other does its pieces itself.

using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TorchSharp;

internal static class Crew
{
    /// <summary>How long a helper without work stays awake. Long enough for what lies between two large operations of a step, short enough not to rob others of a core.</summary>
    private static readonly long s_awake = Stopwatch.Frequency / 5_000;

    private static readonly Lock s_starting = new();
    private static readonly SemaphoreSlim s_bell = new(0);
    private static Workers? s_call;
    private static int s_members;
    private static int s_asleep;

    /// <summary>Offers pieces to as many helpers.</summary>
    internal static void Call(Workers call, int helpers)
    {
        if (Volatile.Read(ref s_members) < helpers)
        {
            Hire(helpers);
        }
        Interlocked.Exchange(ref s_call, call);          // a full fence: who goes to sleep from here on has seen the call
        Ring(helpers);
    }

    /// <summary>Also on a thread that is being interrupted or aborted: a sleeper that is off the count and not woken would sleep forever.</summary>
    private static void Ring(int helpers)
    {
        var interrupted = false;
        try
        {
        }
        finally
        {
            for (var woken = TakeSleepers(helpers); woken > 0;)
            {
                try
                {
                    s_bell.Release(woken);
                    woken = 0;
                }
                catch (ThreadInterruptedException)
                {
                    interrupted = true;
                }
            }
        }
        if (interrupted)
        {
            Thread.CurrentThread.Interrupt();
        }
    }

    /// <summary>The call is over.</summary>
    internal static void Dismiss(Workers call) => Interlocked.CompareExchange(ref s_call, null, call);

    private static void Hire(int helpers)
    {
        lock (s_starting)
        {
            for (; s_members < helpers; s_members++)
            {
                new Thread(Live) { IsBackground = true, Name = "tensor helper" }.UnsafeStart();
            }
        }
    }

    private static void Live()
    {
        var last = Stopwatch.GetTimestamp();
        while (true)
        {
            if (Help())
            {
                last = Stopwatch.GetTimestamp();
            }
            else if (Stopwatch.GetTimestamp() - last < s_awake)
            {
                Thread.SpinWait(8);
            }
            else
            {
                Sleep();
                last = Stopwatch.GetTimestamp();
            }
        }
    }

    /// <summary>
    /// Works on the call that is offered, if there is one that wants help. A method of its own, and never inlined: a thread that waits must not hold the last call in a local
    /// variable, and with it the tensors and the graph of a whole step.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Help()
    {
        if (Volatile.Read(ref s_call) is not { Wants: true } call)
        {
            return false;
        }
        call.Help();
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsCalled() => Volatile.Read(ref s_call) is { Wants: true };

    private static void Sleep()
    {
        Interlocked.Increment(ref s_asleep);
        if (IsCalled() && TakeSleepers(1) == 1)
        {
            return;                                       // a call came in between
        }
        s_bell.Wait();
    }

    /// <summary>Takes some off the count of those who sleep. Whoever was taken off by a caller gets one stroke of the bell, and no more.</summary>
    private static int TakeSleepers(int wanted)
    {
        while (true)
        {
            var asleep = Volatile.Read(ref s_asleep);
            var taken = Math.Min(asleep, wanted);
            if (taken == 0 || Interlocked.CompareExchange(ref s_asleep, asleep - taken, asleep) == asleep)
            {
                return taken;
            }
        }
    }
}
