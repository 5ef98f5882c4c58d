using System.Runtime.InteropServices;
using System.Security;
using System.Text;

namespace TinyTransformer;

// A scene as SVG that needs nothing else: no script, no style sheet, no id (several figures share one page), no font file.
internal static class SvgRenderer
{
    private const string Fonts = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

    internal static string Render(Scene scene)
    {
        var svg = new StringBuilder();
        var (width, height) = (Invariant.Short(scene.Width), Invariant.Short(scene.Height));
        svg.Append(Invariant.Culture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" """)
            .Append(Invariant.Culture, $"""role="img" aria-label="{Escape(scene.Description)}" font-family="{Fonts}" """)
            .Append("""style="max-width:100%;height:auto;overflow:visible;white-space:pre;font-variant-numeric:tabular-nums">""");
        string? group = null;
        foreach (var shape in scene.Shapes)
        {
            var wanted = Group(shape);
            if (wanted != group)
            {
                svg.Append(group is null ? "\n" : "</g>\n").Append(wanted.Length == 0 ? "<g" : "<g ").Append(wanted).Append('>');
            }

            group = wanted;
            svg.Append('\n');
            Append(svg, shape);
        }
        return svg.Append(group is null ? "" : "\n</g>").Append("\n</svg>").ToString();
    }

    // What neighbours in the drawing order have in common is written once, on a group around them.
    private static string Group(Shape shape) => shape switch
    {
        Box b => b.Abuts ? "shape-rendering=\"crispEdges\"" : "",
        Strokes s => $"fill=\"none\" stroke-width=\"{Invariant.Short(s.Width)}\" pointer-events=\"none\" stroke=\"{s.Paint.Svg}\"{Opacity("stroke", s.Paint)}",
        Polyline p => $"fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\" stroke-width=\"{Invariant.Short(p.Width)}\"",
        Area => "",
        Mosaic => "shape-rendering=\"crispEdges\"",
        Text t => $"font-size=\"{Invariant.Short(t.Size)}\"{(t.Bold ? " font-weight=\"600\"" : "")}{Side(t.Anchor)}{(t.Hover is null ? " pointer-events=\"none\"" : "")}",
        _ => throw new NotSupportedException(shape.GetType().Name),
    };

    private static void Append(StringBuilder svg, Shape shape)
    {
        switch (shape)
        {
            case Box b:
                svg.Append(Invariant.Culture, $"<rect x=\"{Invariant.Short(b.X)}\" y=\"{Invariant.Short(b.Y)}\" width=\"{Invariant.Short(b.Width)}\" ")
                    .Append(Invariant.Culture, $"height=\"{Invariant.Short(b.Height)}\" {Fill(b.Fill)}")
                    .Append(b.Radius == 0 ? "" : $" rx=\"{Invariant.Short(b.Radius)}\"").Append(End("rect", b.Hover));
                break;
            case Strokes s:
                svg.Append("<path d=\"");
                foreach (var line in s.Segments)
                {
                    svg.Append(Invariant.Culture, $"M{Invariant.Short(line.X1)} {Invariant.Short(line.Y1)}L{Invariant.Short(line.X2)} {Invariant.Short(line.Y2)}");
                }

                svg.Append("\"/>");
                break;
            case Polyline p:
                svg.Append(Invariant.Culture, $"<path d=\"{Path(p.Points)}\" stroke=\"{p.Paint.Svg}\"{Opacity("stroke", p.Paint)}")
                    .Append(p.Dash.Count == 0 ? "" : $" stroke-dasharray=\"{string.Join(' ', p.Dash.Select(Invariant.Short))}\"").Append(End("path", p.Hover));
                break;
            case Area a:
                svg.Append(Invariant.Culture, $"<path d=\"{Path(a.Points)}Z\" {Fill(a.Fill)}").Append(End("path", a.Hover));
                break;
            case Mosaic m:
                Append(svg, m);
                break;
            case Text t:
                var (x, y) = (Invariant.Short(t.X), Invariant.Short(t.Y));
                svg.Append(Invariant.Culture, $"<text x=\"{x}\" y=\"{y}\" {Fill(t.Paint)}")
                    .Append(t.Angle == 0 ? "" : $" transform=\"rotate({Invariant.Short(t.Angle)} {x} {y})\"")
                    .Append('>').Append(t.Hover is null ? "" : $"<title>{Escape(t.Hover)}</title>").Append(Escape(t.Content)).Append("</text>");
                break;
        }
    }

    // One path for each colour, one rectangle of it for each run of equal cells in a row.
    private static void Append(StringBuilder svg, Mosaic mosaic)
    {
        var paths = new Dictionary<Paint, StringBuilder>();
        for (var row = 0; row < mosaic.Cells.GetLength(0); row++)
        {
            foreach (var (column, count) in mosaic.Runs(row))
            {
                var path = CollectionsMarshal.GetValueRefOrAddDefault(paths, mosaic.Cells[row, column], out _) ??= new StringBuilder();
                var (x, y, height) = (Invariant.Short(mosaic.X + column * mosaic.Cell), Invariant.Short(mosaic.Y + row * mosaic.Cell), Invariant.Short(mosaic.Cell));
                path.Append(Invariant.Culture, $"M{x} {y}h{Invariant.Short(count * mosaic.Cell)}v{height}H{x}z");
            }
        }

        svg.Append("<g>").Append(mosaic.Hover is null ? "" : $"<title>{Escape(mosaic.Hover)}</title>");
        foreach (var (paint, path) in paths)
        {
            svg.Append(Invariant.Culture, $"<path {Fill(paint)} d=\"{path}\"/>");
        }

        svg.Append("</g>");
    }

    private static string Path(IReadOnlyList<Point> points) =>
        $"M{string.Join(' ', points.Select((p, i) => $"{(i == 1 ? "L" : "")}{Invariant.Short(p.X)} {Invariant.Short(p.Y)}"))}";

    private static string End(string element, string? hover) => hover is null ? "/>" : $"><title>{Escape(hover)}</title></{element}>";

    private static string Fill(Paint paint) => $"fill=\"{paint.Svg}\"{Opacity("fill", paint)}";

    private static string Opacity(string what, Paint paint) => paint.Opacity == 1 ? "" : $" {what}-opacity=\"{Invariant.Short(paint.Opacity)}\"";

    private static string Side(Anchor anchor) => anchor switch
    {
        Anchor.Middle => " text-anchor=\"middle\"",
        Anchor.End => " text-anchor=\"end\"",
        _ => "",
    };

    private static string Escape(string text) => SecurityElement.Escape(text);
}
