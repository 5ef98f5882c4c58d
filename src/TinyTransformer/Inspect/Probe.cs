// Where a module lets others look. Each value of interest passes through See under a name; as long as nobody listens, that is one comparison and nothing else.

using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// A module's named points of observation: <c>scores = _probe.See("scores", scores)</c>. The probes of a model form a tree, and a point's full name is its path
/// in it, such as <c>encoder.0.attention.scores</c>. Not for several threads at once.
/// </summary>
public sealed class Probe
{
    private readonly Dictionary<string, string> _paths = [];
    private readonly string _prefix;

    private Probe(string prefix, Listeners listeners) => (_prefix, Listeners) = (prefix, listeners);

    /// <summary>The listeners of the whole tree.</summary>
    internal Listeners Listeners { get; }

    /// <summary>Whether somebody records or changes something in this model: then every module takes the path on which all values exist.</summary>
    public bool IsOn => Listeners.IsOn;

    /// <summary>The root of a new tree.</summary>
    public static Probe Root() => new("", new Listeners());

    /// <summary>The probe one step down.</summary>
    public Probe At(string step) => new($"{_prefix}{step}.", Listeners);

    /// <summary>Announces the points of this module. The names are local: <c>scores</c>, not <c>encoder.0.attention.scores</c>.</summary>
    public Probe Declare(params string[] points)
    {
        foreach (var point in points)
        {
            _paths.Add(point, _prefix + point);
            Listeners.Names.Add(_prefix + point);
        }
        return this;
    }

    /// <summary>Announces something that is no value of its own and can be left out all the same, such as the rotation of queries and keys. The name is local.</summary>
    public Probe DeclareSwitch(string name)
    {
        _paths.Add(name, _prefix + name);
        Listeners.Switches.Add(_prefix + name);
        return this;
    }

    /// <summary>Whether somebody wants that left out: see <see cref="Inspection.Ablate"/>.</summary>
    public bool IsOff(string name) => Listeners.IsOff(_paths[name]);

    /// <summary>Shows a value to whoever listens.</summary>
    /// <returns>The value, or what a listener put in its place.</returns>
    public Tensor See(string point, Tensor value) => Listeners.IsOn ? Listeners.Pass(_paths[point], value) : value;
}
