using System.ComponentModel;

namespace TinyTransformer;

/// <summary>For notebook hosts, which call it by reflection: writes a figure in one MIME type. Not for use in code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FigureFormatter
{
    private readonly Func<Figure, string> _render;

    internal FigureFormatter(string mimeType, Func<Figure, string> render) => (MimeType, _render) = (mimeType, render);

    /// <summary>What <see cref="Format"/> writes; image/png is written in base64.</summary>
    public string MimeType { get; }

    /// <summary>The type that is formatted, with all types derived from it.</summary>
    public Type Type { get; } = typeof(Figure);

    /// <summary>Writes the figure, escaped as its MIME type needs; false if the object is no figure.</summary>
    public bool Format(object instance, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (instance is not Figure figure)
        {
            return false;
        }

        writer.Write(_render(figure));
        return true;
    }
}
