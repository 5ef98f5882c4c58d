namespace TinyTransformer;

// A figure laid out once, for both the SVG and the PNG renderer. Shapes are drawn in their order.
internal sealed class Scene(double width, double height, string description, IReadOnlyList<Shape> shapes)
{
    internal double Width { get; } = Math.Ceiling(width);

    internal double Height { get; } = Math.Ceiling(height);

    /// <summary>What a screen reader says in the picture's place.</summary>
    internal string Description { get; } = description;

    internal IReadOnlyList<Shape> Shapes { get; } = shapes;
}
