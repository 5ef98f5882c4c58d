using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Who looks at a model: first those that change values, then those that record what came of it.</summary>
internal sealed class Listeners
{
    private readonly List<Func<string, Tensor, Tensor>> _edits = [];
    private readonly List<Action<string, Tensor>> _recorders = [];
    private readonly List<IReadOnlySet<string>> _off = [];

    /// <summary>The full names of all points, in the order in which the modules were made.</summary>
    internal List<string> Names { get; } = [];

    /// <summary>The full names of what can be left out though it is no value of its own; likewise.</summary>
    internal List<string> Switches { get; } = [];

    internal bool IsOn { get; private set; }

    internal bool IsOff(string name) => _off.Count > 0 && _off.Any(names => names.Contains(name));

    internal Tensor Pass(string name, Tensor value)
    {
        foreach (var edit in _edits)
        {
            value = edit(name, value);
        }
        foreach (var recorder in _recorders)
        {
            recorder(name, value);
        }
        return value;
    }

    internal IDisposable Edit(Func<string, Tensor, Tensor> edit) => Add(_edits, edit);

    internal IDisposable Listen(Action<string, Tensor> recorder) => Add(_recorders, recorder);

    internal IDisposable TurnOff(IReadOnlySet<string> switches)
    {
        _off.Add(switches);
        return new Subscription(() => _off.Remove(switches));
    }

    private Subscription Add<T>(List<T> listeners, T listener)
    {
        listeners.Add(listener);
        IsOn = true;
        return new Subscription(() =>
        {
            listeners.Remove(listener);
            IsOn = _edits.Count + _recorders.Count > 0;
        });
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose()
        {
            _end?.Invoke();
            _end = null;
        }
    }
}
