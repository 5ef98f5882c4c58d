// On which ways a large buffer comes back to the pool before the garbage collector thinks of it. The pool is shared by the whole process, so these run alone.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Memory;

[CollectionDefinition(nameof(PoolTests), DisableParallelization = true)]
public class PoolAlone;

[Collection(nameof(PoolTests))]
public class PoolTests
{
    private const long Bytes = 1 << 20;

    [Fact]
    public void Dispose_OfTheLastHandle_ReturnsTheBuffer()
    {
        var x = Large();
        var view = x.reshape(-1);
        Assert.Equal(0, Returned(x.Dispose));
        Assert.Equal(Bytes, Returned(view.Dispose));
    }

    [Fact]
    public void Dispose_Twice_ReturnsTheBufferOnce()
    {
        var x = Large();
        Assert.Equal(Bytes, Returned(x.Dispose));
        Assert.Equal(0, Returned(x.Dispose));
    }

    [Fact]
    public void DisposeScope_AtItsEnd_ReturnsTheBuffersOfAllButWhatWasMovedOut()
    {
        var scope = NewDisposeScope();
        Tensor a = Large(), b = a + 1;
        b.MoveToOuterDisposeScope();
        Assert.Equal(Bytes, Returned(scope.Dispose));
        Assert.True(a.IsInvalid);
        Assert.Equal(1, (float)b[0, 0]);
    }

    [Fact]
    public void Backward_OfAGraphWhoseHandlesAreGone_ReturnsItsSavedValues()
    {
        var x = Large().requires_grad_();
        using var y = x.exp();
        var loss = y.sum();
        y.Dispose();
        // The saved result of exp goes, the gradient of x comes.
        Assert.Equal(0, Returned(() => loss.backward()));
        Assert.Equal(Bytes, Returned(() => x.grad = null));
    }

    [Fact]
    public void Finalizer_OfAnUndisposedTensor_ReturnsTheBuffer() => Assert.Equal(Bytes, Returned(Collect, MakeGarbage));

    [Fact]
    public void AllAnyAndSum_OfABoolTensor_TakeNoMemoryOfItsSize()
    {
        using var x = ones([7_340_033], ScalarType.Bool);
        var made = BufferPool.Shared.Made;
        Assert.True(x.all().item<bool>() && x.any().item<bool>());
        Assert.Equal(7_340_033, x.sum().item<long>());
        Assert.Equal(made, BufferPool.Shared.Made);
    }

    // In a method of its own, so that no local of the test's keeps the tensor.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void MakeGarbage() => Large();

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private static Tensor Large() => zeros(512, 512);

    private static long Returned(Action action, Action? first = null)
    {
        Collect();
        first?.Invoke();
        var before = BufferPool.Shared.BytesOut;
        action();
        return before - BufferPool.Shared.BytesOut;
    }
}
