using System.ComponentModel;

namespace TinyTransformer;

/// <summary>
/// A picture in a notebook: data (a Plotly figure), which it also draws itself as SVG for pages, as PNG for files, and as text. Nothing is
/// fetched from anywhere, so it is never blank. A figure is immutable, and its renderings depend on nothing but its data: no culture, no clock.
/// </summary>
[TypeFormatterSource(typeof(FigureFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public abstract class Figure
{
    private protected Figure()
    {
    }

    /// <summary>The heading; null for none.</summary>
    public string? Title { get; init; }

    /// <summary>The figure as Plotly's JSON, <c>{"data":[…],"layout":{…}}</c>, for the MIME type application/vnd.plotly.v1+json.</summary>
    public abstract string ToPlotlyJson();

    /// <summary>The numbers, aligned, with their labels; lines end in \n.</summary>
    public abstract string ToText();

    /// <summary>One self-contained svg element. Its text takes the page's colour, and it shrinks with the page's width.</summary>
    public string ToSvg() => SvgRenderer.Render(Draw());

    /// <summary>What a page shows: the SVG in a div. It needs no script.</summary>
    public virtual string ToHtml() => $"<div>{ToSvg()}</div>";

    /// <summary>A PNG of twice the logical size (its pHYs chunk says 192 dpi), on opaque white.</summary>
    public byte[] ToPng() => PngRenderer.Render(Draw());

    /// <summary>Writes <see cref="ToSvg"/> to a file, whole or not at all.</summary>
    /// <param name="path">The file; its folder must exist. An existing file is replaced.</param>
    public void SaveSvg(string path) => Save(path, System.Text.Encoding.UTF8.GetBytes(ToSvg() + "\n"));

    /// <summary>Writes <see cref="ToPng"/> to a file, whole or not at all.</summary>
    /// <param name="path">The file; its folder must exist. An existing file is replaced.</param>
    public void SavePng(string path) => Save(path, ToPng());

    /// <summary>The same as <see cref="ToText"/>, so that Console.WriteLine shows the numbers.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed override string ToString() => ToText();

    internal abstract Scene Draw();

    /// <summary>As <see cref="Draw"/>, smaller where the figure can be: one of several beside each other.</summary>
    internal virtual Scene DrawPanel() => Draw();

    private static void Save(string path, byte[] bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var partial = $"{path}.{Guid.NewGuid():N}.tmp"; // beside the file, so that the move stays on one volume
        try
        {
            File.WriteAllBytes(partial, bytes);
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
