namespace TinyTransformer;

/// <summary>What can be looked into: see <see cref="Inspection"/> for recording and ablation.</summary>
public interface IProbed
{
    /// <summary>Its points of observation, and those of all modules that share the tree.</summary>
    Probe Probe { get; }
}
