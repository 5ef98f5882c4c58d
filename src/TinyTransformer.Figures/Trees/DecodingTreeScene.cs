namespace TinyTransformer;

// The layout of a decoding tree: a column for each step, a row for each leaf; a node stands at the middle of its children.
internal sealed class DecodingTreeScene(DecodingTree tree)
{
    private const double TokenSize = 15, ValueSize = 12, Row = 52, NodeHeight = 28, Link = 42, MaxToken = 150;
    private readonly List<Shape> _shapes = [];

    internal Scene Draw()
    {
        var places = tree.Places;
        string[] tokens = [.. places.Select(place => StrokeFont.Fit(Label.Named(place.Node.Token), TokenSize, MaxToken))];
        double[] widths = [.. tokens.Select((token, i) => Math.Ceiling(Math.Max(StrokeFont.Width(token, TokenSize) * 1.08 + 16, StrokeFont.Width(tree.Number(places[i].Node), ValueSize))))];
        var columns = Enumerable.Range(0, places.Max(place => place.Depth) + 1).Select(depth => widths.Where((_, i) => places[i].Depth == depth).Max()).ToArray();
        double[] lefts = [.. columns.Select((_, depth) => Heading.Padding + columns.Take(depth).Sum(width => width + Link))];
        var right = lefts[^1] + columns[^1];
        var (headingRight, top) = Heading.Draw(_shapes, tree.Title, right);
        top = Math.Ceiling(top);

        for (var i = 0; i < places.Count; i++)
        {
            if (places[i].Parent is >= 0 and var parent)
            {
                Edge(new(lefts[places[parent].Depth] + widths[parent], Middle(places[parent])), new(lefts[places[i].Depth], Middle(places[i])), places[i].Node.IsKept);
            }
        }

        for (var i = 0; i < places.Count; i++)
        {
            Node(places[i], tokens[i], lefts[places[i].Depth], Middle(places[i]), widths[i]);
        }

        var bottom = top + (places.Max(place => place.Row) + 1) * Row;
        var given = places.Count(place => !place.Node.IsKept);
        return new Scene(Math.Max(right, headingRight) + Heading.Padding, bottom + Heading.Padding - 6, Heading.Describe(tree.Title, $"a tree of {places.Count} tokens with their {Label.Visible(tree.ValueTitle)}, {given} of them given up"), _shapes);

        double Middle(DecodingTree.Place place) => top + place.Row * Row + NodeHeight / 2;
    }

    private void Edge(Point from, Point to, bool isKept)
    {
        var points = from.Y == to.Y ? [from, to] : Outline.Curve(from, new(from.X + Link * 0.6, from.Y), new(to.X - Link * 0.6, to.Y), to, 28);
        _shapes.Add(isKept ? new Polyline(points, Paint.Fixed(SeriesStyle.Colours[0]), 2.6) : new Polyline(points, Paint.Ink(0.5), 1.2) { Dash = [4, 5] });
    }

    private void Node(DecodingTree.Place place, string token, double x, double middle, double width)
    {
        var node = place.Node;
        var hover = $"{tree.Name(place)}{(node.IsKept ? "" : " (given up)")}";
        var y = middle - NodeHeight / 2;
        var fill = node.IsKept ? Paint.Fixed(TokenStripScene.Tints[0]) : Paint.Ink(0.06);
        _shapes.Add(new Box(x, y, width, NodeHeight, fill, hover) { Radius = 6 });
        if (!node.IsKept)
        {
            var outline = Outline.Rounded(x, y, width, NodeHeight, 6);
            _shapes.Add(new Polyline([.. outline, outline[0]], Paint.Ink(0.5), 1) { Dash = [4, 4] });
        }

        var ink = node.IsKept ? Paint.Fixed(TokenStripScene.Tints[0].TextOn) : Paint.Ink(0.75);
        _shapes.Add(new Text(x + width / 2, Text.BaselineAt(middle, TokenSize), token, TokenSize, ink) { Anchor = Anchor.Middle });
        _shapes.Add(new Text(x + width / 2, middle + NodeHeight / 2 + 4 + ValueSize * 0.8, tree.Number(node), ValueSize, Paint.Ink(0.8)) { Anchor = Anchor.Middle });
    }
}
