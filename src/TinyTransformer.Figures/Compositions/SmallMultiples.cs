namespace TinyTransformer;

/// <summary>
/// Several figures side by side, each with its own title: the same picture of several heads, steps or settings. To be compared by eye they need one
/// scale, which the figures are given: <see cref="HeatmapScale.Pattern"/>, <see cref="HeatmapScale.SignedTo"/>, <see cref="Curves.YRange"/>.
/// </summary>
public sealed class SmallMultiples : Figure
{
    private const int MaxPanels = 64;
    private const double Width = 860;
    private readonly Figure[] _panels;
    private readonly int? _columns;

    /// <summary>The figures, line by line.</summary>
    /// <exception cref="ArgumentException">No figure, or more than 64.</exception>
    public SmallMultiples(params IReadOnlyList<Figure> panels) => _panels = Guard.Items(panels, nameof(panels), "figure", MaxPanels);

    /// <summary>How many stand in a line; null: as many as fit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1 or above 64.</exception>
    public int? Columns { get => _columns; init => _columns = value is { } columns ? Guard.InRange(columns, 1, MaxPanels, nameof(Columns)) : null; }

    /// <inheritdoc/>
    public override string ToPlotlyJson() =>
        PlotlyGrid.Write(Title, [.. _panels.Select(panel => (panel, panel.Title ?? ""))], Math.Min(_panels.Length, _columns ?? (int)Math.Ceiling(Math.Sqrt(_panels.Length))));

    /// <inheritdoc/>
    public override string ToText() => TextTable.Begin(Title).AppendJoin('\n', _panels.Select(panel => panel.ToText())).ToString();

    internal override Scene Draw()
    {
        var shapes = new List<Shape>();
        var scenes = _panels.Select(panel => panel.DrawPanel()).ToArray();
        var columns = Math.Min(scenes.Length, _columns ?? Math.Max(1, (int)(Width / scenes.Max(scene => scene.Width))));
        var widths = Enumerable.Range(0, columns).Select(c => scenes.Where((_, i) => i % columns == c).Max(scene => scene.Width)).ToArray();
        var (headingRight, y) = Heading.Draw(shapes, Title, widths.Sum());
        y = string.IsNullOrEmpty(Title) ? 0 : Math.Ceiling(y) - Heading.Padding; // each panel brings its own padding
        foreach (var line in scenes.Chunk(columns))
        {
            var x = 0.0;
            for (var i = 0; i < line.Length; i++)
            {
                shapes.AddRange(line[i].Shapes.Select(shape => shape.Moved(x, y)));
                x += widths[i];
            }

            y += line.Max(scene => scene.Height);
        }

        return new Scene(Math.Max(widths.Sum(), headingRight + Heading.Padding), y, Heading.Describe(Title, $"{scenes.Length} figures: {string.Join("; ", scenes.Select(scene => scene.Description))}"), shapes);
    }
}
