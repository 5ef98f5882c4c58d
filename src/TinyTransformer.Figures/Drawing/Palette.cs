using System.Runtime.InteropServices;

namespace TinyTransformer;

// At most 256 colours that stand for all of a raster. Exact for a figure with few colours; else flat areas stay exact and the
// many mixed colours at the edges of letters go to the nearest kept one.
internal sealed class Palette
{
    private const int Limit = 256;
    private const int Flat = 160; // the most frequent colours, which are the fills, are kept whatever the rest needs
    private readonly Dictionary<Rgb, byte> _index = [];

    private Palette(IReadOnlyList<Rgb> colours) => Colours = colours;

    internal IReadOnlyList<Rgb> Colours { get; }

    internal byte IndexOf(Rgb colour) => _index[colour];

    internal static Palette Of(Raster raster)
    {
        var counts = new Dictionary<Rgb, int>();
        for (var y = 0; y < raster.Height; y++)
        {
            foreach (var pixel in raster.Row(y))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, pixel, out _)++;
            }
        }

        // The order is by frequency, ties by colour: the same raster gives the same bytes.
        var all = counts.Keys.OrderByDescending(c => counts[c]).ThenBy(c => (c.R << 16) | (c.G << 8) | c.B).ToList();
        var kept = all.Count <= Limit ? all : Reduce(all);
        var palette = new Palette(kept);
        for (var i = 0; i < kept.Count; i++)
        {
            palette._index[kept[i]] = (byte)i;
        }

        foreach (var colour in all.Where(c => !palette._index.ContainsKey(c)))
        {
            palette._index[colour] = palette._index[kept.MinBy(k => Distance(k, colour))];
        }

        return palette;
    }

    // Beyond the flat colours, always the one that is farthest from all that are kept: no colour ends up far from its stand-in.
    private static List<Rgb> Reduce(List<Rgb> all)
    {
        var kept = all[..Flat];
        var far = all.Select(colour => kept.Min(k => Distance(k, colour))).ToArray();
        while (kept.Count < Limit)
        {
            var next = all[Array.IndexOf(far, far.Max())];
            kept.Add(next);
            for (var i = 0; i < far.Length; i++)
            {
                far[i] = Math.Min(far[i], Distance(next, all[i]));
            }
        }
        return kept;
    }

    private static int Distance(Rgb a, Rgb b) => Square(a.R - b.R) + Square(a.G - b.G) + Square(a.B - b.B);

    private static int Square(int x) => x * x;
}
