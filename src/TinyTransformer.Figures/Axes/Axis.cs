namespace TinyTransformer;

// Numbers to places on one side of a plot, and the round numbers that are written there. From and To are pixels; To may be the smaller. A whole axis
// counts something: it has no ticks between whole numbers.
internal sealed class Axis
{
    private readonly double _low, _high; // logarithms on a log axis

    internal Axis(double low, double high, AxisScale scale, double from, double to, int maxTicks, bool isWhole = false)
    {
        (Scale, From, To) = (scale, from, to);
        (_low, _high) = (Place(low), Place(high));
        if (_low == _high)
        {
            var around = scale == AxisScale.Log ? 0.5 : Math.Max(Math.Abs(low) * 0.5, 0.5); // a single number stands in the middle
            (_low, _high) = (_low - around, _high + around);
        }

        Ticks = scale == AxisScale.Log ? TinyTransformer.Ticks.Log(_low, _high, maxTicks) : TinyTransformer.Ticks.Linear(_low, _high, maxTicks, isWhole);
    }

    internal AxisScale Scale { get; }

    internal double From { get; }

    internal double To { get; }

    internal IReadOnlyList<Tick> Ticks { get; }

    internal double At(double value) => From + (To - From) * (Place(value) - _low) / (_high - _low);

    /// <summary>The ends of data with a little room around, so that no line runs along the frame.</summary>
    internal static (double Low, double High) Padded(double low, double high, AxisScale scale)
    {
        const double room = 0.04;
        return scale == AxisScale.Log
            ? (low / Math.Pow(high / low, room), high * Math.Pow(high / low, room))
            : (low - room * (high - low), high + room * (high - low));
    }

    private double Place(double value) => Scale == AxisScale.Log ? Math.Log10(value) : value;
}
