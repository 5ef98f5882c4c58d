// How many tensors a thread made, disposed, attached and detached: for finding out what a scope holds on to. Nothing here is needed to keep memory flat.

namespace TorchSharp;

/// <summary>The statistics of this thread's dispose scopes.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static ThreadDisposeScopeStatistics? s_statistics;

    /// <summary>
    /// This thread's counts. Counting begins with the first reading here (in TorchSharp, with the thread), so that a program that never asks pays nothing; the tensors that
    /// an operation needs on its way are counted too, and those that only the garbage collector ends are never counted as disposed.
    /// </summary>
    public static ThreadDisposeScopeStatistics Statistics => s_statistics ??= new();

    internal static LifetimeStatistics? Counting => s_statistics?.TensorStatistics;
}

/// <summary>The counts of a thread.</summary>
public class ThreadDisposeScopeStatistics
{
    public long CreatedOutsideScopeCount => TensorStatistics.CreatedOutsideScopeCount;

    public long DisposedOutsideScopeCount => TensorStatistics.DisposedOutsideScopeCount;

    public long CreatedInScopeCount => TensorStatistics.CreatedInScopeCount;

    public long DisposedInScopeCount => TensorStatistics.DisposedInScopeCount;

    public long AttachedToScopeCount => TensorStatistics.AttachedToScopeCount;

    public long DetachedFromScopeCount => TensorStatistics.DetachedFromScopeCount;

    /// <summary>Created and not disposed.</summary>
    public long ThreadTotalLiveCount => TensorStatistics.ThreadTotalLiveCount;

    public LifetimeStatistics TensorStatistics { get; } = new();

    /// <summary>Always zero: this engine has no packed sequences.</summary>
    public LifetimeStatistics PackedSequenceStatistics { get; } = new();

    public void Reset() => TensorStatistics.Reset();

    public override string ToString() => TensorStatistics.ToString();
}

/// <summary>The counts of one kind of object.</summary>
public class LifetimeStatistics
{
    public long CreatedOutsideScopeCount { get; internal set; }

    public long DisposedOutsideScopeCount { get; internal set; }

    public long CreatedInScopeCount { get; internal set; }

    public long DisposedInScopeCount { get; internal set; }

    public long AttachedToScopeCount { get; internal set; }

    public long DetachedFromScopeCount { get; internal set; }

    public long ThreadTotalLiveCount => CreatedInScopeCount - DisposedInScopeCount + CreatedOutsideScopeCount - DisposedOutsideScopeCount;

    internal void Created(bool inScope)
    {
        if (inScope)
        {
            CreatedInScopeCount++;
        }
        else
        {
            CreatedOutsideScopeCount++;
        }
    }

    internal void Disposed(bool inScope)
    {
        if (inScope)
        {
            DisposedInScopeCount++;
        }
        else
        {
            DisposedOutsideScopeCount++;
        }
    }

    public void Reset() => (CreatedOutsideScopeCount, DisposedOutsideScopeCount, CreatedInScopeCount, DisposedInScopeCount, AttachedToScopeCount, DetachedFromScopeCount) = (0, 0, 0, 0, 0, 0);

    public override string ToString() =>
        $"ThreadTotalLiveCount: {ThreadTotalLiveCount}; CreatedOutsideScopeCount: {CreatedOutsideScopeCount}; DisposedOutsideScopeCount: {DisposedOutsideScopeCount}; " +
        $"CreatedInScopeCount: {CreatedInScopeCount}; DisposedInScopeCount: {DisposedInScopeCount}; AttachedToScopeCount: {AttachedToScopeCount}; DetachedFromScopeCount: {DetachedFromScopeCount}";
}
