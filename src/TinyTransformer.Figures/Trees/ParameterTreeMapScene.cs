namespace TinyTransformer;

// The layout of a tree map: a rectangle for each group, with its name on top, and in it one for each field. A name that does not fit is in the tooltip alone.
internal sealed class ParameterTreeMapScene(ParameterTreeMap map)
{
    private const double Width = 600, Height = 380, GroupSize = 14, FieldSize = 13, NumberSize = 12, Strip = 24;
    private const int MaxKey = 12;
    private readonly List<Shape> _shapes = [];
    private readonly List<(string Text, Rgb Tint)> _unnamed = []; // groups too small for their names

    internal Scene Draw()
    {
        var (headingRight, top) = Heading.Draw(_shapes, map.Title, Heading.Padding + Width);
        var total = $"{ParameterTreeMap.Number(map.Total)} parameters";
        _shapes.Add(new Text(Heading.Padding, top + GroupSize * 0.8, total, GroupSize, Paint.Ink(0.8)));
        top = Math.Ceiling(top + GroupSize + 8);
        var groups = map.Groups();
        var fields = Squarified.Lay([.. groups.Select(group => (double)group.Count)], new(Heading.Padding, top, Width, Height));
        for (var i = 0; i < groups.Count; i++)
        {
            Draw(groups[i], fields[i].Inside(1, 1, 1, 1), TokenStripScene.Tints[i % TokenStripScene.Tints.Count]);
        }

        var bottom = Key(top + Height);
        var names = string.Join(", ", groups.Take(12).Select(group => $"{Label.Visible(group.Name)} {map.Share(group.Count)}"));
        return new Scene(Math.Max(Heading.Padding + Width, headingRight) + Heading.Padding, bottom + Heading.Padding, Heading.Describe(map.Title, $"{total}: {names}"), _shapes);
    }

    // The names that had no room, beside their colours; of many, the first.
    private double Key(double bottom)
    {
        const double swatch = 14, row = 22;
        var (x, y) = (Heading.Padding, bottom + 10);
        for (var i = 0; i < Math.Min(_unnamed.Count, MaxKey); i++)
        {
            var text = i == MaxKey - 1 && _unnamed.Count > MaxKey ? $"{_unnamed.Count - i} more" : StrokeFont.Fit(_unnamed[i].Text, FieldSize, Width / 2);
            var width = swatch + 7 + StrokeFont.Width(text, FieldSize) + 18;
            if (x > Heading.Padding && x + width > Heading.Padding + Width)
            {
                (x, y) = (Heading.Padding, y + row);
            }

            _shapes.Add(new Box(x, y, swatch, swatch, Paint.Fixed(_unnamed[i].Tint)));
            _shapes.Add(new Text(x + swatch + 7, Text.BaselineAt(y + swatch / 2, FieldSize), text, FieldSize, Paint.Ink(0.85)));
            x += width;
        }

        return _unnamed.Count == 0 ? bottom : y + swatch;
    }

    private void Draw(ParameterTreeMap.Group group, Squarified.Field field, Rgb tint)
    {
        var isOne = group.Fields.Count == 1;
        var text = Paint.Fixed(tint.TextOn);
        _shapes.Add(new Box(field.X, field.Y, field.Width, field.Height, Paint.Fixed(tint), Hover(group.Name, group.Count)));
        var name = $"{Label.Named(group.Name)}{(isOne && group.Fields[0].Name.Length > 0 ? "." + Label.Visible(group.Fields[0].Name) : "")}";
        var hasStrip = field.Height >= Strip + 16 && field.Width > 44;
        var room = field.Width - 14;
        var shown = StrokeFont.Fit($"{name}  {map.Share(group.Count)}", GroupSize * 1.25, room) is var whole && whole.EndsWith('…') ? StrokeFont.Fit(name, GroupSize * 1.25, room) : whole;
        if (hasStrip && Names(shown, name))
        {
            _shapes.Add(new Text(field.X + 7, Text.BaselineAt(field.Y + Strip / 2, GroupSize), shown, GroupSize, text) { Bold = true, Hover = Hover(group.Name, group.Count) });
        }
        else if (!isOne || !Name(name, group.Count, field, text))
        {
            _unnamed.Add(($"{name} {map.Share(group.Count)}", tint));
        }

        if (isOne)
        {
            return;
        }

        var inner = field.Inside(3, hasStrip ? Strip : 3, 3, 3);
        var places = inner.Width > 4 && inner.Height > 4 ? Squarified.Lay([.. group.Fields.Select(part => (double)part.Count)], inner) : [];
        for (var i = 0; i < places.Count; i++)
        {
            var (part, place) = (group.Fields[i], places[i].Inside(1, 1, 1, 1));
            var full = part.Name.Length > 0 ? $"{group.Name}.{part.Name}" : group.Name;
            _shapes.Add(new Box(place.X, place.Y, place.Width, place.Height, Paint.Fixed(tint.Under(Rgb.White, 0.45)), Hover(full, part.Count)));
            Name(Label.Named(part.Name), part.Count, place, Paint.Fixed(Rgb.Black));
        }
    }

    private bool Name(string name, long count, Squarified.Field field, Paint paint)
    {
        if (field.Width < 34 || field.Height < FieldSize + 6)
        {
            return false;
        }

        var (x, room) = (field.X + 6, field.Width - 10);
        var shown = StrokeFont.Fit(name, FieldSize * 1.05, room);
        if (!Names(shown, name))
        {
            return false;
        }

        _shapes.Add(new Text(x, field.Y + 5 + FieldSize * 0.8, shown, FieldSize, paint));
        var number = $"{ParameterTreeMap.Number(count)}, {map.Share(count)}";
        if (field.Height >= FieldSize + NumberSize + 14)
        {
            number = StrokeFont.Width(number, NumberSize * 1.05) <= room ? number : ParameterTreeMap.Number(count);
            if (StrokeFont.Width(number, NumberSize * 1.05) <= room)
            {
                _shapes.Add(new Text(x, field.Y + 9 + FieldSize + NumberSize * 0.8, number, NumberSize, paint));
            }
        }

        return true;
    }

    // A letter and an ellipsis name nothing.
    private static bool Names(string shown, string name) => shown.Length >= Math.Min(name.Length, 4);

    private string Hover(string name, long count) => $"{Label.Named(name)}: {ParameterTreeMap.Number(count)}, {map.Share(count)}";
}
