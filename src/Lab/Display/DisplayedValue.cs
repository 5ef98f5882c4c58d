// The handle of something shown, by which it can be replaced in place.
namespace Lab.Display;

/// <summary>Something that a cell has shown.</summary>
public sealed class DisplayedValue
{
    private readonly DisplayTarget _target;
    private readonly string _id;
    private readonly string[] _mimeTypes;

    internal DisplayedValue(DisplayTarget target, string id, string[] mimeTypes) => (_target, _id, _mimeTypes) = (target, id, mimeTypes);

    /// <summary>Shows another value in place of this one.</summary>
    public void Update(object? updatedValue) => _target.Update(_id, updatedValue, _mimeTypes);

    /// <inheritdoc/>
    public override string ToString() => nameof(DisplayedValue);
}
