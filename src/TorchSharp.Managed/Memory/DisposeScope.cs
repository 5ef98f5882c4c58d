// Dispose scopes, as in TorchSharp: what is made on this thread until the scope ends is disposed with it, unless it was moved out.
// Here they are a courtesy to code that is written for TorchSharp (and give large buffers back at once); nothing leaks without them.

namespace TorchSharp;

/// <summary>Disposes the tensors that this thread made since the scope began. Scopes nest; each thread has a stack of its own.</summary>
public sealed partial class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? s_current;

    private readonly HashSet<IDisposable> _mine = new(ReferenceEqualityComparer.Instance);
    private DisposeScope? _outer;
    private volatile bool _hasEnded;
    private bool _isEnding;

    internal DisposeScope()
    {
        _outer = Current;
        s_current = this;
    }

    /// <summary>The innermost scope of this thread that has not ended. An outer scope may end before an inner one, and on any thread.</summary>
    internal static DisposeScope? Current => s_current = Open(s_current);

    public IReadOnlyList<IDisposable> DisposablesView
    {
        get
        {
            RequireOpen();
            lock (_mine)
            {
                return [.. _mine];
            }
        }
    }

    public int DisposablesCount
    {
        get
        {
            RequireOpen();
            return _mine.Count;
        }
    }

    private DisposeScope? Outer => _outer = Open(_outer);

    public void Attach(IDisposable disposable)
    {
        RequireOpen();
        if (!Contains(disposable) && disposable is torch.Tensor && DisposeScopeManager.Counting is { } counts)
        {
            counts.AttachedToScopeCount++;
        }
        Own(disposable, this);
    }

    public bool Contains(IDisposable disposable)
    {
        lock (_mine)
        {
            return _mine.Contains(disposable);
        }
    }

    /// <summary>Takes the tensor out of every scope: it lives until it is disposed or collected.</summary>
    public T Detach<T>(T disposable) where T : IDisposable => MoveToOther(null, disposable);

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        RequireOpen();
        scope?.RequireOpen();
        return Own(disposable, scope);
    }

    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(Outer, disposable);

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(Outer, disposables);

    public void DisposeEverything() => DisposeEverythingBut([]);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public void DisposeEverythingBut(params IDisposable[] keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        foreach (var disposable in DisposablesView.Where(disposable => !keep.Contains(disposable, ReferenceEqualityComparer.Instance)))
        {
            disposable.Dispose();
            Forget(disposable);
        }
    }

    /// <summary>
    /// Disposes what is left and ends the scope, also before the scopes inside it and on another thread than its own; then its place is taken by the scope around it.
    /// Afterwards all but this and <see cref="Contains"/> throws.
    /// </summary>
    public void Dispose()
    {
        // A scope that is attached to itself, or to one inside it, comes back here from its own end.
        if (_hasEnded || _isEnding)
        {
            return;
        }
        _isEnding = true;
        try
        {
            DisposeEverything();
            _hasEnded = true;
        }
        finally
        {
            _isEnding = false;
        }
        // An ended scope holds no other ended one, so that none of them is kept.
        _ = (Outer, Current);
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
        lock (_mine)
        {
            _mine.Add(tensor);
        }
    }

    internal void Forget(IDisposable disposable)
    {
        lock (_mine)
        {
            _mine.Remove(disposable);
        }
    }

    private static DisposeScope? Open(DisposeScope? scope)
    {
        while (scope is { _hasEnded: true })
        {
            scope = scope._outer;
        }
        return scope;
    }

    private void RequireOpen() => ObjectDisposedException.ThrowIf(_hasEnded, this);

    private static T Own<T>(T disposable, DisposeScope? owner) where T : IDisposable
    {
        if (disposable is torch.Tensor tensor)
        {
            if (tensor.Scope is not null && owner is null && DisposeScopeManager.Counting is { } counts)
            {
                counts.DetachedFromScopeCount++;
            }
            tensor.Scope?.Forget(tensor);
            tensor.Scope = owner;
        }
        if (owner is not null)
        {
            lock (owner._mine)
            {
                owner._mine.Add(disposable);
            }
        }
        return disposable;
    }
}

public static partial class torch
{
    public static DisposeScope NewDisposeScope() => new();

    /// <summary>Runs the expression in a scope of its own and keeps its result alone.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        ArgumentNullException.ThrowIfNull(expr);
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(expr());
    }
}
