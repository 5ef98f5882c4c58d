using System.Globalization;
using System.Xml.Linq;

namespace TinyTransformer.Tests;

// An SVG as a browser would see it: well-formed XML, and the rectangles by their tooltips.
internal sealed class DecodedSvg
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    internal DecodedSvg(Figure figure) => Root = XDocument.Parse(figure.ToSvg()).Root!;

    internal XElement Root { get; }

    internal IReadOnlyList<XElement> Cells => [.. Root.Descendants(Svg + "rect").Where(rect => rect.Element(Svg + "title") is not null)];

    internal IReadOnlyList<string> Hovers => [.. Cells.Select(cell => cell.Element(Svg + "title")!.Value)];

    internal IReadOnlyList<XElement> Texts => [.. Root.Descendants(Svg + "text")];

    internal XElement Cell(string hoverStart) => Cells.Single(cell => cell.Element(Svg + "title")!.Value.StartsWith(hoverStart, StringComparison.Ordinal));

    // What a text shows, without its tooltip.
    internal static string Shown(XElement text) => string.Concat(text.Nodes().OfType<XText>().Select(node => node.Value));

    internal static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
