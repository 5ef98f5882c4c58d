// Large buffers, kept for reuse. A training step asks for the same sizes again and again: after the first steps no new buffer is made.
//
// Size classes: four to an octave, so that at most a fifth of a buffer lies idle. Buffers are pinned arrays whose first used byte is aligned
// to a cache line, so that no vector load crosses one.
//
// The budget: memory that a garbage collector will free some day is memory that is gone until then. When the bytes that are out would pass the
// budget, the pool has the youngest generation collected and waits for the finalizers, which bring the buffers back; only when that does not
// help, the older generations. What is then still out is really in use, and the budget becomes twice that, never below its floor. What is being asked for counts
// once, so that one huge tensor leaves no room for as much garbage; and a budget that has become too large is halved at each collection.
//
// Below the budget the collector goes by its own rhythm, and a loop needs as many buffers as become garbage between two collections. That rhythm changes (a busy machine
// is enough), and each time it slows down a few buffers more would be made, and kept. So from 32 MB on a warm loop gets no new buffer before a collection.
//
// Idle buffers: never more bytes than the budget, and with those that are out little more than it. And after every few budgets' worth of requests the pool looks back: what lay idle through all of that time is given up.

namespace TorchSharp;

internal sealed class BufferPool
{
    internal const int Alignment = 64;

    /// <summary>Bytes out before the first collection is forced. The test of 1,000 undisposed pairs of 4 MB lives under it.</summary>
    internal const long BudgetFloor = 128L << 20;

    /// <summary>How many budgets' worth of requests the pool looks back on.</summary>
    private const int LookBack = 4;

    /// <summary>Bytes owned below which a new buffer costs less than a collection.</summary>
    internal const long WorthCollecting = BudgetFloor / 4;

    /// <summary>Bytes lent between two collections for a missing buffer.</summary>
    private const long BetweenCollections = BudgetFloor / 8;

    internal static readonly BufferPool Shared = new();

    private readonly Dictionary<int, SizeStack> _idle = [];
    private readonly Lock _lock = new();
    private long _bytesOut;
    private long _bytesIdle;
    private long _budget = BudgetFloor;
    private long _clock;
    private long _rented;
    private long _lent;
    private long _collectAgainAt;
    private long _highestOut;
    private long _givenUp;

    /// <summary>How many buffers were made new since the process began: flat once a loop is warm.</summary>
    internal long Made { get; private set; }

    internal long BytesOut => Interlocked.Read(ref _bytesOut);

    internal long BytesIdle => Interlocked.Read(ref _bytesIdle);

    internal byte[] Rent(int bytes)
    {
        var size = SizeClass(bytes);
        if (BytesOut + size > Interlocked.Read(ref _budget))
        {
            Reclaim(size);
        }
        CollectGivenUp();
        if (TakeIdle(size) is { } idle)
        {
            return idle;
        }
        if (IsProbablyGarbage() && CollectGarbage(size) is { } returned)
        {
            return returned;
        }
        lock (_lock)
        {
            Made++;
            Lend(size, StackOf(size));
            GiveUpExcess();
        }
        return Make(size);
    }

    private byte[]? TakeIdle(int size)
    {
        lock (_lock)
        {
            var stack = StackOf(size);
            if (!stack.Buffers.TryPop(out var buffer))
            {
                return null;
            }
            _bytesIdle -= size;
            stack.LeastIdle = Math.Min(stack.LeastIdle, stack.Buffers.Count);
            Lend(size, stack);
            return buffer;
        }
    }

    /// <summary>Under the lock.</summary>
    private void Lend(int size, SizeStack stack)
    {
        _bytesOut += size;
        _highestOut = Math.Max(_highestOut, _bytesOut);
        _rented += size;
        _lent += size;
        stack.LastUsed = ++_clock;
        if (_rented > LookBack * _budget)
        {
            GiveUpUnused();
        }
    }

    /// <summary>
    /// No buffer of a size is idle. In a loop that is warm (all that the pool owns was lent several times over) that is no growth: the collector is late, or its finalizers are.
    /// </summary>
    private bool IsProbablyGarbage()
    {
        lock (_lock)
        {
            var owned = _bytesOut + _bytesIdle;
            return owned >= WorthCollecting && _lent >= LookBack * owned && _lent >= _collectAgainAt;
        }
    }

    /// <summary>
    /// What was in use during one collection is in generation 1, and what was in use during two is in the oldest: that one is collected where the young ones bring back too little
    /// for the time until the next collection. Where even that does, the pool has to grow, and is not asked again before half of all was lent anew.
    /// </summary>
    private byte[]? CollectGarbage(int size)
    {
        for (var generation = 1; generation == 1 || (generation == 2 && BytesIdle < BetweenCollections); generation++)
        {
            GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
            GC.WaitForPendingFinalizers();
        }
        lock (_lock)
        {
            _collectAgainAt = _lent + (_bytesIdle >= BetweenCollections ? BetweenCollections : Math.Max(BetweenCollections, (_bytesOut + _bytesIdle) / 2));
        }
        return TakeIdle(size);
    }

