// What passed through a model, by name. A model has no code for it but the names of its points.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// The values that a model's modules let see, from <see cref="Inspection.Record(IProbed, bool)"/> on until Dispose or <see cref="Stop"/>; of several forwards
/// the last one's.
/// </summary>
public sealed class ActivationCache : IDisposable
{
    private readonly OrderedDictionary<string, Tensor> _values = [];
    private readonly IReadOnlyList<string> _known;
    private readonly bool _withGradients;
    private readonly IDisposable _subscription;

    internal ActivationCache(Probe probe, bool withGradients)
    {
        (_known, _withGradients) = (probe.Listeners.Names, withGradients);
        _subscription = probe.Listeners.Listen(Keep);
    }

    /// <summary>The names that were recorded, in the order of computation.</summary>
    public IReadOnlyList<string> Names => [.. _values.Keys];

    /// <summary>Bytes of all that was recorded.</summary>
    public long Bytes => _values.Values.Sum(value => value.numel() * value.ElementSize);

    /// <summary>One value, such as <c>cache["encoder.0.attention.pattern"]</c>.</summary>
    /// <exception cref="KeyNotFoundException">Nothing of that name was recorded.</exception>
    public Tensor this[string name] => _values.TryGetValue(name, out var value) ? value : throw new KeyNotFoundException(
        _known.Contains(name) ? $"{name}: nothing was recorded yet; run a forward while the recording is on" : Inspection.Unknown(name, _known));

    /// <summary>All values whose names fit, in the order of computation: <c>cache.All("block.*.residual.out")</c>, where * stands for one step of a name.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> All(string pattern) =>
        [.. _values.Where(entry => Inspection.Fits(pattern, entry.Key)).Select(entry => (entry.Key, entry.Value))];

    /// <summary>The gradient of a recorded value, after a backward.</summary>
    /// <exception cref="InvalidOperationException">There is none: it was recorded without gradients, or there was no backward.</exception>
    public Tensor Gradient(string name) => this[name].grad
        ?? throw new InvalidOperationException($"{name}: no gradient; record with Record(gradients: true), and call backward on a loss");

    /// <summary>Ends the recording and keeps what was recorded.</summary>
    /// <returns>This.</returns>
    public ActivationCache Stop()
    {
        _subscription.Dispose();
        return this;
    }

    /// <summary>A line for each value: its name and its shape.</summary>
    public override string ToString() => Columns.Align(_values.Select(entry => new[] { entry.Key, ShapeTable.Format(entry.Value.shape) }));

    /// <summary>Ends the recording, and frees what was recorded unless gradients may still be asked for.</summary>
    public void Dispose()
    {
        Stop();
        foreach (var value in _withGradients ? [] : _values.Values.ToArray())
        {
            value.Dispose();
        }
        _values.Clear();
    }

    private void Keep(string name, Tensor value)
    {
        if (_withGradients && value.requires_grad)
        {
            value.retain_grad();
        }
        _values.Remove(name);
        _values.Add(name, (_withGradients ? value : value.detach()).DetachFromDisposeScope());
    }
}
