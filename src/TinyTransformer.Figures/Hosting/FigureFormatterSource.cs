using System.ComponentModel;

namespace TinyTransformer;

/// <summary>For notebook hosts, which create it by reflection: the ways in which a figure can be shown. Not for use in code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FigureFormatterSource
{
    private readonly FigureFormatter[] _formatters =
    [
        new FigureFormatter("text/html", figure => figure.ToHtml()),
        new FigureFormatter("text/plain", figure => figure.ToText()),
        new FigureFormatter("image/png", figure => Convert.ToBase64String(figure.ToPng())),
        new FigureFormatter("application/vnd.plotly.v1+json", figure => figure.ToPlotlyJson()),
    ];

    /// <summary>One formatter for each MIME type, the one for pages first.</summary>
    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}
