namespace TinyTransformer;

// A number on an axis, and how it is written there.
internal readonly record struct Tick(double Value, string Text);

// Round numbers between two ends: multiples of 1, 2 or 5 times a power of ten; on a log axis powers of ten, with 2 and 5 between them where there are few.
internal static class Ticks
{
    private static readonly int[] Factors = [1, 2, 5];
    private const double Slack = 1e-9; // of a step: an end that is itself round keeps its tick

    internal static IReadOnlyList<Tick> Linear(double low, double high, int max, bool isWhole = false)
    {
        var exponent = Invariant.Exponent((high - low) / max) - 1;
        var steps = Enumerable.Range(0, 60).Select(i => (Factor: Factors[i % 3], Exponent: exponent + i / 3));
        var (factor, power) = steps.First(s => (!isWhole || s.Exponent >= 0) && Count(s.Factor * Power(s.Exponent)) <= max);
        var step = factor * Power(power);
        var isScientific = Math.Max(Math.Abs(low), Math.Abs(high)) is >= 1e5 or < 1e-3;
        var first = Math.Ceiling(low / step - Slack);
        return [.. Enumerable.Range(0, Count(step)).Select(i => (first + i) * step).Select(value => new Tick(Clean(value), isScientific ? Short(Clean(value)) : Invariant.Drawn(value, Math.Max(0, -power))))];

        int Count(double step) => (int)(Math.Floor(high / step + Slack) - Math.Ceiling(low / step - Slack)) + 1;

        // The product's rounding is not the axis's: 3 × 0.1 is 0.3.
        double Clean(double value) => Math.Round(value / step) == 0 ? 0 : double.Parse(value.ToString("G12", Invariant.Culture), Invariant.Culture);
    }

    /// <param name="low">The logarithm to base ten of the low end.</param>
    /// <param name="high">The same of the high end.</param>
    /// <param name="max">At most so many ticks.</param>
    internal static IReadOnlyList<Tick> Log(double low, double high, int max)
    {
        var decades = Between([1]);
        var fine = Between(Factors);
        if (fine.Count < 2)
        {
            return [.. Linear(Math.Pow(10, low), Math.Pow(10, high), max)];
        }

        var every = (decades.Count + max - 1) / max;
        return fine.Count <= max || decades.Count < 2 ? fine : [.. decades.Where((_, i) => i % every == 0)];

        List<Tick> Between(int[] factors) => [..
            from power in Enumerable.Range((int)Math.Floor(low), (int)Math.Ceiling(high) - (int)Math.Floor(low) + 1)
            from factor in factors
            let value = factor * Power(power)
            where Math.Log10(value) >= low - Slack && Math.Log10(value) <= high + Slack
            select new Tick(value, value is >= 1e-4 and < 1e5 ? Invariant.Drawn(value, Math.Max(0, -power)) : Short(value))];
    }

    private static string Short(double value) => value == 0 ? "0" : value.ToString("0.##e0", Invariant.Culture).Replace('-', '−');

    // Exact, which Math.Pow need not be.
    private static double Power(int exponent) => double.Parse("1e" + exponent.ToString(Invariant.Culture), Invariant.Culture);
}
