namespace TinyTransformer;

// How the n-th of several series is told from the others: by colour, by dashes and by the shape of its markers, so that any one of them is enough.
internal readonly record struct SeriesStyle(Rgb Colour, IReadOnlyList<double> Dash, string PlotlyDash, Marker Marker)
{
    // Found by a search that starts at Okabe and Ito's hues (2008): on white and on #1e1e1e each has a contrast of at least 3:1, and any two stay apart to
    // eyes that lack the long or the middle cones (Machado, Oliveira, Fernandes 2009), which SeriesStyleTests holds.
    internal static readonly IReadOnlyList<Rgb> Colours =
        [new(0x1b, 0x67, 0xfd), new(0xf2, 0x6b, 0x00), new(0x20, 0x74, 0x7b), new(0x9f, 0x89, 0xc7), new(0xbe, 0x3d, 0x03)];

    private static readonly (IReadOnlyList<double> Lengths, string Name)[] Dashes =
        [([], "solid"), ([9, 6], "dash"), ([1, 5], "dot"), ([9, 5, 1, 5], "dashdot"), ([16, 6], "longdash"), ([16, 5, 1, 5], "longdashdot")];

    internal static SeriesStyle Of(int index) => new(
        Colours[index % Colours.Count], Dashes[index % Dashes.Length].Lengths, Dashes[index % Dashes.Length].Name, (Marker)(index % Enum.GetValues<Marker>().Length));

    internal Paint Paint => Paint.Fixed(Colour);
}
