namespace TinyTransformer;

/// <summary>How an axis spaces its numbers.</summary>
public enum AxisScale
{
    /// <summary>Equal differences are equally long.</summary>
    Linear,

    /// <summary>Equal ratios are equally long; only numbers above 0 have a place.</summary>
    Log,
}
