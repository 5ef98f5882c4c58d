// Scopes that end in another order than they began, or on another thread. As in TorchSharp such a scope leaves its place, and the others go on.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Memory;

public class DisposeScopeTests
{
    [Fact]
    public void Scopes_AttachedToEachOther_EndOnce()
    {
        DisposeScope outer = NewDisposeScope(), inner = NewDisposeScope();
        inner.Attach(outer);
        outer.Attach(inner);
        var x = ones(2);
        outer.Dispose();
        Assert.True(x.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => outer.DisposablesCount);
        Assert.Throws<ObjectDisposedException>(() => inner.DisposablesCount);
    }

    [Fact]
    public void OuterScope_EndedBeforeTheInner_LeavesNothingBehind()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        outer.Dispose();
        var x = ones(2);
        Assert.True(inner.Contains(x));
        inner.Dispose();
        Assert.True(x.IsInvalid);
        Assert.Null(CurrentDisposeScope);
    }

    [Fact]
    public void Scope_EndedOnAnotherThread_IsNotCurrentAnyMore()
    {
        var scope = NewDisposeScope();
        var x = ones(2);
        var thread = new Thread(scope.Dispose);
        thread.Start();
        thread.Join();
        Assert.True(x.IsInvalid);
        Assert.Null(CurrentDisposeScope);
        Assert.False(ones(2).IsInvalid);
    }

    [Fact]
    public void MiddleScope_Ended_ItsInnerMovesOutToTheOuter()
    {
        using var outer = NewDisposeScope();
        var middle = NewDisposeScope();
        using var inner = NewDisposeScope();
        middle.Dispose();
        var x = ones(2).MoveToOuterDisposeScope();
        Assert.True(outer.Contains(x));
    }

    [Fact]
    public void Scopes_EachEndedAfterTheNextBegan_AreNotKept()
    {
        var first = Chain();
        GC.Collect();
        Assert.False(first.IsAlive);
        CurrentDisposeScope!.Dispose();
    }

    [Fact]
    public void EndedScope_Used_Throws()
    {
        var scope = NewDisposeScope();
        scope.Dispose();
        scope.Dispose();
        var x = ones(2);
        foreach (var use in (Action[])[() => scope.Attach(x), () => scope.MoveToOuter(x), () => scope.Detach(x), scope.DisposeEverything, () => _ = scope.DisposablesCount, () => _ = scope.DisposablesView])
        {
            Assert.Throws<ObjectDisposedException>(use);
        }

        Assert.False(scope.Contains(x));
    }

    [Fact]
    public void Scope_ThatManyThreadsDisposeFrom_LosesNone()
    {
        using var scope = NewDisposeScope();
        var tensors = Enumerable.Range(0, 20_000).Select(_ => ones(1)).ToArray();
        Parallel.ForEach(tensors, x => x.Dispose());
        Assert.Equal(0, scope.DisposablesCount);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Chain()
    {
        var before = NewDisposeScope();
        var first = new WeakReference(before);
        for (var i = 0; i < 3; i++)
        {
            var next = NewDisposeScope();
            before.Dispose();
            before = next;
        }

        return first;
    }
}