    /// <summary>A new buffer. Where there is no memory for it, the idle ones are given up and it is tried once more; what failed is not counted as out.</summary>
    private byte[] Make(int size)
    {
        try
        {
            return GC.AllocateUninitializedArray<byte>(checked(size + Alignment), pinned: true);
        }
        catch (OutOfMemoryException)
        {
            lock (_lock)
            {
                _idle.Clear();
                _bytesIdle = 0;
            }
        }
        try
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return GC.AllocateUninitializedArray<byte>(checked(size + Alignment), pinned: true);
        }
        catch (OutOfMemoryException)
        {
            lock (_lock)
            {
                _bytesOut -= size;
            }
            throw;
        }
    }

    /// <summary>Also on a thread that is being interrupted: a buffer that did not come back would count as out forever.</summary>
    internal void Return(byte[] buffer)
    {
        try
        {
            Put(buffer);
        }
        catch (ThreadInterruptedException)
        {
            Return(buffer);
            Thread.CurrentThread.Interrupt();
        }
    }

    private void Put(byte[] buffer)
    {
        var size = buffer.Length - Alignment;
        lock (_lock)
        {
            _bytesOut -= size;
            StackOf(size).Buffers.Push(buffer);
            _bytesIdle += size;
            GiveUpExcess();
        }
    }

    /// <summary>
    /// More idle than may be out is more than will be used, and what is lent and idle together stays near the budget: the sizes that were not asked for the longest go first.
    /// Under the lock.
    /// </summary>
    private void GiveUpExcess()
    {
        while (_bytesIdle > 0 && (_bytesIdle > _budget || _bytesOut + _bytesIdle > _budget + BudgetFloor))
        {
            var oldest = _idle.Where(entry => entry.Value.Buffers.Count > 0).MinBy(entry => entry.Value.LastUsed);
            GiveUp(oldest.Key, oldest.Value, 1);
        }
    }

    /// <summary>
    /// Looks back on the time since the last look. The buffers that nobody needed at any moment of it go, where together they are worth it: a loop whose steps differ keeps its own.
    /// Under the lock.
    /// </summary>
    private void GiveUpUnused()
    {
        _budget = Math.Max(BudgetFloor, Math.Min(_budget, 2 * _highestOut));
        var unused = _idle.Sum(entry => (long)entry.Key * entry.Value.LeastIdle);
        foreach (var (size, stack) in _idle)
        {
            if (unused >= BudgetFloor / 2)
            {
                GiveUp(size, stack, stack.LeastIdle);
            }
            stack.LeastIdle = stack.Buffers.Count;
        }
        (_rented, _highestOut) = (0, _bytesOut);
    }

    private void GiveUp(int size, SizeStack stack, int count)
    {
        for (; count > 0; count--)
        {
            stack.Buffers.Pop();
            _bytesIdle -= size;
            _givenUp += size;
        }
        stack.LeastIdle = Math.Min(stack.LeastIdle, stack.Buffers.Count);
    }

    /// <summary>Buffers that were given up are arrays of the oldest generation, which nothing else may collect for long.</summary>
    private void CollectGivenUp()
    {
        if (Interlocked.Read(ref _givenUp) >= BudgetFloor / 2)
        {
            Interlocked.Exchange(ref _givenUp, 0);
            GC.Collect(2, GCCollectionMode.Forced, blocking: false);
        }
    }

    internal static unsafe int AlignedStart(byte[] buffer)
    {
        fixed (byte* p = buffer)
        {
            return (int)(-(nint)p & (Alignment - 1));
        }
    }

    /// <summary>The size, rounded up to the next quarter of an octave.</summary>
    internal static int SizeClass(int bytes)
    {
        var quarter = 1 << Math.Max(int.Log2(bytes - 1) - 2, 0);
        return (int)Math.Min((bytes + (long)quarter - 1) / quarter * quarter, Array.MaxLength - Alignment);
    }

    private SizeStack StackOf(int size)
    {
        if (!_idle.TryGetValue(size, out var stack))
        {
            _idle[size] = stack = new SizeStack();
        }
        return stack;
    }

    private void Reclaim(long wanted)
    {
        for (var generation = 0; generation <= 2; generation++)
        {
            GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
            GC.WaitForPendingFinalizers();
            if (BytesOut + wanted <= Interlocked.Read(ref _budget) / 2)
            {
                break;
            }
        }
        lock (_lock)
        {
            _collectAgainAt = _lent + BetweenCollections;
            _budget = Math.Max(Math.Max(BudgetFloor, _budget / 2), _bytesOut + wanted + Math.Max(_bytesOut, BudgetFloor / 2));
            GiveUpExcess();
        }
    }

    /// <summary>The idle buffers of one size, and when a buffer of that size was last asked for.</summary>
    private sealed class SizeStack
    {
        internal Stack<byte[]> Buffers { get; } = new();

        internal long LastUsed { get; set; }

        /// <summary>The fewest that lay idle at any moment since the pool last looked back.</summary>
        internal int LeastIdle { get; set; }
    }
}
