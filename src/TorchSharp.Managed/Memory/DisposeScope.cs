// Dispose scopes, as in TorchSharp: what is made on this thread until the scope ends is disposed with it, unless it was moved out.
// Here they are a courtesy to code that is written for TorchSharp (and give large buffers back at once); nothing leaks without them.

namespace TorchSharp;

/// <summary>Disposes the tensors that this thread made since the scope began. Scopes nest; each thread has a stack of its own.</summary>
public sealed partial class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? s_current;

    private readonly DisposeScope? _outer = s_current;
    private readonly HashSet<IDisposable> _mine = new(ReferenceEqualityComparer.Instance);

    internal DisposeScope() => s_current = this;

    internal static DisposeScope? Current => s_current;

    public IReadOnlyList<IDisposable> DisposablesView => [.. _mine];

    public int DisposablesCount => _mine.Count;

    public void Attach(IDisposable disposable)
    {
        if (!_mine.Contains(disposable) && disposable is torch.Tensor && DisposeScopeManager.Counting is { } counts)
        {
            counts.AttachedToScopeCount++;
        }
        Own(disposable, this);
    }

    public bool Contains(IDisposable disposable) => _mine.Contains(disposable);

    /// <summary>Takes the tensor out of every scope: it lives until it is disposed or collected.</summary>
    public T Detach<T>(T disposable) where T : IDisposable => Own(disposable, null);

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable => Own(disposable, scope);

    public T MoveToOuter<T>(T disposable) where T : IDisposable => Own(disposable, _outer);

    public void MoveToOuter(params IDisposable[] disposables)
    {
        foreach (var disposable in disposables)
        {
            Own(disposable, _outer);
        }
    }

    public void DisposeEverything() => DisposeEverythingBut([]);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public void DisposeEverythingBut(params IDisposable[] keep)
    {
        var doomed = new List<IDisposable>();
        foreach (var disposable in _mine)
        {
            if (!keep.Contains(disposable, ReferenceEqualityComparer.Instance))
            {
                doomed.Add(disposable);
            }
        }
        foreach (var disposable in doomed)
        {
            disposable.Dispose();
            _mine.Remove(disposable);
        }
    }

    /// <summary>Disposes what is left, and makes the outer scope current again.</summary>
    public void Dispose()
    {
        DisposeEverything();
        if (s_current == this)
        {
            s_current = _outer;
        }
    }

    /// <summary>Lets everything live on, outside of any scope.</summary>
    internal void DetachAll()
    {
        foreach (var disposable in DisposablesView)
        {
            Own(disposable, null);
        }
    }

    /// <summary>For a new tensor: it belongs to this scope, and was in no other.</summary>
    internal void Enrol(torch.Tensor tensor)
    {
        tensor.Scope = this;
        _mine.Add(tensor);
    }

    internal void Forget(IDisposable disposable) => _mine.Remove(disposable);

    private static T Own<T>(T disposable, DisposeScope? owner) where T : IDisposable
    {
        if (disposable is torch.Tensor tensor)
        {
            if (tensor.Scope is not null && owner is null && DisposeScopeManager.Counting is { } counts)
            {
                counts.DetachedFromScopeCount++;
            }
            tensor.Scope?._mine.Remove(tensor);
            tensor.Scope = owner;
        }
        owner?._mine.Add(disposable);
        return disposable;
    }
}

public static partial class torch
{
    public static DisposeScope NewDisposeScope() => new();

    /// <summary>Runs the expression in a scope of its own and keeps its result alone.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(expr());
    }
}
