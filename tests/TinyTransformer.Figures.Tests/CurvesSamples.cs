namespace TinyTransformer.Tests;

internal static class CurvesSamples
{
    // Two runs of training with a band, another number of points each, on a log axis.
    internal static Curves Losses() => new(
        new Curve("train", Range(200, i => 0.4 + 3.8 * Math.Exp(-i / 40.0) + 0.08 * Math.Sin(i * 1.7))),
        new Curve("validation", Range(11, i => 20.0 * i), Range(11, i => 0.6 + 3.6 * Math.Exp(-i / 2.2)))
        {
            Lower = Range(11, i => 0.5 + 3.3 * Math.Exp(-i / 2.2)),
            Upper = Range(11, i => 0.7 + 3.9 * Math.Exp(-i / 2.2)),
        },
        new Curve("ln V", new double[] { 0, 200 }, new[] { Math.Log(64), Math.Log(64) }) { ShowMarkers = false })
    {
        Title = "Loss falls from ln V",
        YTitle = "loss (nats a token)",
        YScale = AxisScale.Log,
    };

    // A gap, a number alone between gaps, both infinities.
    internal static Curves Broken() => new(
        new Curve("lr = 10", [2.0, 2.5, double.NaN, 4, double.NaN, 3, 3.5, double.PositiveInfinity, double.NegativeInfinity, 3]),
        new Curve("lr = 0.1", [2.0, 1.8, 1.6, 1.5, 1.4, 1.3, 1.25, 1.2, 1.17, 1.15]))
    {
        Title = "A run that broke",
        YTitle = "loss",
    };

    private static double[] Range(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(value)];
}
